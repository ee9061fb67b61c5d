#include <math.h>
#include <stdio.h>
#include <string.h>

#include "content_reader.h"

static const char *const criteria_kinds[] = { "criteria", "family", "criterion", "need", NULL };

static bool find_family(const char *criterion_id, enum family *family)
{
	for (int i = 0; i < FAMILY_COUNT; i++) {
		const size_t length = strlen(family_id((enum family)i));

		if (strncmp(criterion_id, family_id((enum family)i), length) || criterion_id[length] != '.' ||
		    !criterion_id[length + 1])
			continue;
		*family = (enum family)i;
		return true;
	}
	return false;
}

static void take_direction(struct reading *reading, struct ini_section *section, struct criterion *criterion)
{
	const char *better = take_word(reading, section, "better", REQUIRED);

	if (better && strcmp(better, "more") && strcmp(better, "less"))
		reading_fault(reading, ini_take(section, "better")->line, N_("«better = %s»: expected more or less"),
			      better);
	criterion->less_is_better = better && !strcmp(better, "less");
}

static void take_derive(struct reading *reading, struct ini_section *section, struct criterion *criterion)
{
	const struct ini_key *key = ini_take(section, "derive");

	if (!key)
		return;
	if (!derive_parse(key->value, &criterion->derive))
		reading_fault(reading, key->line, N_("«derive = %s»: expected roi, payback or tco"), key->value);
	if (criterion->less_is_better)
		reading_fault(reading, key->line, N_("a criterion derived from figures needs «better = more»"));
}

static void take_anchors(struct reading *reading, struct ini_section *section, struct criterion *criterion)
{
	for (int i = 0; i < LEVEL_COUNT; i++) {
		char name[24];

		(void)snprintf(name, sizeof(name), "level%d", i + 1);
		take_by_profile(reading, section, name, REQUIRED, criterion->anchor[i]);
	}
}

static void read_criterion(struct reading *reading, struct ini_section *section, struct criterion *criterion)
{
	check_id(reading, section);
	criterion->id = reading_keep(reading, section->id);
	criterion->was = take_former(reading, section);
	if (!find_family(section->id, &criterion->family))
		reading_fault(
			reading, section->line,
			N_("the criterion «%s» belongs to no family; expected impact.ID, roi.ID, feasibility.ID or risk.ID"),
			section->id);
	take_text(reading, section, "name", REQUIRED, &criterion->name);
	take_text(reading, section, "text", OPTIONAL, &criterion->text);
	take_text(reading, section, "evidence", OPTIONAL, &criterion->evidence);
	take_anchors(reading, section, criterion);
	criterion->weight = take_number(reading, section, "weight", 0, WEIGHT_MOST, 1);
	criterion->required = take_yes_no(reading, section, "required", true);
	criterion->express = take_yes_no(reading, section, "express", false);
	take_direction(reading, section, criterion);
	take_derive(reading, section, criterion);
}

static void read_families(struct reading *reading, struct criteria *criteria)
{
	for (int i = 0; i < FAMILY_COUNT; i++) {
		struct ini_section *section = find_section(reading, "family", family_id((enum family)i), REQUIRED);

		if (!section)
			continue;
		take_text(reading, section, "name", REQUIRED, &criteria->families[i].name);
		take_text(reading, section, "short", OPTIONAL, &criteria->families[i].short_name);
		take_text(reading, section, "text", OPTIONAL, &criteria->families[i].text);
	}
	for (size_t i = 0; i < reading->ini->count; i++) {
		struct ini_section *section = &reading->ini->sections[i];
		enum family family;

		if (!strcmp(section->kind, "family") && !family_parse(section->id, &family))
			refuse_section(reading, section,
				       N_("there is no family «%s»; expected impact, roi, feasibility or risk"),
				       section->id);
	}
}

static void read_need(struct reading *reading, struct ini_section *section, struct need_question *question)
{
	const char *field = take_word(reading, section, "field", REQUIRED);

	check_id(reading, section);
	question->id = reading_keep(reading, section->id);
	take_text(reading, section, "text", REQUIRED, &question->text);
	take_by_profile(reading, section, "help", OPTIONAL, question->help);
	if (field && !need_field_parse(field, &question->field))
		reading_fault(reading, ini_take(section, "field")->line,
			      N_("«field = %s»: expected need, sponsor or indicator"), field);
}

static void read_needs(struct reading *reading, struct criteria *criteria)
{
	struct ini *ini = reading->ini;

	criteria->need = arena_take(&reading->content->arena, count_sections(ini, "need"), sizeof(*criteria->need));
	for (size_t i = 0; i < ini->count; i++)
		if (!strcmp(ini->sections[i].kind, "need"))
			read_need(reading, &ini->sections[i], &criteria->need[criteria->need_count++]);
}

void read_criteria(struct reading *reading, struct criteria *criteria)
{
	struct ini *ini = reading->ini;
	struct ini_section *head = find_section(reading, "criteria", "", REQUIRED);
	double weights = 0;

	check_sections(reading, criteria_kinds);
	take_text(reading, head, "name", REQUIRED, &criteria->name);
	read_families(reading, criteria);
	read_needs(reading, criteria);
	criteria->items =
		arena_take(&reading->content->arena, count_sections(ini, "criterion"), sizeof(*criteria->items));
	for (size_t i = 0; i < ini->count; i++)
		if (!strcmp(ini->sections[i].kind, "criterion"))
			read_criterion(reading, &ini->sections[i], &criteria->items[criteria->count++]);
	for (size_t i = 0; i < criteria->count; i++)
		weights += criteria->items[i].weight;
	if (!criteria->count)
		reading_fault(reading, 1, N_("this file has no criterion"));
	else if (!(weights > 0) || !isfinite(weights))
		reading_fault(reading, 1, N_("the weights of the criteria are zero everywhere, or too large"));
}
