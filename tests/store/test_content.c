/*
 * What is read from content files: values, what is left out, several files.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/store/content_dir.h"
#include "cadran/store/file.h"
#include "cadran/store/ini.h"
#include "smallest.h"

TestSuite(content, .init = fixture_folder_make, .fini = fixture_folder_remove);

/* --- values ------------------------------------------------------------------------------ */

Test(content, a_grid_is_read_as_it_is_written)
{
	static const char bytes[] =
		"[grid]\nid = data\nversion = 2.1\nname.fr = Données\nname.en = Data\norder = 7\nstaged.share = 75\nstaged.slack = 0.5\n"
		"[level 1]\nname.fr = un\nname.en = one\nexample.fr = pour tous\nexample.en = for all\nexample.hospital.fr = à l'hôpital\nexample.hospital.en = in hospital\n"
		"[level 2]\nname.fr = deux\nname.en = two\n[level 3]\nname.fr = trois\nname.en = three\n[level 4]\nname.fr = quatre\nname.en = four\n"
		"[level 5]\nname.fr = cinq\nname.en = five\n"
		"[dimension b]\nname.fr = B\nname.en = B\nweight = 2.5\n[dimension a]\nname.fr = A\nname.en = A\nshort.fr = a\nshort.en = a\n"
		"action4.fr = Faire\naction4.en = Do\naction4.who.fr = La direction\naction4.who.en = Management\naction4.months = 36\n"
		"[question a.x]\ntext.fr = Long ; oui :\n  suite\ntext.en = Long\nexpress = yes\nweight = 0\n"
		"level1.fr = 1\nlevel1.en = 1\nlevel2.fr = 2\nlevel2.en = 2\nlevel3.fr = 3\nlevel3.en = 3\nlevel4.fr = 4\nlevel4.en = 4\nlevel5.fr = 5\nlevel5.en = five\n"
		"[question b.y]\nwas = a.y, c.y\ntext.fr = Y\ntext.en = Y\n"
		"level1.fr = 1\nlevel1.en = 1\nlevel2.fr = 2\nlevel2.en = 2\nlevel3.fr = 3\nlevel3.en = 3\nlevel4.fr = 4\nlevel4.en = 4\nlevel5.fr = 5\nlevel5.en = 5\n"
		"[question a.z]\ntext.fr = Z\ntext.en = Z\n"
		"level1.fr = 1\nlevel1.en = 1\nlevel2.fr = 2\nlevel2.en = 2\nlevel3.fr = 3\nlevel3.en = 3\nlevel4.fr = 4\nlevel4.en = 4\nlevel5.fr = 5\nlevel5.en = 5\n";
	struct content *content = content_new();
	struct fault_list faults = { 0 };

	content_add(content, "f.ini", bytes, strlen(bytes), &faults);
	char *text = fixture_faults(&faults);
	cr_assert(!faults.count && content->grid_count == 1, "%s", text);
	free(text);
	const struct grid *read = &content->grids[0];
	cr_expect_str_eq(read->id, "data");
	cr_expect_str_eq(read->version, "2.1");
	cr_expect(read->order == 7 && fixture_same(read->staged_share, 0.75) && fixture_same(read->staged_slack, 0.5));
	cr_expect_str_eq(text_in(&read->name, LANGUAGE_EN), "Data");
	cr_expect_str_eq(text_in(profile_example(read->levels[0].example, PROFILE_HOSPITAL), LANGUAGE_FR),
			 "à l'hôpital");
	cr_expect_str_eq(text_in(profile_example(read->levels[0].example, PROFILE_OTHER), LANGUAGE_FR), "pour tous");
	cr_assert(read->dimension_count == 2 && read->question_count == 3);
	cr_expect_str_eq(read->dimensions[0].id, "b");
	cr_expect(fixture_same(read->dimensions[0].weight, 2.5) && read->dimensions[0].first == 0 &&
		  read->dimensions[0].count == 1);
	cr_expect(fixture_same(read->dimensions[1].weight, 1) && read->dimensions[1].first == 1 &&
		  read->dimensions[1].count == 2);
	cr_expect_str_eq(text_in(&read->dimensions[1].action[3].text, LANGUAGE_EN), "Do");
	cr_expect_str_eq(text_in(&read->dimensions[1].action[3].who, LANGUAGE_FR), "La direction");
	cr_expect(read->dimensions[1].action[3].months == 36);
	cr_expect(!*text_in(&read->dimensions[1].action[2].text, LANGUAGE_FR) &&
			  read->dimensions[1].action[2].months == 0,
		  "no action");
	/* Questions stand in the order of their dimensions. */
	cr_expect_str_eq(read->questions[0].id, "b.y");
	cr_expect_str_eq(read->questions[0].was, "a.y, c.y");
	cr_expect(!read->questions[1].was && !read->dimensions[0].was);
	cr_expect_str_eq(read->questions[1].id, "a.x");
	cr_expect_str_eq(read->questions[2].id, "a.z");
	cr_expect_str_eq(text_in(&read->questions[1].text, LANGUAGE_FR), "Long ; oui : suite");
	cr_expect_str_eq(text_in(&read->questions[1].level[4], LANGUAGE_EN), "five");
	cr_expect(read->questions[1].express && !read->questions[0].express && read->questions[1].weight == 0 &&
		  read->questions[0].weight == 1);
	cr_expect(content->source_count == 1 && content->sources[0].kind == CONTENT_GRID);
	cr_expect_str_eq(content->sources[0].id, "data");
	cr_expect_str_eq(content->sources[0].version, "2.1");
	cr_expect(content->sources[0].length == strlen(bytes) &&
		  !memcmp(content->sources[0].bytes, bytes, strlen(bytes)));
	content_free(content);
	fault_list_release(&faults);
}

Test(content, what_is_left_out_has_the_value_that_the_manual_gives)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };

	for (size_t i = 0; i < 4; i++)
		content_add(content, "f.ini", smallest[i].bytes, strlen(smallest[i].bytes), &faults);
	cr_assert(!faults.faults && content->grid_count == 1 && content->matrix_count == 1 &&
		  content->criteria.count == 1);
	cr_expect(fixture_same(content->grids[0].staged_share, 0.8) && content->grids[0].staged_slack == 1 &&
		  content->grids[0].order == 100);
	cr_expect(content->criteria.items[0].weight == 1 && content->criteria.items[0].required &&
		  !content->criteria.items[0].express);
	cr_expect(content->criteria.items[0].derive == DERIVE_NONE &&
		  content->criteria.items[0].family == FAMILY_IMPACT);
	const struct matrix *read = &content->matrices[0];
	cr_expect(read->aggregate == AGGREGATE_MEDIAN && read->express_delay == 3);
	cr_expect(read->priority[FAMILY_IMPACT] == 30 && read->priority[FAMILY_ROI] == 25 &&
		  read->priority[FAMILY_FEASIBILITY] == 25 && read->priority[FAMILY_RISK] == 20);
	cr_expect(read->axes[AXIS_X].weight[FAMILY_IMPACT] == 0 && read->axes[AXIS_X].weight[FAMILY_FEASIBILITY] == 1);
	cr_expect(!read->derive[DERIVE_ROI].given && read->condition_count == 1);
	cr_expect_str_eq(text_in(&content->grids[0].name, LANGUAGE_EN), "Données",
			 "the other language is shown instead");
	content_free(content);
	fault_list_release(&faults);
}

Test(content, a_bound_is_for_all_profiles_but_those_that_have_one_of_their_own)
{
	static const double expected[PROFILE_COUNT][LEVEL_COUNT] = {
		[PROFILE_SPSTI] = { 0, 40, 30, 20, 10 },
		[PROFILE_HOSPITAL] = { 0, 400, 300, 20, 15 },
		[PROFILE_OTHER] = { 0, 40, 30, 20, -1 },
	};
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	char *bytes = replaced(smallest_matrix, "[quick-win]",
			       "[derive tco]\n2 = 40\n3 = 30\n4 = 20\n5 = 10\n2.hospital = 400\n3.hospital = 300\n"
			       "5.hospital = 15\n5.other = -1\n[quick-win]");

	content_add(content, "f.ini", bytes, strlen(bytes), &faults);
	cr_assert(!faults.faults && content->matrix_count == 1 && content->matrices[0].derive[DERIVE_TCO].given);
	for (int profile = 0; profile < PROFILE_COUNT; profile++)
		for (int i = 1; i < LEVEL_COUNT; i++)
			cr_expect(fixture_same(content->matrices[0].derive[DERIVE_TCO].bound[profile][i],
					       expected[profile][i]),
				  "%s %d", profile_id((enum profile)profile), i + 1);
	free(bytes);
	content_free(content);
	fault_list_release(&faults);
}

Test(content, questions_on_the_need_keep_the_order_of_the_file_and_may_be_none)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	char *bytes = replaced(smallest_criteria, CRITERION,
			       "[need who]\ntext.fr = Qui ?\nfield = sponsor\n"
			       "[need what]\ntext.fr = Quoi ?\nfield = need\nhelp.fr = h\nhelp.hospital.fr = H\n"
			       "[need more]\ntext.fr = Encore ?\nfield = sponsor\n" CRITERION);

	content_add(content, "f.ini", bytes, strlen(bytes), &faults);
	cr_assert(!faults.faults && content->criteria.need_count == 3);
	const struct need_question *need = content->criteria.need;
	cr_expect_str_eq(need[0].id, "who");
	cr_expect(need[0].field == USE_CASE_SPONSOR && need[1].field == USE_CASE_NEED &&
		  need[2].field == USE_CASE_SPONSOR);
	cr_expect_str_eq(text_in(&need[2].text, LANGUAGE_FR), "Encore ?");
	cr_expect_str_eq(text_in(profile_example(need[1].help, PROFILE_HOSPITAL), LANGUAGE_FR), "H");
	cr_expect_str_eq(text_in(profile_example(need[1].help, PROFILE_OTHER), LANGUAGE_FR), "h");
	cr_expect_str_eq(text_in(profile_example(need[0].help, PROFILE_SPSTI), LANGUAGE_FR), "");
	free(bytes);
	content_free(content);
	content = content_new();
	content_add(content, "f.ini", smallest_criteria, strlen(smallest_criteria), &faults);
	cr_expect(!faults.faults && !content->criteria.need_count && content->criteria.count == 1);
	content_free(content);
	fault_list_release(&faults);
}

Test(content, an_anchor_is_for_all_profiles_but_those_that_have_one_of_their_own)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	char *bytes = replaced(smallest_criteria, "level2.fr = b\n",
			       "level2.fr = b\nlevel2.hospital.fr = B\nlevel2.other.fr = ß\n");

	content_add(content, "f.ini", bytes, strlen(bytes), &faults);
	cr_assert(!faults.faults && content->criteria.count == 1);
	const struct criterion *one = &content->criteria.items[0];
	cr_expect_str_eq(text_in(criterion_anchor(one, 2, PROFILE_SPSTI), LANGUAGE_FR), "b");
	cr_expect_str_eq(text_in(criterion_anchor(one, 2, PROFILE_HOSPITAL), LANGUAGE_FR), "B");
	cr_expect_str_eq(text_in(criterion_anchor(one, 2, PROFILE_OTHER), LANGUAGE_FR), "ß");
	for (int profile = 0; profile < PROFILE_COUNT; profile++)
		cr_expect_str_eq(text_in(criterion_anchor(one, 1, (enum profile)profile), LANGUAGE_FR), "a");
	free(bytes);
	content_free(content);
	fault_list_release(&faults);
}

Test(content, grids_stand_in_their_order_then_by_file)
{
	static const struct {
		const char *id, *order;
	} rows[] = { { "a", "" }, { "b", "order = 3\n" }, { "c", "" }, { "d", "order = 1\n" }, { "e", "order = 3\n" } };
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	char all[20] = "";

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char words[50];

		snprintf(words, sizeof(words), "id = %s\n%s", rows[i].id, rows[i].order);
		char *bytes = replaced(smallest_grid, "id = data\n", words);
		content_add(content, "f.ini", bytes, strlen(bytes), &faults);
		free(bytes);
	}
	for (size_t i = 0; i < content->grid_count; i++)
		strcat(all, content->grids[i].id);
	cr_expect_str_eq(all, "dbeac");
	content_free(content);
	fault_list_release(&faults);
}

/* --- several files -------------------------------------------------------------------------- */

Test(content, the_first_file_of_a_kind_and_id_stays_and_the_other_is_noted)
{
	for (size_t i = 0; i < ARRAY_SIZE(smallest); i++) {
		struct content *content = content_new();
		struct fault_list faults = { 0 };
		char *own = replaced(smallest[i].bytes, "version = 1", "version = 99");
		const char *name = content_kind_id(smallest[i].kind);

		content_add(content, "own.ini", own, strlen(own), &faults);
		size_t before = faults.count;
		content_add(content, "shipped.ini", smallest[i].bytes, strlen(smallest[i].bytes), &faults);
		char *text = fixture_faults(&faults);
		cr_expect(!faults.faults && faults.count > before && strstr(text, "shipped.ini"), "%s: %s", name, text);
		cr_expect(count_of(content, smallest[i].kind) == 1, "%s: %zu", name,
			  count_of(content, smallest[i].kind));
		cr_expect(content->source_count == 1 && !strcmp(content->sources[0].version, "99"), "%s", name);
		free(text);
		free(own);
		content_free(content);
		fault_list_release(&faults);
	}
}

Test(content, a_matrix_that_is_added_later_leaves_the_one_in_use_in_use)
{
	struct content *content = fixture_worked();
	struct fault_list faults = { 0 };
	char *other = replaced(smallest[CONTENT_MATRIX].bytes, "id = ", "id = z-");
	const size_t grids = content->grid_count;
	struct content *one = content_new();
	struct fault_list alone = { 0 };

	content_add(one, "other.ini", other, strlen(other), &alone);
	content_free(one);

	cr_expect(content_add_matrix(content, "other.ini", other, strlen(other), &faults) && !faults.faults);
	cr_expect(faults.count == alone.count, "what is to be noticed is told once");
	cr_assert(content->matrix_count == 2);
	cr_expect(content->matrix == &content->matrices[0] && !strcmp(content->matrix->id, "essai"));
	cr_expect(!content_add_matrix(content, "again.ini", other, strlen(other), &faults), "of an id that is there");
	cr_expect(!content_add_matrix(content, "grid.ini", smallest_grid, strlen(smallest_grid), &faults),
		  "not a matrix");
	cr_expect(!faults.faults && content->matrix_count == 2 && content->grid_count == grids);
	cr_expect(!content_add_matrix(content, "bad.ini", "[matrix]\nid = bad\n", 18, &faults) && faults.faults);
	cr_expect(content->matrix_count == 2 && content->matrix == &content->matrices[0]);
	free(other);
	content_free(content);
	fault_list_release(&alone);
	fault_list_release(&faults);
}

/* --- charters ----------------------------------------------------------------------------- */

/* The faults of a charter that is checked beside a grid. */
static char *faults_beside_grid(const char *bytes, size_t *faults)
{
	struct content *content = content_new();
	struct fault_list list = { 0 };

	content_add(content, "g.ini", smallest_grid, strlen(smallest_grid), &list);
	content_add(content, "f.ini", bytes, strlen(bytes), &list);
	content_check(content, &list);
	*faults = list.faults;
	char *text = fixture_faults(&list);
	fault_list_release(&list);
	content_free(content);
	return text;
}

Test(content, what_a_principle_informs_is_a_dimension_or_a_question_that_is_there)
{
	static const struct {
		const char *feeds, *word; /* NULL: no fault */
	} rows[] = {
		{ "data.quality", NULL },
		{ "data.quality.errors", NULL },
		{ "data.quality, data.quality.errors", NULL },
		{ "data", "«data»" },
		{ "data.nothing", "data.nothing" },
		{ "data.quality.nothing", "data.quality.nothing" },
		{ "ai.quality", "ai.quality" },
		{ "data.quality; ai", "data.quality;" },
		{ "data.quality, data.lost", "data.lost" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		for (int head = 0; head < 2; head++) {
			const char *old = head ? "name.fr = Charte\n" : "verified = 2026-11\n";
			char line[200];
			size_t faults;

			snprintf(line, sizeof(line), "%sfeeds = %s\n", old, rows[i].feeds);
			char *bytes = replaced(smallest_charter, old, line), *text = faults_beside_grid(bytes, &faults);
			cr_expect((faults > 0) == (rows[i].word != NULL), "%s: %s", rows[i].feeds, text);
			cr_expect(!rows[i].word || told(text, line_of(bytes, "feeds = "), rows[i].word), "%s: %s",
				  rows[i].feeds, text);
			free(text);
			free(bytes);
		}
}

Test(content, what_a_principle_informs_is_not_looked_for_where_there_is_no_grid)
{
	char *bytes = replaced(smallest_charter, "verified = 2026-11\n", "verified = 2026-11\nfeeds = data.nothing\n");
	size_t taken, faults;
	char *text = faults_of(CONTENT_CHARTER, bytes, &taken, &faults);

	cr_expect(taken == 1 && !faults, "%s", text);
	free(text);
	free(bytes);
}

Test(content, a_charter_without_a_principle_is_a_fault)
{
	size_t taken, faults;
	char *text = faults_of(CONTENT_CHARTER, "[charter]\nid = c\nversion = 1\nname.fr = x\n", &taken, &faults);

	cr_expect(!taken && faults == 1 && told(text, 1, "principle"), "%s", text);
	free(text);
}

Test(content, there_is_one_set_of_criteria_and_one_tree_whatever_their_ids)
{
	static const struct {
		enum content_kind kind;
		const char *old;
	} rows[] = { { CONTENT_CRITERIA, "id = use-case" },
		     { CONTENT_TREE, "id = ai-act" },
		     { CONTENT_CHARTER, "id = charter" } };

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct content *content = content_new();
		struct fault_list faults = { 0 };
		const char *base = smallest[rows[i].kind].bytes;
		char *other = replaced(base, rows[i].old, "id = other");

		content_add(content, "a.ini", base, strlen(base), &faults);
		content_add(content, "b.ini", other, strlen(other), &faults);
		char *text = fixture_faults(&faults);
		cr_expect(!faults.faults && strstr(text, "b.ini"), "%s", text);
		cr_expect(content->source_count == 1 && count_of(content, rows[i].kind) == 1);
		cr_expect_str_neq(content->sources[0].id, "other");
		free(text);
		free(other);
		content_free(content);
		fault_list_release(&faults);
	}
}

Test(content, a_folder_gives_every_ini_below_it_at_any_depth_and_nothing_else)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	struct err err = { 0 };

	fixture_write_text("c/b/deep/er/grid.ini", smallest_grid);
	fixture_write_text("c/a/criteria.ini", smallest_criteria);
	fixture_write_text("c/matrix.ini", smallest_matrix);
	fixture_write_text("c/notes.txt", "not content");
	fixture_write_text("c/old.ini.bak", "not content");
	fixture_write_text("c/.hidden/x.txt", "not content");
	cr_expect(content_add_path(content, fixture_path("c"), &faults, &err), "%s", err.text);
	cr_expect(!faults.faults && content->source_count == 3, "%zu", content->source_count);
	cr_expect(content->source_count == 3 && content->sources[0].kind == CONTENT_CRITERIA &&
			  content->sources[2].kind == CONTENT_MATRIX,
		  "in the order of paths");
	cr_expect(content_add_path(content, fixture_path("c/matrix.ini"), &faults, &err), "a single file");
	cr_expect(!content_add_path(content, fixture_path("c/none.ini"), &faults, &err) && strstr(err.text, "none.ini"),
		  "%s", err.text);
	content_free(content);
	fault_list_release(&faults);
}

Test(content, the_default_matrix_is_valeur_facilite_else_the_only_one)
{
	static const struct {
		const char *name, *ids[4], *asked, *chosen;
	} rows[] = {
		{ "none", { NULL }, NULL, NULL },
		{ "the only one", { "a" }, NULL, "a" },
		{ "two others", { "a", "b" }, NULL, NULL },
		{ "the default, last", { "a", "b", "valeur-facilite" }, NULL, "valeur-facilite" },
		{ "asked for", { "a", "valeur-facilite", "b" }, "b", "b" },
		{ "asked for and not there", { "a" }, "b", NULL },
		{ "asked for where there is none", { NULL }, "a", NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct content *content = content_new();
		struct fault_list faults = { 0 };
		struct err err = { 0 };

		for (size_t m = 0; m < 4 && rows[i].ids[m]; m++) {
			char words[50];

			snprintf(words, sizeof(words), "id = %s\n", rows[i].ids[m]);
			char *bytes = replaced(smallest_matrix, "id = m\n", words);
			content_add(content, rows[i].ids[m], bytes, strlen(bytes), &faults);
			free(bytes);
		}
		bool chosen = content_choose_matrix(content, rows[i].asked, &err);
		cr_expect(chosen == (rows[i].chosen != NULL), "%s: %s", rows[i].name, err.text);
		cr_expect(!chosen || !strcmp(content->matrix->id, rows[i].chosen), "%s", rows[i].name);
		cr_expect(chosen || (err.kind == ERR_USAGE && *err.text), "%s: kind %d", rows[i].name, err.kind);
		fault_list_release(&faults);
		content_free(content);
	}
}
