/*
 * Fields, values and changes in the user's words.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/figures.h"
#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/base/utf8.h"
#include "cadran/core/workshop.h"
#include "cadran/tui/wording.h"

enum { VALUE_SHOWN = 40 /* columns of a value within a sentence */ };

const char *word_service_field(enum service_field field)
{
	static const char *const words[SERVICE_FIELD_COUNT] = {
		[SERVICE_NAME] = N_("Name"),
		[SERVICE_SECTOR] = N_("Sector"),
		[SERVICE_SIZE] = N_("Size"),
		[SERVICE_DATE] = N_("Date"),
		[SERVICE_FACILITATOR] = N_("Facilitator"),
		[SERVICE_PRIORITIES] = N_("Priorities"),
		[SERVICE_BUDGET] = N_("Budget a year (€)"),
		[SERVICE_CAPACITY] = N_("Days of work a year"),
	};

	return _(words[field]);
}

bool word_service_value(struct buf *out, const struct scene *scene, enum service_field field, const char *value)
{
	enum use_case_field unit;
	double number;

	if (field == SERVICE_SECTOR) {
		buf_add_text(out, word_sector(value));
	} else if (field == SERVICE_DATE && *value) {
		figure_date(out, scene->language, value);
	} else if (service_field_unit(field, &unit) && number_parse(value, &number)) {
		if (field == SERVICE_BUDGET)
			word_money(out, scene, number);
		else
			word_number(out, scene, number, 1);
	} else {
		return false;
	}
	return true;
}

const char *word_answer_field(enum answer_field field)
{
	static const char *const words[ANSWER_FIELD_COUNT] = {
		[ANSWER_LEVEL] = N_("level"),
		[ANSWER_TARGET] = N_("target"),
		[ANSWER_NOTE] = N_("note"),
		[ANSWER_EVIDENCE] = N_("evidence"),
		[ANSWER_CONFIDENCE] = N_("confidence"),
		[ANSWER_EVIDENCE_DATE] = N_("date of the evidence"),
	};

	return _(words[field]);
}

const char *word_confidence(const char *confidence)
{
	static const struct {
		const char *value, *word;
	} words[] = {
		{ "high", N_("sure") },
		{ "medium", N_("fairly sure") },
		{ "low", N_("not sure") },
	};

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (!strcmp(confidence, words[i].value))
			return _(words[i].word);
	return confidence;
}

void word_seen_on(struct buf *out, const char *date)
{
	struct buf day;

	buf_init(&day);
	figure_date(&day, message_language(), date);
	buf_add_format(out, _("seen on %s"), day.data);
	buf_release(&day);
}

void word_seen(struct buf *out, const struct answer *answer)
{
	const char *date = answer->field[ANSWER_EVIDENCE_DATE], *confidence = answer->field[ANSWER_CONFIDENCE];

	buf_add_format(out, "%s%s", word_confidence(confidence), *confidence && *date ? ", " : "");
	if (*date)
		word_seen_on(out, date);
}

void word_evidence(struct buf *out, const struct answer *answer)
{
	buf_add_text(out, answer->field[ANSWER_EVIDENCE]);
	if (!*answer->field[ANSWER_CONFIDENCE] && !*answer->field[ANSWER_EVIDENCE_DATE])
		return;
	buf_add_text(out, *answer->field[ANSWER_EVIDENCE] ? " (" : "(");
	word_seen(out, answer);
	buf_add_char(out, ')');
}

const char *word_use_case_field(enum use_case_field field)
{
	return _(use_case_field_label(field));
}

const char *word_use_field(enum use_field field)
{
	static const char *const words[USE_FIELD_COUNT] = {
		[USE_NAME] = N_("Tool or task"), [USE_TEAM] = N_("Team"),       [USE_PURPOSE] = N_("Purpose"),
		[USE_DATA] = N_("Data put in"),  [USE_ACCOUNT] = N_("Account"), [USE_DECLARED] = N_("Declared"),
		[USE_DECISION] = N_("Decision"),
	};

	return _(words[field]);
}

const char *word_principle_state(enum principle_state state)
{
	static const char *const words[PRINCIPLE_STATE_COUNT] = {
		[PRINCIPLE_YES] = N_("yes"),
		[PRINCIPLE_PARTLY] = N_("partly"),
		[PRINCIPLE_NO] = N_("no"),
		[PRINCIPLE_OPEN] = N_("not looked at"),
	};

	return _(words[state]);
}

const char *principle_sign(const struct surface *surface, enum principle_state state)
{
	static const enum glyph glyphs[PRINCIPLE_STATE_COUNT] = {
		[PRINCIPLE_YES] = GLYPH_MET,
		[PRINCIPLE_NO] = GLYPH_NOT_MET,
		[PRINCIPLE_OPEN] = GLYPH_EMPTY,
	};

	return state == PRINCIPLE_PARTLY ? "~" : surface_glyph_text(surface, glyphs[state]);
}

/* --- values ------------------------------------------------------------------ */

const char *word_choice(enum field_type type, const char *choice)
{
	static const struct {
		enum field_type type;
		const char *choice, *word;
	} words[] = {
		{ FIELD_YES_NO, "yes", N_("yes") },
		{ FIELD_YES_NO, "no", N_("no") },
		{ FIELD_HOSTING, "none", N_("nothing hosted") },
		{ FIELD_HOSTING, "eu", N_("in the European Union") },
		{ FIELD_HOSTING, "own", N_("our own servers") },
		{ FIELD_HOSTING, "hds", N_("certified for health data (HDS)") },
		{ FIELD_HOSTING, "secnumcloud", N_("SecNumCloud, with HDS") },
		{ FIELD_OBLIGATION, "done", N_("done") },
		{ FIELD_OBLIGATION, "due", N_("to be done") },
		{ FIELD_OBLIGATION, "not-due", N_("not needed") },
		{ FIELD_STATUS, "idea", N_("idea") },
		{ FIELD_STATUS, "pilot", N_("pilot") },
		{ FIELD_STATUS, "live", N_("live") },
		{ FIELD_STATUS, "stopped", N_("stopped") },
		{ FIELD_DATA, "none", N_("none of ours") },
		{ FIELD_DATA, "internal", N_("internal") },
		{ FIELD_DATA, "personal", N_("personal") },
		{ FIELD_DATA, "health", N_("health") },
		{ FIELD_ACCOUNT, "work", N_("work") },
		{ FIELD_ACCOUNT, "private", N_("private") },
		{ FIELD_ACCOUNT, "unknown", N_("nobody knows") },
		{ FIELD_DECISION, "keep", N_("keep") },
		{ FIELD_DECISION, "replace", N_("replace") },
		{ FIELD_DECISION, "stop", N_("stop") },
		{ FIELD_DECISION, "to-decide", N_("to decide") },
	};

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (words[i].type == type && !strcmp(words[i].choice, choice))
			return _(words[i].word);
	return *choice ? choice : _("not known");
}

/* The unit that stands behind a figure. */
static const char *unit(enum use_case_field field)
{
	switch (field) {
	case USE_CASE_DELAY:
	case USE_CASE_RAMP_UP:
		return _("months");
	case USE_CASE_HORIZON:
		return _("years");
	case USE_CASE_DISCOUNT:
		return "%";
	case USE_CASE_HOURS:
		return _("hours");
	case USE_CASE_BUILD_DAYS:
		return _("days");
	default:
		return "€";
	}
}

/* «40», «40 / 60 / 80», each with the decimal sign of the language. */
static void word_figures(struct buf *out, const struct scene *scene, enum use_case_field field, const char *value)
{
	const size_t begin = out->length;

	while (*value) {
		const size_t length = strcspn(value, "/");
		char *figure = xstrndup(value, length);
		double number;

		if (out->length > begin)
			buf_add_text(out, " / ");
		if (number_parse(figure, &number))
			word_grouped(out, scene, number);
		free(figure);
		value += length + (value[length] == '/');
	}
	buf_add_format(out, "\u00a0%s", unit(field));
}

static void word_requires(struct buf *out, const struct scene *scene, const char *list)
{
	const struct content *content = scene->evaluation->document->content;
	const size_t begin = out->length;
	struct requirement requirement;
	size_t grid, dimension;

	while (requires_next(&list, &requirement)) {
		if (out->length > begin)
			buf_add_text(out, " · ");
		if (content_find_dimension(content, requirement.grid, requirement.dimension, &grid, &dimension))
			buf_add_text(out, text_in(&content->grids[grid].dimensions[dimension].name, scene->language));
		else
			buf_add_format(out, "%s.%s", requirement.grid, requirement.dimension);
		buf_add_char(out, ' ');
		word_number(out, scene, requirement.level, 2);
	}
}

static void word_depends(struct buf *out, const struct scene *scene, const char *list)
{
	static const char *const kinds[] = {
		[DEPENDENCY_PREREQUISITE] = N_("needs"),
		[DEPENDENCY_FAVOURS] = N_("favours"),
		[DEPENDENCY_DUPLICATES] = N_("duplicates"),
		[DEPENDENCY_SPREADS] = N_("spreads"),
	};
	const size_t begin = out->length;
	struct dependency dependency;

	while (depends_next(&list, &dependency)) {
		const struct use_case *other = document_use_case(scene->evaluation->document, dependency.id);

		buf_add_format(out, "%s%s %s", out->length > begin ? " · " : "", _(kinds[dependency.kind]),
			       other ? use_case_name(other) : dependency.id);
	}
}

/* How many there are, and the last one: their questions are too long for a line. */
static void word_answers(struct buf *out, const struct scene *scene, const char *list)
{
	struct tree_answer answer = { 0 };
	size_t count = 0;

	while (answers_next(&scene->evaluation->document->content->tree, &list, &answer))
		count++;
	if (count)
		buf_add_format(out, _("%zu, the last one %s"), count, answer.yes ? _("yes") : _("no"));
}

void word_use_case_value(struct buf *out, const struct scene *scene, enum use_case_field field, const char *value)
{
	const enum field_type type = use_case_field_type(field);
	enum ai_act class;

	if (type == FIELD_AI_ACT && ai_act_parse(value, &class))
		buf_add_text(out, ai_act_name(&scene->evaluation->document->content->tree, class, scene->language));
	else if (field_choices(type))
		buf_add_text(out, word_choice(type, value));
	else if (!*value)
		return;
	else if (type == FIELD_REQUIRES)
		word_requires(out, scene, value);
	else if (type == FIELD_DEPENDS)
		word_depends(out, scene, value);
	else if (type == FIELD_AI_ACT_ANSWERS)
		word_answers(out, scene, value);
	else if (type == FIELD_TEXT)
		buf_add_text(out, value);
	else
		word_figures(out, scene, field, value);
}

void word_level(struct buf *out, const struct scene *scene, const struct grid *grid, const char *level)
{
	if (!strcmp(level, "NA"))
		buf_add_text(out, _("not applicable"));
	else if (!strcmp(level, "?"))
		buf_add_text(out, _("don't know"));
	else if (*level >= '1' && *level <= '5' && !level[1])
		buf_add_format(out, "%s %s", level, text_in(&grid->levels[*level - '1'].name, scene->language));
	else
		buf_add_text(out, _("no answer"));
}

/* --- changes ------------------------------------------------------------------ */

static void add_cut(struct buf *out, const struct scene *scene, const char *text)
{
	struct buf safe;

	buf_init(&safe);
	text_safe(&safe, text, strlen(text));
	if (!scene->whole && utf8_width(safe.data) > VALUE_SHOWN) {
		buf_truncate(&safe, utf8_fit(safe.data, VALUE_SHOWN - 1));
		buf_add_text(&safe, "…");
	}
	buf_add_text(out, safe.data);
	buf_release(&safe);
}

/* «text», cut where it is long; «–» for nothing. */
static void add_quoted(struct buf *out, const struct scene *scene, const char *text)
{
	struct buf cut;

	if (!*text) {
		buf_add_text(out, "–");
		return;
	}
	buf_init(&cut);
	add_cut(&cut, scene, text);
	buf_add_format(out, _("«%s»"), cut.data);
	buf_release(&cut);
}

/* Cut where it is long; of those taken away too: undo tells of them. */
static void add_name(struct buf *out, const struct scene *scene, const char *id)
{
	const struct document *document = scene->evaluation->document;
	size_t index;

	add_cut(out, scene, map_get(&document->by_id, id, &index) ? use_case_name(&document->use_cases[index]) : id);
}

static const char *criterion_name(const struct scene *scene, const char *id)
{
	const struct criteria *criteria = &scene->evaluation->document->content->criteria;
	size_t index;

	return criteria_find(criteria, id, &index) ? text_in(&criteria->items[index].name, scene->language) : id;
}

static void word_service(struct buf *out, const struct scene *scene, const struct change *change)
{
	enum service_field field;

	if (!service_field_parse(change->field, &field))
		return;
	buf_add_format(out, "%s%s", word_service_field(field), _(": "));
	if (!word_service_value(out, scene, field, change->value))
		add_quoted(out, scene, change->value);
}

static void word_grid(struct buf *out, const struct scene *scene, const struct change *change)
{
	const struct grid *grid = content_grid(scene->evaluation->document->content, change->key);

	if (!grid)
		return;
	buf_add_format(out, "%s, %s%s", text_in(&grid->name, scene->language), _("target"), _(": "));
	word_level(out, scene, grid, change->value);
}

/* The dimension names the question, and its number there: questions are sentences. */
static void word_answer(struct buf *out, const struct scene *scene, const struct change *change)
{
	const struct content *content = scene->evaluation->document->content;
	const char *dot = strchr(change->key, '.');
	char *id = xstrndup(change->key, dot ? (size_t)(dot - change->key) : strlen(change->key));
	const struct grid *grid = content_grid(content, id);
	const struct question *question = grid && dot ? grid_question(grid, dot + 1) : NULL;
	enum answer_field field;

	free(id);
	if (!question || !answer_field_parse(change->field, &field))
		return;
	word_question(out, grid, (size_t)(question - grid->questions), scene->language);
	buf_add_format(out, ", %s%s", word_answer_field(field), _(": "));
	if (field == ANSWER_LEVEL || (field == ANSWER_TARGET && *change->value))
		word_level(out, scene, grid, change->value);
	else if (field == ANSWER_CONFIDENCE && *change->value)
		buf_add_text(out, word_confidence(change->value));
	else if (field == ANSWER_EVIDENCE_DATE && *change->value)
		figure_date(out, scene->language, change->value);
	else
		add_quoted(out, scene, change->value);
}

static void word_use_case(struct buf *out, const struct scene *scene, const struct change *change)
{
	enum use_case_field field;
	struct buf value;

	if (!strcmp(change->field, "present")) {
		buf_add_format(out, "%s%s", *change->value ? _("use case added") : _("use case removed"), _(": "));
		add_name(out, scene, change->key);
		return;
	}
	if (!use_case_field_parse(change->field, &field))
		return;
	buf_init(&value);
	if (*change->value || field_choices(use_case_field_type(field)))
		word_use_case_value(&value, scene, field, change->value);
	add_name(out, scene, change->key);
	buf_add_format(out, ", %s%s", word_use_case_field(field), _(": "));
	if (use_case_field_type(field) == FIELD_TEXT)
		add_quoted(out, scene, change->value);
	else
		buf_add_text(out, value.length ? value.data : "–");
	buf_release(&value);
}

static void word_score(struct buf *out, const struct scene *scene, const struct change *change)
{
	double score;

	add_name(out, scene, change->key);
	buf_add_format(out, ", %s%s", criterion_name(scene, change->field), _(": "));
	if (number_parse(change->value, &score))
		word_number(out, scene, score, 2);
	else
		buf_add_text(out, _("no score"));
}

/* «Dictation, Fairness: » of the key of a vote or a round. */
static void add_vote_key(struct buf *out, const struct scene *scene, const char *key)
{
	const char *criterion = change_vote_criterion(scene->evaluation->document, key);
	char *id = xstrndup(key, criterion ? (size_t)(criterion - key - 1) : strlen(key));

	add_name(out, scene, id);
	buf_add_format(out, ", %s%s", criterion ? criterion_name(scene, criterion) : "", _(": "));
	free(id);
}

/* Never which: this is said while others look. */
static void word_vote(struct buf *out, const struct scene *scene, const struct change *change)
{
	add_vote_key(out, scene, change->key);
	buf_add_text(out, _("vote"));
}

static void word_round(struct buf *out, const struct scene *scene, const struct change *change)
{
	add_vote_key(out, scene, change->key);
	if (*change->value)
		buf_add_format(out, _("secret votes, round %s"), change->value);
	else
		buf_add_text(out, _("votes revealed"));
}

static void word_participant(struct buf *out, const struct scene *scene, const struct change *change)
{
	if (!strcmp(change->field, attendance_field_id(ATTENDANCE_PRESENT)))
		buf_add_format(out, "%s%s", *change->value ? _("participant added") : _("participant removed"),
			       _(": "));
	add_cut(out, scene, change->key);
	if (!strcmp(change->field, attendance_field_id(ATTENDANCE_AWAY)))
		buf_add_format(out, "%s%s", _(": "), *change->value ? _("absent") : _("here"));
}

static bool word_renaming(struct buf *out, const struct scene *scene, const struct change_list *changes)
{
	char *from = workshop_renamed(changes);

	if (!from)
		return false;
	buf_add_format(out, "%s%s", _("participant"), _(": "));
	add_cut(out, scene, from);
	buf_add_text(out, " → ");
	add_cut(out, scene, changes->items[0].key);
	free(from);
	return true;
}

static void word_matrix(struct buf *out, const struct scene *scene, const struct change *change)
{
	const struct matrix *matrix = scene->evaluation->document->content->matrix;
	const bool known = !strcmp(change->value, matrix->id);

	buf_add_format(out, "%s%s%s", _("Matrix"), _(": "),
		       known ? text_in(&matrix->name, scene->language) : change->value);
}

static void word_charter(struct buf *out, const struct scene *scene, const struct change *change)
{
	const struct charter *charter = &scene->evaluation->document->content->charter;
	enum principle_state state;
	size_t index;

	if (!charter_find(charter, change->key, &index))
		return;
	buf_add_text(out, text_in(&charter->principles[index].name, scene->language));
	if (strcmp(change->field, tick_field_id(TICK_STATE)) != 0) {
		buf_add_format(out, ", %s%s", _("note"), _(": "));
		add_quoted(out, scene, change->value);
	} else if (principle_state_parse(change->value, &state)) {
		buf_add_format(out, "%s%s", _(": "), word_principle_state(state));
	}
}

/* Of those taken away too. */
static const char *name_of_use(const struct scene *scene, const char *id)
{
	const struct document *document = scene->evaluation->document;
	size_t index;

	return map_get(&document->use_by_id, id, &index) ? use_name(&document->inventory.items[index]) : id;
}

static void word_use(struct buf *out, const struct scene *scene, const struct change *change)
{
	enum use_field field;

	if (!strcmp(change->field, "present")) {
		buf_add_format(out, "%s%s", *change->value ? _("use added") : _("use removed"), _(": "));
		add_cut(out, scene, name_of_use(scene, change->key));
		return;
	}
	if (!use_field_parse(change->field, &field))
		return;
	add_cut(out, scene, name_of_use(scene, change->key));
	buf_add_format(out, ", %s%s", word_use_field(field), _(": "));
	if (use_field_type(field) == FIELD_TEXT)
		add_quoted(out, scene, change->value);
	else
		buf_add_text(out, word_choice(use_field_type(field), change->value));
}

/* Whether what comes second is the day on which the evidence that comes first was seen. */
static bool dates_evidence(const struct change_list *changes)
{
	const struct change *first = changes->items, *second = changes->items + 1;

	return changes->count > 1 && first->kind == CHANGE_ANSWER && second->kind == CHANGE_ANSWER &&
	       !strcmp(first->key, second->key) && !strcmp(first->field, answer_field_id(ANSWER_EVIDENCE)) &&
	       !strcmp(second->field, answer_field_id(ANSWER_EVIDENCE_DATE)) && *second->value;
}

void word_changes(struct buf *out, const struct scene *scene, const struct change_list *changes)
{
	static void (*const words[CHANGE_KIND_COUNT])(struct buf *, const struct scene *, const struct change *) = {
		[CHANGE_SERVICE] = word_service,         [CHANGE_GRID] = word_grid,       [CHANGE_ANSWER] = word_answer,
		[CHANGE_USE_CASE] = word_use_case,       [CHANGE_SCORE] = word_score,     [CHANGE_VOTE] = word_vote,
		[CHANGE_MATRIX] = word_matrix,           [CHANGE_CHARTER] = word_charter, [CHANGE_USE] = word_use,
		[CHANGE_PARTICIPANT] = word_participant, [CHANGE_ROUND] = word_round,
	};

	size_t told = 1;

	if (!changes->count || word_renaming(out, scene, changes))
		return;
	words[changes->items[0].kind](out, scene, &changes->items[0]);
	if (dates_evidence(changes)) {
		buf_add_text(out, ", ");
		word_seen_on(out, changes->items[1].value);
		told++;
	}
	if (changes->count > told) {
		buf_add_text(out, " ");
		buf_add_format(out,
			       message_plural("(and %zu other value)", "(and %zu other values)", changes->count - told),
			       changes->count - told);
	}
}

void word_changed(struct buf *out, const struct scene *scene, const struct change *change)
{
	/* Only read. */
	struct change bare = { change->kind, change->key, change->field, text_copy(""), NULL };
	const struct change_list one = { &bare, 1, 1 };
	const size_t from = out->length;
	const char *colon = _(": "), *last = NULL;

	word_changes(out, scene, &one);
	text_free(bare.value);
	for (const char *at = strstr(out->data + from, colon); at; at = strstr(at + 1, colon))
		last = at;
	if (last)
		buf_truncate(out, (size_t)(last - out->data));
}
