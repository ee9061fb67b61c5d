#include <math.h>
#include <stdio.h>
#include <string.h>

#include "content_reader.h"

enum { ACTION_MONTHS_MOST = 36 };

static const char *const grid_kinds[] = { "grid", "level", "dimension", "question", NULL };

static void read_level(struct reading *reading, struct grid *grid, int number)
{
	struct level *level = &grid->levels[number - 1];
	struct ini_section *section;
	char id[16];

	(void)snprintf(id, sizeof(id), "%d", number);
	section = find_section(reading, "level", id, REQUIRED);
	if (!section)
		return;
	take_text(reading, section, "name", REQUIRED, &level->name);
	take_text(reading, section, "text", OPTIONAL, &level->text);
	take_examples(reading, section, level->example);
}

static enum need need_of_action(const struct ini_section *section, const char *name)
{
	const size_t length = strlen(name);

	for (size_t i = 0; i < section->count; i++)
		if (!strncmp(section->keys[i].name, name, length) && section->keys[i].name[length] == '.')
			return REQUIRED;
	return OPTIONAL;
}

/* «action1» to «action4», each with .who and .months or not there at all. */
static void read_actions(struct reading *reading, struct ini_section *section, struct dimension *dimension)
{
	for (int i = 0; i < LEVEL_COUNT - 1; i++) {
		char name[24], who[32], months[32];

		(void)snprintf(name, sizeof(name), "action%d", i + 1);
		(void)snprintf(who, sizeof(who), "%s.who", name);
		(void)snprintf(months, sizeof(months), "%s.months", name);
		const enum need need = need_of_action(section, name);
		const struct ini_key *key = ini_take(section, months);

		take_text(reading, section, name, need, &dimension->action[i].text);
		take_text(reading, section, who, need, &dimension->action[i].who);
		dimension->action[i].months =
			take_number(reading, section, months, 1, ACTION_MONTHS_MOST, need == REQUIRED ? NAN : 0);
		if (key && dimension->action[i].months != floor(dimension->action[i].months))
			reading_fault(reading, key->line, N_("«%s = %s» is not a whole number of months"), months,
				      key->value);
	}
}

static void read_dimension(struct reading *reading, struct ini_section *section, struct grid *grid)
{
	struct dimension *dimension = &grid->dimensions[grid->dimension_count++];

	check_id(reading, section);
	if (strchr(section->id, '.'))
		reading_fault(reading, section->line, N_("the id «%s» of a dimension holds a dot"), section->id);
	dimension->id = reading_keep(reading, section->id);
	dimension->was = take_former(reading, section);
	dimension->weight = take_number(reading, section, "weight", 0, WEIGHT_MOST, 1);
	take_text(reading, section, "name", REQUIRED, &dimension->name);
	take_text(reading, section, "short", OPTIONAL, &dimension->short_name);
	take_text(reading, section, "text", OPTIONAL, &dimension->text);
	read_actions(reading, section, dimension);
}

static bool belongs_to(const char *question_id, const char *dimension_id)
{
	const size_t length = strlen(dimension_id);

	return !strncmp(question_id, dimension_id, length) && question_id[length] == '.' && question_id[length + 1];
}

static void read_question(struct reading *reading, struct ini_section *section, struct grid *grid, size_t dimension)
{
	struct question *question = &grid->questions[grid->question_count++];

	check_id(reading, section);
	question->id = reading_keep(reading, section->id);
	question->was = take_former(reading, section);
	question->dimension = dimension;
	question->weight = take_number(reading, section, "weight", 0, WEIGHT_MOST, 1);
	question->express = take_yes_no(reading, section, "express", false);
	take_text(reading, section, "text", REQUIRED, &question->text);
	take_text(reading, section, "why", OPTIONAL, &question->why);
	take_text(reading, section, "evidence", OPTIONAL, &question->evidence);
	take_levels(reading, section, question->level);
	take_examples(reading, section, question->example);
}

/* Dimension by dimension, so that the questions of one stand together. */
static void read_questions(struct reading *reading, struct grid *grid)
{
	for (size_t d = 0; d < grid->dimension_count; d++) {
		struct dimension *dimension = &grid->dimensions[d];

		dimension->first = grid->question_count;
		for (size_t i = 0; i < reading->ini->count; i++) {
			struct ini_section *section = &reading->ini->sections[i];

			if (!strcmp(section->kind, "question") && belongs_to(section->id, dimension->id) &&
			    grid->question_count < count_sections(reading->ini, "question"))
				read_question(reading, section, grid, d);
		}
		dimension->count = grid->question_count - dimension->first;
	}
}

static void check_orphans(struct reading *reading, const struct grid *grid)
{
	for (size_t i = 0; i < reading->ini->count; i++) {
		struct ini_section *section = &reading->ini->sections[i];
		bool found = false;

		if (strcmp(section->kind, "question"))
			continue;
		for (size_t d = 0; d < grid->dimension_count; d++)
			found |= belongs_to(section->id, grid->dimensions[d].id);
		if (!found)
			refuse_section(
				reading, section,
				N_("the question «%s» belongs to no dimension of this file; expected DIMENSION.ID"),
				section->id);
	}
}

static void check_weights(struct reading *reading, const struct grid *grid)
{
	double questions = 0, dimensions = 0;

	for (size_t i = 0; i < grid->dimension_count; i++)
		dimensions += grid->dimensions[i].weight;
	for (size_t i = 0; i < grid->question_count; i++)
		questions += grid->questions[i].weight;
	if (!grid->dimension_count || !grid->question_count)
		reading_fault(reading, 1, N_("this grid has no question"));
	else if (!(questions > 0) || !isfinite(questions))
		reading_fault(reading, 1, N_("the weights of the questions are zero everywhere, or too large"));
	else if (!(dimensions > 0) || !isfinite(dimensions))
		reading_fault(reading, 1, N_("the weights of the dimensions are zero everywhere, or too large"));
}

void read_grid(struct reading *reading, struct grid *grid)
{
	struct ini *ini = reading->ini;
	struct ini_section *head = find_section(reading, "grid", "", REQUIRED);

	check_sections(reading, grid_kinds);
	grid->order = (long)take_number(reading, head, "order", 0, 1000, 100);
	grid->staged_share = take_number(reading, head, "staged.share", 0, 100, 80) / 100;
	grid->staged_slack = take_number(reading, head, "staged.slack", 0, LEVEL_COUNT, 1);
	take_text(reading, head, "name", REQUIRED, &grid->name);
	take_text(reading, head, "text", OPTIONAL, &grid->text);
	(void)take_word(reading, head, "source", OPTIONAL);
	for (int level = 1; level <= LEVEL_COUNT; level++)
		read_level(reading, grid, level);
	for (size_t i = 0; i < ini->count; i++)
		if (!strcmp(ini->sections[i].kind, "level") &&
		    (ini->sections[i].id[0] < '1' || ini->sections[i].id[0] > '5' || ini->sections[i].id[1]))
			refuse_section(reading, &ini->sections[i], N_("there is no level «%s»; expected 1 to 5"),
				       ini->sections[i].id);
	grid->dimensions =
		arena_take(&reading->content->arena, count_sections(ini, "dimension"), sizeof(*grid->dimensions));
	grid->questions =
		arena_take(&reading->content->arena, count_sections(ini, "question"), sizeof(*grid->questions));
	for (size_t i = 0; i < ini->count; i++)
		if (!strcmp(ini->sections[i].kind, "dimension"))
			read_dimension(reading, &ini->sections[i], grid);
	read_questions(reading, grid);
	check_orphans(reading, grid);
	check_weights(reading, grid);
}
