#include "cadran/core/use_case.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/message.h"
#include "cadran/base/number.h"
#include "cadran/base/utf8.h"
#include "cadran/core/content.h"
#include "cadran/core/figure.h"

static const struct {
	const char *id;
	enum field_type type;
} fields[USE_CASE_FIELD_COUNT] = {
#define FIELD_ROW(name, id, type) { id, type },
	USE_CASE_FIELDS(FIELD_ROW)
#undef FIELD_ROW
};

/* In the order of the enums that use_case_facts reads them into, from their second value on. */
static const char *const yes_no_words[] = { "yes", "no", NULL };
static const char *const hosting_words[] = { "none", "eu", "own", "hds", "secnumcloud", NULL };
static const char *const obligation_words[] = { "done", "due", "not-due", NULL };
static const char *const status_words[] = { "idea", "pilot", "live", "stopped", NULL };
static const char *const data_words[] = { "none", "internal", "personal", "health", NULL };
static const char *const account_words[] = { "work", "private", "unknown", NULL };
static const char *const decision_words[] = { "keep", "replace", "stop", "to-decide", NULL };
static const char *const ai_act_words[] = { "prohibited", "high-annex-1", "high-annex-3", "high",
					    "limited",    "minimal",      "none",         NULL };

/* A thousand billion: no service has more, and products of figures stay finite. */
/* Two sentences below say it too, in groups of three digits. */
#define FIGURE_MOST 1e12

static const char *const dependency_words[] = { "requires", "favours", "duplicates", "spreads", NULL };

const char *use_case_field_id(enum use_case_field field)
{
	return fields[field].id;
}

const char *use_case_field_label(enum use_case_field field)
{
	static const char *const labels[USE_CASE_FIELD_COUNT] = {
		[USE_CASE_NAME] = N_("Name"),
		[USE_CASE_DESCRIPTION] = N_("Description"),
		[USE_CASE_DOMAIN] = N_("Domain"),
		[USE_CASE_NEED] = N_("Need"),
		[USE_CASE_SPONSOR] = N_("Sponsor"),
		[USE_CASE_INDICATOR] = N_("Indicator"),
		[USE_CASE_DEPLOYMENT] = N_("Deployment"),
		[USE_CASE_HEALTH_DATA] = N_("Health data"),
		[USE_CASE_PERSONAL_DATA] = N_("Personal data"),
		[USE_CASE_HOSTING] = N_("Hosting"),
		[USE_CASE_AIPD] = N_("Impact assessment"),
		[USE_CASE_CSE] = N_("Works council"),
		[USE_CASE_MEDICAL_DEVICE] = N_("Medical device"),
		[USE_CASE_AI_ACT] = N_("AI Act"),
		[USE_CASE_AI_ACT_ANSWERS] = N_("AI Act answers"),
		[USE_CASE_DELAY] = N_("Time to first use"),
		[USE_CASE_STATUS] = N_("Status"),
		[USE_CASE_REQUIRES] = N_("Requirements"),
		[USE_CASE_DEPENDS] = N_("Dependencies"),
		[USE_CASE_HOURS] = N_("Hours saved a month"),
		[USE_CASE_HOUR_COST] = N_("Cost of an hour"),
		[USE_CASE_OTHER_GAIN] = N_("Other yearly gain"),
		[USE_CASE_BUILD_DAYS] = N_("Build days"),
		[USE_CASE_DAY_RATE] = N_("Day rate"),
		[USE_CASE_BUILD_COST] = N_("Other build cost"),
		[USE_CASE_RUN_COST] = N_("Yearly run cost"),
		[USE_CASE_HORIZON] = N_("Horizon"),
		[USE_CASE_DISCOUNT] = N_("Discount rate"),
		[USE_CASE_RAMP_UP] = N_("Ramp-up"),
	};

	return labels[field];
}

enum field_type use_case_field_type(enum use_case_field field)
{
	return fields[field].type;
}

bool use_case_field_parse(const char *id, enum use_case_field *field)
{
	for (int i = 0; i < USE_CASE_FIELD_COUNT; i++) {
		if (*fields[i].id != *id || strcmp(fields[i].id, id))
			continue;
		*field = (enum use_case_field)i;
		return true;
	}
	return false;
}

bool use_case_field_is_reported(enum use_case_field field)
{
	return fields[field].type != FIELD_AI_ACT_ANSWERS;
}

const char *const *field_choices(enum field_type type)
{
	switch (type) {
	case FIELD_YES_NO:
		return yes_no_words;
	case FIELD_HOSTING:
		return hosting_words;
	case FIELD_OBLIGATION:
		return obligation_words;
	case FIELD_AI_ACT:
		return ai_act_words;
	case FIELD_STATUS:
		return status_words;
	case FIELD_DATA:
		return data_words;
	case FIELD_ACCOUNT:
		return account_words;
	case FIELD_DECISION:
		return decision_words;
	default:
		return NULL;
	}
}

bool use_case_id_check(const char *id, struct err *err)
{
	bool letter = false;

	for (const char *at = id; *at; at++)
		letter |= isalpha((unsigned char)*at) || (*at & 0x80);
	if (!letter)
		return err_set(
			err, ERR_VALUE,
			N_("the id «%s» has no letter (spreadsheets change bare numbers); expected one such as UC01"),
			id);
	if (text_forbidden(id) || strpbrk(id, ";,:|/\t\r\n") || isspace((unsigned char)id[0]) ||
	    isspace((unsigned char)id[strlen(id) - 1]))
		return err_set(err, ERR_VALUE,
			       N_("the id «%s» has a character that ids cannot have (; , : | / or a blank at its end)"),
			       id);
	if (strlen(id) >= sizeof(((struct dependency *)NULL)->id))
		return err_set(err, ERR_VALUE, N_("the id «%.40s…» is too long"), id);
	return true;
}

static int choice_index(const char *const *choices, const char *value)
{
	assert(choices);
	for (int i = 0; choices[i]; i++)
		if (!strcmp(choices[i], value))
			return i;
	return -1;
}

static char *normalise_choice(const char *const *choices, const char *value, struct err *err)
{
	struct buf expected;

	if (choice_index(choices, value) >= 0)
		return xstrdup(value);
	buf_init(&expected);
	for (int i = 0; choices[i]; i++)
		buf_add_format(&expected, "%s%s", i ? ", " : "", choices[i]);
	err_set(err, ERR_VALUE, N_("«%s» is not a choice; expected one of: %s"), value, expected.data);
	buf_release(&expected);
	return NULL;
}

char *field_choice_normalise(enum field_type type, const char *value, struct err *err)
{
	return normalise_choice(field_choices(type), value, err);
}

static char *normalise_number(const char *value, struct err *err)
{
	char text[NUMBER_SIZE];
	double number;

	if (!number_parse(value, &number) || number < 0 || number > FIGURE_MOST) {
		err_set(err, ERR_VALUE, N_("«%s» is not a number that can be taken; expected 0 to 1,000,000,000,000"),
			value);
		return NULL;
	}
	return xstrdup(number_format(number, text));
}

/* Splits `value` at slashes into at most three numbers; 0 where one is wrong. */
static int split_range(const char *value, double numbers[3])
{
	int count = 0;

	for (;;) {
		size_t length = strcspn(value, "/");
		char part[64];

		if (count == 3 || length >= sizeof(part))
			return 0;
		memcpy(part, value, length);
		part[length] = '\0';
		if (!number_parse(part, &numbers[count++]))
			return 0;
		if (!value[length])
			return count;
		value += length + 1;
	}
}

static char *normalise_range(const char *value, bool years, struct err *err)
{
	double numbers[3] = { 0 };
	int count = split_range(value, numbers);
	struct buf text;

	if (count != 1 && count != 3) {
		err_set(err, ERR_VALUE, N_("«%s» is not a figure; expected a number, or low/likely/high"), value);
		return NULL;
	}
	for (int i = 0; i < count; i++) {
		if (years && (numbers[i] < 1 || numbers[i] > 100 || numbers[i] > (double)(long)numbers[i])) {
			err_set(err, ERR_VALUE,
				N_("«%s» is not a number of years; expected a whole number from 1 to 100"), value);
			return NULL;
		}
		if (numbers[i] < 0 || numbers[i] > FIGURE_MOST || (i && numbers[i] < numbers[i - 1])) {
			err_set(err, ERR_VALUE,
				N_("«%s»: expected figures from 0 to 1,000,000,000,000, in ascending order"), value);
			return NULL;
		}
	}
	buf_init(&text);
	for (int i = 0; i < count; i++) {
		char number[NUMBER_SIZE];

		buf_add_text(&text, i ? "/" : "");
		buf_add_text(&text, number_format(numbers[i], number));
	}
	return buf_detach(&text);
}

/* The next item of a list separated by `;` or `,`, without the blanks around it; false at the end. */
static bool next_item(const char **at, char *item, size_t size)
{
	size_t length;

	*at += strspn(*at, ";, \t\r\n");
	length = strcspn(*at, ";,\r\n");
	if (!length)
		return false;
	while (length && isspace((unsigned char)(*at)[length - 1]))
		length--;
	(void)snprintf(item, size, "%.*s", (int)(length < size ? length : size - 1), *at);
	*at += strcspn(*at, ";,\r\n");
	return true;
}

void requires_add(struct buf *list, const struct requirement *requirement)
{
	char number[NUMBER_SIZE];

	buf_add_format(list, "%s%s.%s:%s", list->length ? ";" : "", requirement->grid, requirement->dimension,
		       number_format(requirement->level, number));
}

static bool read_requirement(const char *item, struct requirement *requirement, struct err *err)
{
	const char *dot = strchr(item, '.'), *colon = strrchr(item, ':');

	if (!dot || !colon || colon < dot || dot == item || colon == dot + 1 ||
	    (size_t)(dot - item) >= sizeof(requirement->grid) ||
	    (size_t)(colon - dot) > sizeof(requirement->dimension) || !number_parse(colon + 1, &requirement->level) ||
	    requirement->level < 1 || requirement->level > LEVEL_COUNT)
		return err_set(err, ERR_VALUE,
			       N_("«%s» is not a requirement; expected data.quality:3, a level from 1 to 5"), item);
	(void)snprintf(requirement->grid, sizeof(requirement->grid), "%.*s", (int)(dot - item), item);
	(void)snprintf(requirement->dimension, sizeof(requirement->dimension), "%.*s", (int)(colon - dot - 1), dot + 1);
	return true;
}

static char *normalise_requires(const struct content *content, const char *value, struct err *err)
{
	struct buf text;
	char item[200];

	buf_init(&text);
	while (next_item(&value, item, sizeof(item))) {
		struct requirement requirement = { 0 };
		size_t grid, dimension;

		if (!read_requirement(item, &requirement, err))
			goto refused;
		if (!content_find_dimension(content, requirement.grid, requirement.dimension, &grid, &dimension)) {
			err_set(err, ERR_VALUE, N_("there is no dimension «%s.%s»"), requirement.grid,
				requirement.dimension);
			goto refused;
		}
		requires_add(&text, &requirement);
	}
	return buf_detach(&text);

refused:
	buf_release(&text);
	return NULL;
}

void depends_add(struct buf *list, const struct dependency *dependency)
{
	const bool named = dependency->kind != DEPENDENCY_PREREQUISITE;

	buf_add_format(list, "%s%s%s%s", list->length ? ";" : "", named ? dependency_words[dependency->kind] : "",
		       named ? ":" : "", dependency->id);
}

/* «favours:member-chatbot» into kind and id; without a kind it is a prerequisite. */
static bool read_dependency(const char *item, struct dependency *dependency)
{
	const char *colon = strchr(item, ':');
	int kind = DEPENDENCY_PREREQUISITE;

	if (colon) {
		char word[32];

		(void)snprintf(word, sizeof(word), "%.*s", (int)(colon - item), item);
		kind = choice_index(dependency_words, word);
		item = colon + 1 + strspn(colon + 1, " \t");
	}
	if (kind < 0 || !*item || strlen(item) >= sizeof(dependency->id))
		return false;
	dependency->kind = (enum dependency_kind)kind;
	(void)snprintf(dependency->id, sizeof(dependency->id), "%s", item);
	return true;
}

static char *normalise_depends(const char *value, struct err *err)
{
	struct buf text;
	char item[240];

	buf_init(&text);
	while (next_item(&value, item, sizeof(item))) {
		struct dependency dependency;

		if (!read_dependency(item, &dependency) || !use_case_id_check(dependency.id, err)) {
			err_set(err, ERR_VALUE,
				N_("«%s» is not a dependency; expected an id, or favours:ID, duplicates:ID, spreads:ID"),
				item);
			buf_release(&text);
			return NULL;
		}
		depends_add(&text, &dependency);
	}
	return buf_detach(&text);
}

char *number_normalise(enum use_case_field unit, const char *value, struct err *err)
{
	char *plain = figure_plain(unit, value);
	char *result = normalise_number(plain, err);

	free(plain);
	return result;
}

/* Figures, written as people do. */
static char *normalise_figure(enum use_case_field field, const char *value, struct err *err)
{
	char *plain = figure_plain(field, value);
	char *result = fields[field].type == FIELD_NUMBER
			       ? normalise_number(plain, err)
			       : normalise_range(plain, fields[field].type == FIELD_YEARS, err);

	free(plain);
	return result;
}

void answers_add(struct buf *list, const struct tree *tree, const struct tree_answer *answer)
{
	buf_add_format(list, "%s%s:%s", list->length ? ";" : "", tree->asks[answer->ask].id,
		       yes_no_words[answer->yes ? 0 : 1]);
}

static bool read_answer(const struct tree *tree, const char *item, struct tree_answer *answer)
{
	const char *colon = strrchr(item, ':');
	int word;

	if (!colon || !tree_find_ask(tree, item, (size_t)(colon - item), &answer->ask))
		return false;
	word = choice_index(yes_no_words, colon + 1);
	answer->yes = word == 0;
	return word >= 0;
}

/* Whether an answer to this question stands in `list` already. */
static bool is_answered(const struct tree *tree, const char *list, size_t ask)
{
	struct tree_answer answer;

	while (answers_next(tree, &list, &answer))
		if (answer.ask == ask)
			return true;
	return false;
}

static char *normalise_answers(const struct tree *tree, const char *value, struct err *err)
{
	struct buf text;
	char item[200];

	buf_init(&text);
	while (next_item(&value, item, sizeof(item))) {
		struct tree_answer answer;

		if (!read_answer(tree, item, &answer)) {
			err_set(err, ERR_VALUE,
				N_("«%s» is not an answer on the AI Act; expected the id of a question and yes or no, as "
				   "learns:yes"),
				item);
			goto refused;
		}
		if (is_answered(tree, text.data, answer.ask)) {
			err_set(err, ERR_VALUE, N_("the question «%s» is answered twice"), tree->asks[answer.ask].id);
			goto refused;
		}
		answers_add(&text, tree, &answer);
	}
	return buf_detach(&text);

refused:
	buf_release(&text);
	return NULL;
}

char *use_case_field_normalise(const struct content *content, enum use_case_field field, const char *value,
			       struct err *err)
{
	const enum field_type type = fields[field].type;
	const char *const *choices = field_choices(type);

	if (!*value || type == FIELD_TEXT)
		return xstrdup(value);
	if (choices)
		return normalise_choice(choices, value, err);
	switch (type) {
	case FIELD_NUMBER:
	case FIELD_RANGE:
	case FIELD_YEARS:
		return normalise_figure(field, value, err);
	case FIELD_REQUIRES:
		return normalise_requires(content, value, err);
	case FIELD_AI_ACT_ANSWERS:
		return normalise_answers(&content->tree, value, err);
	default:
		return normalise_depends(value, err);
	}
}

static int word_value(const struct use_case *use_case, enum use_case_field field)
{
	return 1 + choice_index(field_choices(fields[field].type), use_case->field[field]);
}

static struct range range_value(const char *text)
{
	double numbers[3] = { 0 };
	int count = *text ? split_range(text, numbers) : 0;

	if (count == 1)
		return (struct range){ true, numbers[0], numbers[0], numbers[0] };
	if (count == 3)
		return (struct range){ true, numbers[0], numbers[1], numbers[2] };
	return (struct range){ 0 };
}

void use_case_facts(const struct use_case *use_case, struct use_case_facts *facts)
{
	int status = word_value(use_case, USE_CASE_STATUS);

	*facts = (struct use_case_facts){
		.health_data = (enum known)word_value(use_case, USE_CASE_HEALTH_DATA),
		.personal_data = (enum known)word_value(use_case, USE_CASE_PERSONAL_DATA),
		.medical_device = (enum known)word_value(use_case, USE_CASE_MEDICAL_DEVICE),
		.hosting = (enum hosting)word_value(use_case, USE_CASE_HOSTING),
		.aipd = (enum obligation)word_value(use_case, USE_CASE_AIPD),
		.cse = (enum obligation)word_value(use_case, USE_CASE_CSE),
		.ai_act = (enum ai_act)word_value(use_case, USE_CASE_AI_ACT),
		.status = status ? (enum status)(status - 1) : STATUS_IDEA,
		.delay = range_value(use_case->field[USE_CASE_DELAY]),
	};
	for (int i = USE_CASE_MONEY_FIRST; i < USE_CASE_FIELD_COUNT; i++)
		facts->money[i - USE_CASE_MONEY_FIRST] = range_value(use_case->field[i]);
}

const struct range *facts_money(const struct use_case_facts *facts, enum use_case_field field)
{
	return &facts->money[field - USE_CASE_MONEY_FIRST];
}

bool depends_next(const char **list, struct dependency *dependency)
{
	char item[240];

	return next_item(list, item, sizeof(item)) && read_dependency(item, dependency);
}

bool use_case_needs(const struct use_case *use_case, const char *id)
{
	const char *list = use_case->field[USE_CASE_DEPENDS];
	struct dependency dependency;

	while (depends_next(&list, &dependency))
		if (dependency.kind == DEPENDENCY_PREREQUISITE && !strcmp(dependency.id, id))
			return true;
	return false;
}

bool requires_next(const char **list, struct requirement *requirement)
{
	char item[200];
	struct err ignored;

	return next_item(list, item, sizeof(item)) && read_requirement(item, requirement, &ignored);
}

bool answers_next(const struct tree *tree, const char **list, struct tree_answer *answer)
{
	char item[200];

	return next_item(list, item, sizeof(item)) && read_answer(tree, item, answer);
}

long hidden_round(const struct score *score)
{
	return score->hidden ? strtol(score->hidden, NULL, 10) : 0;
}

bool round_is_hidden(const struct score *score, long round)
{
	const long hidden = hidden_round(score);

	return hidden && round >= hidden;
}

bool use_case_states(const struct use_case *use_case, enum use_case_field field)
{
	const char *text = use_case->field[field];

	return text[strspn(text, " \t\r\n")] != '\0';
}
