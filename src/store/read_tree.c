#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/date.h"
#include "cadran/core/duties.h"
#include "content_reader.h"

static const char *const tree_kinds[] = { "tree", "ask", "class", "duty", "date", NULL };

static void take_target(struct reading *reading, struct ini_section *section, const struct tree *tree, const char *name,
			struct tree_target *target)
{
	const char *id = take_word(reading, section, name, REQUIRED);
	enum ai_act class;

	if (!id || tree_find_ask(tree, id, strlen(id), &target->index))
		return;
	target->is_class = ai_act_parse(id, &class) && tree->classes[class].given;
	target->index = target->is_class ? class : 0;
	if (!target->is_class)
		reading_fault(reading, ini_take(section, name)->line,
			      N_("«%s = %s» leads nowhere; expected the id of an [ask] or of a [class] of this file"),
			      name, id);
}

static void read_ask(struct reading *reading, struct ini_section *section, struct tree *tree, struct ask *ask)
{
	check_id(reading, section);
	take_text(reading, section, "text", REQUIRED, &ask->text);
	take_text(reading, section, "note", OPTIONAL, &ask->note);
	take_text(reading, section, "no.note", OPTIONAL, &ask->answer[0].note);
	take_text(reading, section, "yes.note", OPTIONAL, &ask->answer[1].note);
	ask->article = take_word(reading, section, "article", REQUIRED);
	take_target(reading, section, tree, "no", &ask->answer[0].target);
	take_target(reading, section, tree, "yes", &ask->answer[1].target);
}

/* «2026-08-02», in this form only: dates are compared as text. */
static bool is_date(const char *id)
{
	char date[DATE_SIZE];
	struct err err;

	return date_normalise(id, date, &err) && !strcmp(date, id);
}

/* From when it holds; of a duty also «class», as its class. NULL where the key is missing or wrong. */
static const char *take_from(struct reading *reading, struct ini_section *section, bool of_duty)
{
	const char *from = take_word(reading, section, "from", OPTIONAL);

	if (!from || is_date(from) || (of_duty && !strcmp(from, "class")))
		return from;
	reading_fault(reading, ini_take(section, "from")->line,
		      of_duty ? N_("«%s» is neither a date such as 2026-08-02 nor «class»")
			      : N_("«%s» is not a date; expected one such as 2026-08-02"),
		      from);
	return NULL;
}

static void read_class(struct reading *reading, struct ini_section *section, struct tree *tree)
{
	struct ai_act_class *class;
	enum ai_act which;

	check_id(reading, section);
	if (!ai_act_parse(section->id, &which)) {
		refuse_section(reading, section, N_("«%s» is not a class of the AI Act"), section->id);
		return;
	}
	class = &tree->classes[which];
	class->given = true;
	take_text(reading, section, "name", REQUIRED, &class->name);
	take_text(reading, section, "text", OPTIONAL, &class->text);
	take_text(reading, section, "obligations", OPTIONAL, &class->obligations);
	class->article = take_word(reading, section, "article", OPTIONAL);
	class->verified = take_word(reading, section, "verified", REQUIRED);
	class->from = take_from(reading, section, false);
	class->confirm = take_yes_no(reading, section, "confirm", false);
}

/* «when.hosting = eu, hds» into the values it names. */
static unsigned take_fact(struct reading *reading, struct ini_section *section, enum duty_fact fact)
{
	char name[32], word[32];
	const struct ini_key *key;
	unsigned values = 0;

	(void)snprintf(name, sizeof(name), "when.%s", duty_fact_id(fact));
	key = ini_take(section, name);
	if (!key)
		return 0;
	for (const char *at = key->value + strspn(key->value, ", "); *at; at += strspn(at, ", ")) {
		const size_t length = strcspn(at, ", ");
		int value;

		(void)snprintf(word, sizeof(word), "%.*s", (int)(length < sizeof(word) ? length : sizeof(word) - 1),
			       at);
		value = duty_fact_value(fact, word);
		if (!value)
			reading_fault(reading, key->line, N_("«%s» is not a value that «%s» can have"), word, name);
		values |= 1u << value;
		at += length;
	}
	if (!values)
		reading_fault(reading, key->line, N_("«%s» is empty; expected a text"), name);
	return values;
}

/* An obligation of the sheet; NULL where the key is missing or names no such field. */
static const char *take_sheet(struct reading *reading, struct ini_section *section)
{
	const char *sheet = take_word(reading, section, "sheet", OPTIONAL);
	enum use_case_field field;

	if (!sheet || (use_case_field_parse(sheet, &field) && use_case_field_type(field) == FIELD_OBLIGATION))
		return sheet;
	reading_fault(reading, ini_take(section, "sheet")->line, N_("«sheet = %s»: expected aipd or cse"), sheet);
	return NULL;
}

static void read_duty(struct reading *reading, struct ini_section *section, struct duty *duty)
{
	check_id(reading, section);
	duty->id = reading_keep(reading, section->id);
	take_text(reading, section, "name", REQUIRED, &duty->name);
	take_text(reading, section, "text", REQUIRED, &duty->text);
	duty->article = take_word(reading, section, "article", REQUIRED);
	duty->verified = take_word(reading, section, "verified", REQUIRED);
	duty->confirm = take_yes_no(reading, section, "confirm", false);
	duty->from = take_from(reading, section, true);
	duty->sheet = take_sheet(reading, section);
	for (int i = 0; i < DUTY_FACT_COUNT; i++)
		duty->when[i] = take_fact(reading, section, (enum duty_fact)i);
}

static void read_date(struct reading *reading, struct ini_section *section, struct law_date *date)
{
	check_id(reading, section);
	date->id = reading_keep(reading, section->id);
	if (!is_date(section->id))
		reading_fault(reading, section->line, N_("«%s» is not a date; expected one such as 2026-08-02"),
			      section->id);
	take_text(reading, section, "text", REQUIRED, &date->text);
	date->article = take_word(reading, section, "article", REQUIRED);
	date->verified = take_word(reading, section, "verified", REQUIRED);
}

/* Duties in the order of the file; dates have to be in their own. */
static void read_beside(struct reading *reading, struct tree *tree)
{
	tree->duties =
		arena_take(&reading->content->arena, count_sections(reading->ini, "duty"), sizeof(*tree->duties));
	tree->dates = arena_take(&reading->content->arena, count_sections(reading->ini, "date"), sizeof(*tree->dates));
	for (size_t i = 0; i < reading->ini->count; i++) {
		struct ini_section *section = &reading->ini->sections[i];

		if (!strcmp(section->kind, "duty"))
			read_duty(reading, section, &tree->duties[tree->duty_count++]);
		if (strcmp(section->kind, "date"))
			continue;
		read_date(reading, section, &tree->dates[tree->date_count++]);
		if (tree->date_count > 1 && strcmp(tree->dates[tree->date_count - 2].id, section->id) > 0)
			reading_fault(reading, section->line, N_("the date %s stands after %s, which is later"),
				      section->id, tree->dates[tree->date_count - 2].id);
	}
}

/* A tree is walked from its first question: what is not met, or met on its own way, is a fault. */
struct tree_walk {
	char *state; /* 0 not met, 1 on the way, 2 done */
	struct {
		size_t ask;
		int answer;
	} * way;
	size_t length;
};

static void enter(struct tree_walk *walk, size_t ask)
{
	walk->state[ask] = 1;
	walk->way[walk->length].ask = ask;
	walk->way[walk->length++].answer = 0;
}

static void check_ways(struct reading *reading, const struct tree *tree, const int *lines)
{
	struct tree_walk walk = {
		.state = xcalloc(tree->ask_count, 1),
		.way = xcalloc(tree->ask_count, sizeof(*walk.way)),
	};

	enter(&walk, tree->first);
	while (walk.length) {
		const size_t ask = walk.way[walk.length - 1].ask;
		const int answer = walk.way[walk.length - 1].answer++;
		const struct tree_target *target = &tree->asks[ask].answer[answer & 1].target;

		if (answer > 1) {
			walk.state[ask] = 2;
			walk.length--;
		} else if (!target->is_class && walk.state[target->index] == 1) {
			reading_fault(reading, lines[ask], N_("the question «%s» leads back to «%s»: a circle"),
				      tree->asks[ask].id, tree->asks[target->index].id);
		} else if (!target->is_class && !walk.state[target->index]) {
			enter(&walk, target->index);
		}
	}
	for (size_t i = 0; i < tree->ask_count; i++)
		if (!walk.state[i])
			reading_fault(reading, lines[i], N_("no answer leads to the question «%s»"), tree->asks[i].id);
	free(walk.state);
	free(walk.way);
}

static void read_asks(struct reading *reading, struct tree *tree)
{
	const size_t count = count_sections(reading->ini, "ask"), faults = reading->faults->faults;
	struct ini_section **sections = xcalloc(count, sizeof(*sections));
	int *lines = xcalloc(count, sizeof(*lines));

	tree->asks = arena_take(&reading->content->arena, count, sizeof(*tree->asks));
	for (size_t i = 0; i < reading->ini->count; i++) {
		if (strcmp(reading->ini->sections[i].kind, "ask"))
			continue;
		sections[tree->ask_count] = &reading->ini->sections[i];
		lines[tree->ask_count] = reading->ini->sections[i].line;
		tree->asks[tree->ask_count++].id = reading_keep(reading, reading->ini->sections[i].id);
	}
	for (size_t i = 0; i < count; i++)
		read_ask(reading, sections[i], tree, &tree->asks[i]);
	if (!count)
		reading_fault(reading, 1, N_("this tree asks nothing"));
	else if (reading->faults->faults == faults)
		check_ways(reading, tree, lines);
	free(sections);
	free(lines);
}

void read_tree(struct reading *reading, struct tree *tree)
{
	struct ini_section *head = find_section(reading, "tree", "", REQUIRED);
	const char *first = take_word(reading, head, "first", REQUIRED);
	struct ini *ini = reading->ini;

	check_sections(reading, tree_kinds);
	take_text(reading, head, "name", REQUIRED, &tree->name);
	take_text(reading, head, "text", OPTIONAL, &tree->text);
	tree->verified = take_word(reading, head, "verified", OPTIONAL);
	for (size_t i = 0; i < ini->count; i++)
		if (!strcmp(ini->sections[i].kind, "class"))
			read_class(reading, &ini->sections[i], tree);
	/* The first question is looked for before the ways are walked. */
	for (size_t i = 0, ask = 0; first && i < ini->count; i++) {
		if (strcmp(ini->sections[i].kind, "ask"))
			continue;
		if (!strcmp(ini->sections[i].id, first)) {
			tree->first = ask;
			first = NULL;
		}
		ask++;
	}
	if (first)
		reading_fault(reading, ini_take(head, "first")->line, N_("«first = %s» is not an [ask] of this file"),
			      first);
	read_asks(reading, tree);
	read_beside(reading, tree);
}
