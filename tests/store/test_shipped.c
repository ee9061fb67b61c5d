/*
 * What is shipped in questionnaires/ and matrices/, as content: not that it
 * loads (test_content_shipped.c), but that what it says holds together. Texts are read
 * from the files as they stand, descriptors and lists from what was loaded.
 */
#include <criterion/criterion.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/utf8.h"
#include "cadran/core/dependencies.h"
#include "cadran/store/file.h"
#include "cadran/store/ini.h"
#include "fixture.h"

enum { FILE_MOST = 40, DESCRIPTOR_MOST = 200, EXAMPLE_MOST = 400 };

#define NO_BREAK "\u00a0"

static struct ini files[FILE_MOST];
static size_t file_count;
static struct content *content;

static bool read_one(const char *path, void *context, struct err *err)
{
	struct fault_list faults = { 0 };
	struct buf bytes = fixture_read(path);

	(void)context;
	(void)err;
	cr_assert(file_count < FILE_MOST);
	ini_read(&files[file_count], path, bytes.data, bytes.length, &faults);
	cr_expect(!faults.count, "%s", faults.count ? faults.items[0].text : "");
	file_count++;
	buf_release(&bytes);
	fault_list_release(&faults);
	return true;
}

static void begin(void)
{
	static const char *const folders[] = { "questionnaires", "matrices" };
	struct err err;

	cr_assert(setlocale(LC_CTYPE, "C.UTF-8"), "this system has no C.UTF-8");
	for (size_t i = 0; i < ARRAY_SIZE(folders); i++)
		cr_assert(file_walk(folders[i], ".ini", read_one, NULL, &err), "%s", err.text);
	content = fixture_shipped();
}

static void end(void)
{
	for (size_t i = 0; i < file_count; i++)
		ini_release(&files[i]);
	content_free(content);
}

TestSuite(shipped, .init = begin, .fini = end);

/* Calls `check` for each key whose name ends in `suffix`; returns how many there were. */
static size_t each_text(const char *suffix,
			void (*check)(const char *place, struct ini_section *section, const struct ini_key *key))
{
	size_t count = 0;

	for (size_t f = 0; f < file_count; f++)
		for (size_t s = 0; s < files[f].count; s++)
			for (size_t k = 0; k < files[f].sections[s].count; k++) {
				struct ini_section *section = &files[f].sections[s];
				const struct ini_key *key = &section->keys[k];
				const size_t length = strlen(key->name), end_length = strlen(suffix);
				char place[INI_PLACE_SIZE];

				if (length <= end_length || strcmp(key->name + length - end_length, suffix))
					continue;
				check(ini_place(&files[f], key->line, place), section, key);
				count++;
			}
	return count;
}

/* --- texts -------------------------------------------------------------------------------- */

static void expect_other_language(const char *place, struct ini_section *section, const struct ini_key *key)
{
	const size_t stem = strlen(key->name) - 3;
	const struct ini_key *found;
	char other[60];

	snprintf(other, sizeof(other), "%.*s%s", (int)stem, key->name, strcmp(key->name + stem, ".fr") ? ".fr" : ".en");
	found = ini_take(section, other);
	cr_expect(found, "%s: no %s", place, other);
	cr_expect(!found || !*key->value == !*found->value, "%s: one of %s and %s is empty", place, key->name, other);
}

Test(shipped, every_text_is_there_in_both_languages)
{
	const size_t french = each_text(".fr", expect_other_language),
		     english = each_text(".en", expect_other_language);

	cr_expect(french > 1000 && french == english, "%zu, %zu", french, english);
}

static bool ends_with(const char *text, size_t length, const char *words)
{
	const size_t count = strlen(words);

	return length >= count && !memcmp(text + length - count, words, count);
}

/* What has no no-break space before it needs none: «?!», «12:30», «https://». */
static bool stands_alone(const char *text, const char *at)
{
	if (at == text)
		return false;
	if (*at == ':')
		return at[-1] != ' ' && at[1] && at[1] != ' ' && !ends_with(text, (size_t)(at - text), "»");
	return strchr("?!", *at) && strchr("?!", at[-1]);
}

static void expect_typography(const char *place, struct ini_section *section, const struct ini_key *key)
{
	static const char *const after_space[] = { ";", ":", "!", "?", "»" };
	const char *text = key->value;

	(void)section;
	for (size_t i = 0; i < ARRAY_SIZE(after_space); i++)
		for (const char *at = text; (at = strstr(at, after_space[i])); at++)
			cr_expect(stands_alone(text, at) || ends_with(text, (size_t)(at - text), NO_BREAK),
				  "%s: no no-break space before «%s» in: %s", place, after_space[i], text);
	for (const char *at = text; (at = strstr(at, "«")); at++)
		cr_expect(!strncmp(at + strlen("«"), NO_BREAK, strlen(NO_BREAK)),
			  "%s: no no-break space after « in: %s", place, text);
	cr_expect(!strstr(text, " %") && !strstr(text, " €"), "%s: a figure may part from its unit in: %s", place,
		  text);
}

Test(shipped, french_signs_keep_to_their_words)
{
	cr_expect(each_text(".fr", expect_typography) > 1000);
}

static void expect_english(const char *place, struct ini_section *section, const struct ini_key *key)
{
	(void)section;
	cr_expect(!strstr(key->value, NO_BREAK) && !strstr(key->value, "«") && !strstr(key->value, " ;") &&
			  !strstr(key->value, " ?"),
		  "%s: French signs in: %s", place, key->value);
}

Test(shipped, english_has_no_french_signs)
{
	cr_expect(each_text(".en", expect_english) > 1000);
}

/* --- levels -------------------------------------------------------------------------------- */

static void expect_length(const char *id, const char *what, const struct text *text, size_t most)
{
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		const char *words = text_in(text, (enum language)language);

		cr_expect(utf8_width(words) <= most, "%s, %s: %zu columns: %s", id, what, utf8_width(words), words);
	}
}

/* Each short enough, and not that of the level before it. */
static void expect_levels(const char *id, const struct text *const levels[LEVEL_COUNT])
{
	for (int i = 0; i < LEVEL_COUNT; i++) {
		expect_length(id, "level", levels[i], DESCRIPTOR_MOST);
		for (int language = 0; i && language < LANGUAGE_COUNT; language++)
			cr_expect(strcmp(text_in(levels[i - 1], (enum language)language),
					 text_in(levels[i], (enum language)language)),
				  "%s: levels %d and %d are the same", id, i, i + 1);
	}
}

Test(shipped, no_descriptor_is_that_of_the_level_beside_it_or_too_long_to_be_read)
{
	const struct text *levels[LEVEL_COUNT];
	size_t count = 0;

	for (size_t g = 0; g < content->grid_count; g++)
		for (size_t q = 0; q < content->grids[g].question_count; q++, count++) {
			for (int i = 0; i < LEVEL_COUNT; i++)
				levels[i] = &content->grids[g].questions[q].level[i];
			expect_levels(content->grids[g].questions[q].id, levels);
		}
	for (size_t c = 0; c < content->criteria.count; c++)
		for (int profile = 0; profile < PROFILE_COUNT; profile++, count++) {
			for (int i = 0; i < LEVEL_COUNT; i++)
				levels[i] = criterion_anchor(&content->criteria.items[c], i + 1, (enum profile)profile);
			expect_levels(content->criteria.items[c].id, levels);
		}
	cr_expect(count > 60);
}

static void expect_examples(const char *id, const struct text example[PROFILE_COUNT])
{
	for (int profile = 0; profile < PROFILE_COUNT; profile++)
		expect_length(id, "example", &example[profile], EXAMPLE_MOST);
}

Test(shipped, no_example_is_too_long_to_be_read)
{
	for (size_t g = 0; g < content->grid_count; g++) {
		for (int i = 0; i < LEVEL_COUNT; i++)
			expect_examples(content->grids[g].id, content->grids[g].levels[i].example);
		for (size_t q = 0; q < content->grids[g].question_count; q++)
			expect_examples(content->grids[g].questions[q].id, content->grids[g].questions[q].example);
	}
}

/* The level in «(niveau 3)»; 0 where there is none, or more than one, or none of the five. */
static int level_named(const char *text, const char *word)
{
	int found = 0;

	for (const char *at = text; (at = strstr(at, word)); at++) {
		const char *figure = at + strlen(word);

		figure += !strncmp(figure, NO_BREAK, strlen(NO_BREAK)) ? strlen(NO_BREAK) : (size_t)(*figure == ' ');
		if (found || *figure < '1' || *figure > '0' + LEVEL_COUNT || figure[1] != ')')
			return 0;
		found = *figure - '0';
	}
	return found;
}

Test(shipped, examples_of_questions_name_the_level_they_show_and_the_same_in_both_languages)
{
	size_t count = 0;

	for (size_t g = 0; g < content->grid_count; g++)
		for (size_t q = 0; q < content->grids[g].question_count; q++)
			for (int profile = 0; profile < PROFILE_COUNT; profile++) {
				const struct question *question = &content->grids[g].questions[q];
				const struct text *example = &question->example[profile];
				const char *french = text_in(example, LANGUAGE_FR),
					   *english = text_in(example, LANGUAGE_EN);

				if (!*french && !*english)
					continue;
				cr_expect(level_named(french, "(niveau"), "%s: no level in: %s", question->id, french);
				cr_expect(level_named(french, "(niveau") == level_named(english, "(level"),
					  "%s: %s / %s", question->id, french, english);
				count++;
			}
	cr_expect(count > 100);
}

/* --- grids ------------------------------------------------------------------------------------ */

Test(shipped, the_express_reading_asks_one_question_a_dimension)
{
	for (size_t g = 0; g < content->grid_count; g++)
		for (size_t d = 0; d < content->grids[g].dimension_count; d++) {
			const struct dimension *dimension = &content->grids[g].dimensions[d];
			size_t express = 0;

			for (size_t q = dimension->first; q < dimension->first + dimension->count; q++)
				express += content->grids[g].questions[q].express;
			cr_expect(express == 1, "%s.%s: %zu", content->grids[g].id, dimension->id, express);
		}
}

Test(shipped, every_dimension_says_what_leads_from_each_level_to_the_next_who_does_it_and_how_long_it_takes)
{
	for (size_t g = 0; g < content->grid_count; g++)
		for (size_t d = 0; d < content->grids[g].dimension_count; d++)
			for (int i = 0; i < LEVEL_COUNT - 1; i++) {
				const struct dimension *dimension = &content->grids[g].dimensions[d];

				for (int language = 0; language < LANGUAGE_COUNT; language++)
					cr_expect(dimension->action[i].text.in[language] &&
							  dimension->action[i].who.in[language],
						  "%s.%s: no action%d in %s", content->grids[g].id, dimension->id,
						  i + 1, language_code((enum language)language));
				cr_expect(dimension->action[i].months >= 1, "%s.%s: action%d", content->grids[g].id,
					  dimension->id, i + 1);
			}
}

/* --- catalogues --------------------------------------------------------------------------------- */

/* The canonical list of an entry's field; free it. */
static char *list_of(const struct preset *entry, enum use_case_field field)
{
	const struct preset_value *value = preset_value(entry, use_case_field_id(field));
	struct err err;
	char *list = use_case_field_normalise(content, field, value ? text_in(&value->value, LANGUAGE_EN) : "", &err);

	cr_assert(list, "%s: %s", entry->id, err.text);
	return list;
}

static size_t expect_requirements(const struct preset *entry)
{
	char *list = list_of(entry, USE_CASE_REQUIRES);
	const char *rest = list;
	struct requirement requirement;
	size_t grid, dimension, count = 0;

	for (; requires_next(&rest, &requirement); count++) {
		cr_expect(content_find_dimension(content, requirement.grid, requirement.dimension, &grid, &dimension),
			  "%s: %s.%s", entry->id, requirement.grid, requirement.dimension);
		cr_expect(requirement.level >= 2 && requirement.level <= LEVEL_COUNT, "%s: %s.%s:%g asks nothing",
			  entry->id, requirement.grid, requirement.dimension, requirement.level);
	}
	free(list);
	return count;
}

static size_t expect_dependencies(const struct preset *entry)
{
	char *list = list_of(entry, USE_CASE_DEPENDS);
	const char *rest = list;
	struct dependency dependency;
	size_t count = 0;

	for (; depends_next(&rest, &dependency); count++) {
		cr_expect(content_catalogue_entry(content, dependency.id), "%s: there is no %s", entry->id,
			  dependency.id);
		cr_expect(strcmp(dependency.id, entry->id), "%s stands on itself", entry->id);
	}
	free(list);
	return count;
}

Test(shipped, what_the_entries_of_the_catalogues_require_and_depend_on_is_there)
{
	size_t requirements = 0, dependencies = 0;

	for (size_t c = 0; c < content->catalogue_count; c++)
		for (size_t i = 0; i < content->catalogues[c].count; i++) {
			requirements += expect_requirements(&content->catalogues[c].entries[i]);
			dependencies += expect_dependencies(&content->catalogues[c].entries[i]);
		}
	cr_expect(requirements > 20 && dependencies > 10, "%zu, %zu", requirements, dependencies);
}

Test(shipped, the_prerequisites_of_a_catalogue_do_not_go_round)
{
	for (size_t c = 0; c < content->catalogue_count; c++) {
		const struct catalogue *catalogue = &content->catalogues[c];
		struct dependent *items = xcalloc(catalogue->count, sizeof(*items));
		struct err err = { 0 };

		for (size_t i = 0; i < catalogue->count; i++) {
			items[i].id = catalogue->entries[i].id;
			items[i].depends = list_of(&catalogue->entries[i], USE_CASE_DEPENDS);
		}
		cr_expect(!dependencies_find_cycle(items, catalogue->count, &err), "%s", err.text);
		for (size_t i = 0; i < catalogue->count; i++)
			free((char *)items[i].depends);
		free(items);
	}
}

/* --- the need ------------------------------------------------------------------------------------ */

Test(shipped, six_questions_lead_to_the_three_fields_that_state_the_need)
{
	cr_expect(content->criteria.need_count == 6);
	for (size_t i = 0; i < NEED_FIELD_COUNT; i++) {
		size_t asked = 0;

		for (size_t q = 0; q < content->criteria.need_count; q++)
			asked += content->criteria.need[q].field == need_fields[i];
		cr_expect(asked > 0, "%s", use_case_field_id(need_fields[i]));
	}
	for (size_t i = 0; i < content->criteria.need_count; i++)
		for (int profile = 0; profile < PROFILE_OTHER; profile++)
			cr_expect(content->criteria.need[i].help[profile].in[LANGUAGE_FR], "%s: no help for %s",
				  content->criteria.need[i].id, profile_id((enum profile)profile));
}

/* --- demonstrations ------------------------------------------------------------------------------- */

static const struct demo *demo_of(const char *id)
{
	for (size_t i = 0; i < content->demo_count; i++)
		if (!strcmp(content->demos[i].id, id))
			return &content->demos[i];
	cr_assert_fail("no demonstration %s", id);
	return NULL;
}

static const char *value_of(const struct preset *preset, const char *name)
{
	const struct preset_value *value = preset_value(preset, name);

	return value ? text_in(&value->value, LANGUAGE_EN) : "";
}

Test(shipped, demonstrations_tick_principles_that_the_charter_has_and_say_why)
{
	static const char *const ids[] = { "spsti", "hospital" };

	for (size_t d = 0; d < ARRAY_SIZE(ids); d++) {
		const struct demo *demo = demo_of(ids[d]);
		size_t index;

		cr_expect(demo->principle_count >= 2, "%s", ids[d]);
		for (size_t i = 0; i < demo->principle_count; i++) {
			cr_expect(charter_find(&content->charter, demo->principles[i].id, &index), "%s: %s", ids[d],
				  demo->principles[i].id);
			cr_expect(*value_of(&demo->principles[i], "state") && *value_of(&demo->principles[i], "note"),
				  "%s: %s", ids[d], demo->principles[i].id);
		}
	}
}

/* A draft charter is kept nowhere yet; a signed one somewhere. */
Test(shipped, demonstrations_tick_what_agrees_with_their_answer_on_the_charter)
{
	for (size_t d = 0; d < content->demo_count; d++) {
		const struct demo *demo = &content->demos[d];
		size_t kept = 0;
		int level = 0;

		for (size_t i = 0; i < demo->principle_count; i++)
			kept += !strcmp(value_of(&demo->principles[i], "state"), "yes");
		for (size_t i = 0; i < demo->answer_count; i++)
			if (!strcmp(demo->answers[i].id, "ai.governance.approval"))
				level = atoi(value_of(&demo->answers[i], "level"));
		cr_expect((kept > 0) == (level >= 3), "%s: %zu kept at level %d", demo->id, kept, level);
	}
}

Test(shipped, demonstrations_list_two_to_four_uses_one_of_them_in_the_shadow)
{
	static const char *const ids[] = { "spsti", "hospital" };

	for (size_t d = 0; d < ARRAY_SIZE(ids); d++) {
		const struct demo *demo = demo_of(ids[d]);
		size_t shadow = 0;

		cr_expect(demo->use_count >= 2 && demo->use_count <= 4, "%s: %zu", ids[d], demo->use_count);
		for (size_t i = 0; i < demo->use_count; i++) {
			cr_expect(*value_of(&demo->uses[i], "name") && *value_of(&demo->uses[i], "team"), "%s",
				  demo->uses[i].id);
			shadow += !strcmp(value_of(&demo->uses[i], "declared"), "no");
		}
		cr_expect(shadow, "%s", ids[d]);
	}
}

Test(shipped, a_demonstration_that_ticks_a_principle_of_no_charter_is_told)
{
	static const char demo[] =
		"[demo]\nid = x\nversion = 1\nname.fr = x\nname.en = x\n[principle ghost]\nstate = yes\n";
	struct fault_list faults = { 0 };
	char *text;

	content_add(content, "d.ini", demo, strlen(demo), &faults);
	content_check(content, &faults);
	text = fixture_faults(&faults);
	cr_expect(strstr(text, "d.ini:6: ") && strstr(text, "«ghost»"), "%s", text);
	cr_expect(faults.faults == 1, "%s", text);
	free(text);
	fault_list_release(&faults);
}
