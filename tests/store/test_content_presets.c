/*
 * Catalogues and demonstrations: what they name is looked for in the rest.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smallest.h"

TestSuite(content_presets, .init = fixture_folder_make, .fini = fixture_folder_remove);

/* --- catalogues and demonstrations -------------------------------------------------------------- */

static const char full_catalogue[] = "[catalogue]\nid = c\nversion = 1\nname.fr = C\nname.en = C\n"
				     "[use-case notes]\nname.fr = Notes\nname.en = Notes\n"
				     "[use-case store]\nname = Store\n";
static const char full_demo[] = "[demo]\nid = d\nversion = 1\nname.fr = S\nname.en = S\nparticipants = Ana | Bea\n"
				"[answer data.quality.errors]\nlevel = 3\n[candidate notes]\nstatus = idea\n";

/* With the smallest grid and criteria there. */
static const struct {
	const char *file, *old, *new, *words; /* words NULL: nothing is wrong */
} checked[] = {
	{ "catalogue", "[use-case store]\n",
	  "[use-case store]\nscore.impact.one = 3\nrequires = data.quality:3\ndepends = notes, favours:notes\n", NULL },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nscore.impact.two = 3\n", "impact.two" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nscore.impact.one = 5.5\n", "5.5" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nrequires = data.governance:3\n", "data.governance" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nrequires = data.quality:0\n", "data.quality:0" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\ndepends = elsewhere\n", "elsewhere" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\ndelay.fr = 3\ndelay.en = x\n", "x" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\ndepends = store\n", "store" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nrequires = data.quality\n", "data.quality" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nrequires = data.quality:6\n", "data.quality:6" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nvotes.impact.one = 3, 3\n", "votes" },
	{ "catalogue", "[use-case store]\n", "[use-case 12]\n", "12" },
	{ "demo", "level = 3\n", "level = 3\ntarget = 4\nnote = x\nevidence = y\nconfidence = high\nevidence_date = 2026-11-21\n", NULL },
	{ "demo", "level = 3\n", "level = 3\nevidence_date = yesterday\n", "yesterday" },
	{ "demo", "level = 3\n", "level = 3\nanswer = 3\n", "answer" },
	{ "demo", "level = 3\n", "level = 7\n", "7" },
	{ "demo", "data.quality.errors", "data.quality.doubles", "data.quality.doubles" },
	{ "demo", "data.quality.errors", "ai.quality.errors", NULL },
	{ "demo", "[candidate notes]", "[candidate ghost]", "ghost" },
	{ "demo", "status = idea\n", "status = idea\nvotes.impact.one = 3, -\nvotes2.impact.one = 4\n", NULL },
	{ "demo", "status = idea\n", "votes.impact.two = 3\n", "impact.two" },
	{ "demo", "status = idea\n", "votes.impact.one = 3, 6\n", "6" },
	{ "demo", "status = idea\n", "votes.impact.one = 3, 4, 5\n", "impact.one" },
	{ "demo", "status = idea\n", "votes3.impact.one = 3\n", "votes3" },
	{ "demo", "status = idea\n", "status = asleep\n", "asleep" },
	{ "demo", "status = idea\n", "profile = spsti\n", "profile" },
	{ "demo", "status = idea\n", "depends = favours:store\n", "«store»" },
	{ "demo", "status = idea\n", "depends = favours:store\n[candidate store]\n", NULL },
	{ "demo", "participants", "target.data = 3\nparticipants", NULL },
	{ "demo", "participants", "target.data = 6\nparticipants", "6" },
	{ "demo", "participants", "target.ai = 3\nparticipants", NULL },
	{ "demo", "participants", "date = tomorrow\nsector = hospital\nparticipants", NULL },
};

Test(content_presets, ids_and_values_that_catalogues_and_demonstrations_name_are_checked_against_the_rest)
{
	for (size_t i = 0; i < ARRAY_SIZE(checked); i++) {
		struct content *content = content_new();
		struct fault_list faults = { 0 };
		bool is_demo = !strcmp(checked[i].file, "demo");
		char *bytes = replaced(is_demo ? full_demo : full_catalogue, checked[i].old, checked[i].new);

		content_add(content, "grid.ini", smallest_grid, strlen(smallest_grid), &faults);
		content_add(content, "criteria.ini", smallest_criteria, strlen(smallest_criteria), &faults);
		content_add(content, is_demo ? "c.ini" : "f.ini", is_demo ? full_catalogue : bytes,
			    strlen(is_demo ? full_catalogue : bytes), &faults);
		if (is_demo)
			content_add(content, "f.ini", bytes, strlen(bytes), &faults);
		content_check(content, &faults);
		char *text = only_faults(&faults);
		if (checked[i].words)
			cr_expect(faults.faults >= 1 && strstr(text, "f.ini:") && strstr(text, checked[i].words),
				  "«%s»: %s", checked[i].new, text);
		else
			cr_expect(!faults.faults, "«%s»: %s", checked[i].new, text);
		free(text);
		free(bytes);
		fault_list_release(&faults);
		content_free(content);
	}
}

Test(content_presets, grids_and_criteria_that_are_not_there_at_all_are_not_held_against_a_catalogue)
{
	static const char bytes[] = "[catalogue]\nid = c\nversion = 1\nname.fr = C\nname.en = C\n[use-case notes]\n"
				    "requires = data.quality:3\nscore.impact.one = 3\n";
	size_t taken, faults;
	char *text = faults_of(CONTENT_CATALOGUE, bytes, &taken, &faults);

	cr_expect(!faults && taken == 1, "%s", text);
	free(text);
}

Test(content_presets, whom_an_entry_of_a_catalogue_is_for)
{
	static const struct {
		const char *key;
		bool is_for[PROFILE_COUNT];
	} rows[] = {
		{ "", { true, true, true } },
		{ "profile = spsti\n", { true, false, false } },
		{ "profile = hospital, spsti\n", { true, true, false } },
		{ "profile = other,hospital\n", { false, true, true } },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct content *content = content_new();
		struct fault_list faults = { 0 };
		char own[sizeof(full_catalogue) + 40];

		snprintf(own, sizeof(own), "%s%s", full_catalogue, rows[i].key);
		content_add(content, "f.ini", own, strlen(own), &faults);
		cr_assert(!faults.count && content->catalogues[0].count == 2, "%s", rows[i].key);
		for (int profile = 0; profile < PROFILE_COUNT; profile++) {
			cr_expect(preset_is_for(&content->catalogues[0].entries[1], (enum profile)profile) ==
					  rows[i].is_for[profile],
				  "%s, %s", rows[i].key, profile_id((enum profile)profile));
			cr_expect(preset_is_for(&content->catalogues[0].entries[0], (enum profile)profile),
				  "each entry has its own");
		}
		cr_expect(!preset_value(&content->catalogues[0].entries[1], "profile"), "it is no field");
		fault_list_release(&faults);
		content_free(content);
	}
}

Test(content_presets, the_field_that_a_key_of_a_preset_means)
{
	static const struct {
		const char *name, *field;
	} rows[] = {
		{ "name", "name" },
		{ "text", "description" },
		{ "health-data", "health_data" },
		{ "money.hours", "hours" },
		{ "money.hour-cost", "hour_cost" },
		{ "money.ramp-up", "ramp_up" },
		{ "ai-act", "ai_act" },
		{ "medical-device", "medical_device" },
		{ "description", NULL },
		{ "health_data", NULL },
		{ "hours", NULL },
		{ "money.name", NULL },
		{ "money.", NULL },
		{ "", NULL },
		{ "score.impact.one", NULL },
		{ "money.hour_cost", NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		enum use_case_field field;
		bool found = preset_field(rows[i].name, &field);

		cr_expect(found == (rows[i].field != NULL), "%s", rows[i].name);
		cr_expect(!found || !rows[i].field || !strcmp(use_case_field_id(field), rows[i].field), "%s",
			  rows[i].name);
	}
}
