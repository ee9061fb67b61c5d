/*
 * What can be done in which order (core/roadmap.h): small dossiers whose
 * roadmap is written down, item by item; then laws that hold for every dossier,
 * tried on random ones.
 *
 * An action takes 2, 3, 4, 5 months from level 1, 2, 3, 4 here.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/roadmap.h"
#include "fixture.h"

static struct document *document;
static struct evaluation evaluation;
static struct roadmap roadmap;

static void set_months(struct document *of)
{
	for (size_t g = 0; g < of->content->grid_count; g++)
		for (size_t d = 0; d < of->content->grids[g].dimension_count; d++)
			for (int level = 0; level < LEVEL_COUNT - 1; level++)
				of->content->grids[g].dimensions[d].action[level].months = 2 + level;
}

static void open_document(void)
{
	document = fixture_document();
	set_months(document);
}

static void close_document(void)
{
	document_free(document);
}

TestSuite(roadmap, .init = open_document, .fini = close_document);

static void compute(void)
{
	evaluation_compute(document, &evaluation);
	roadmap_compute(&evaluation, &roadmap);
}

static void release(void)
{
	roadmap_release(&roadmap);
	evaluation_release(&evaluation);
}

static const char *id_at(size_t place)
{
	return evaluation.use_cases[place].use_case->id;
}

/* --- a roadmap as text -------------------------------------------------------------- */

static void add_dimension(struct buf *out, const struct roadmap_item *item)
{
	const struct grid *grid = &document->content->grids[item->grid];

	buf_add_format(out, "%s.%s", grid->id, grid->dimensions[item->dimension].id);
	if (item->kind == ROADMAP_ACTION)
		buf_add_format(out, " %d-%d", item->from, item->to);
	buf_add_format(out, " for %zu", item->serves);
}

static void add_name(struct buf *out, const struct roadmap_item *item)
{
	static const char *const obligations[] = {
		[DATA_HOSTING] = "hosting", [DATA_AIPD] = "aipd", [DATA_CSE] = "cse"
	};

	if (item->kind == ROADMAP_USE_CASE)
		buf_add_text(out, id_at(item->use_case));
	else if (item->kind == ROADMAP_OBLIGATION)
		buf_add_format(out, "%s of %s", obligations[item->obligation], id_at(item->use_case));
	else
		add_dimension(out, item);
}

static void add_reason(struct buf *out, const struct roadmap_item *item)
{
	buf_add_text(out, roadmap_reason_id(item->reason));
	if (item->reason == ROADMAP_AFTER_USE_CASE || item->reason == ROADMAP_BEFORE_USE_CASE)
		buf_add_format(out, " %s", id_at(item->operand));
	if (item->reason == ROADMAP_FREES || item->reason == ROADMAP_WAVE_FULL)
		buf_add_format(out, " %zu", item->operand);
	if (item->reason == ROADMAP_AFTER_ACTION || item->reason == ROADMAP_AFTER_OBLIGATION) {
		buf_add_text(out, " ");
		add_name(out, &roadmap.items[item->operand]);
	}
}

static char *as_text(void)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < roadmap.count; i++) {
		const struct roadmap_item *item = &roadmap.items[i];

		add_name(&out, item);
		buf_add_format(&out, " | %g %g | wave %zu%s | ", item->start, item->end, item->wave,
			       item->oversize ? " alone" : "");
		add_reason(&out, item);
		buf_add_char(&out, '\n');
	}
	for (size_t i = 0; i < roadmap.left_count; i++)
		buf_add_format(&out, "%s left: %s %s\n", id_at(roadmap.left[i].use_case),
			       roadmap_left_reason_id(roadmap.left[i].reason), roadmap.left[i].blocker);
	return buf_detach(&out);
}

static void expect_roadmap(const char *expected)
{
	char *text;

	compute();
	text = as_text();
	cr_expect_str_eq(text, expected, "gives\n%s\ninstead of\n%s", text, expected);
	free(text);
	release();
}

/* Quick wins but for what is set afterwards; the better the score the earlier its turn. */
static void add(const char *id, int score)
{
	fixture_add_quick_win(document, id);
	fixture_set(document, "score.%s.impact.strategic=%d\nscore.%s.impact.business=%d", id, score, id, score);
}

/* Figures with a payback of less than a year: days and euros; a gain, so that the verdict stays. */
static void cost(const char *id, int days, int euros)
{
	fixture_set(document, "use-case.%s.build_days=%d\nuse-case.%s.build_cost=%d\nuse-case.%s.other_gain=90000", id,
		    days, id, euros, id);
}

static void answer_all(const char *level)
{
	for (size_t g = 0; g < document->content->grid_count; g++)
		for (size_t q = 0; q < document->content->grids[g].question_count; q++)
			fixture_set(document, "answer.%s.%s=%s", document->content->grids[g].id,
				    document->content->grids[g].questions[q].id, level);
}

/* --- by hand ------------------------------------------------------------------------- */

Test(roadmap, what_nothing_keeps_starts_at_once_by_verdict_then_rank)
{
	add("other", 5);
	add("second", 4);
	add("first", 5);
	fixture_fill(document, "use-case.other.delay=9\nuse-case.first.delay=6");
	expect_roadmap("first | 0 6 | wave 0 | quick-win\n"
		       "second | 0 4 | wave 0 | quick-win\n"
		       "other | 0 9 | wave 1 | priority\n");
}

Test(roadmap, the_marginal_come_last_whatever_their_rank)
{
	add("margin", 3);
	add("plain", 3);
	fixture_fill(document,
		     "score.margin.roi.value=1\nscore.margin.roi.delay=1\nscore.margin.risk.ethical=1\n"
		     "score.margin.risk.change=1\nscore.margin.feasibility.data=5\nscore.margin.feasibility.skills=5\n"
		     "use-case.plain.delay=7\nscore.plain.feasibility.data=2\nscore.plain.feasibility.skills=2");
	fixture_matrix(document)->priority[FAMILY_ROI] = 1;
	expect_roadmap("plain | 0 7 | wave 1 | priority\n"
		       "margin | 0 4 | wave 0 | priority\n");
}

Test(roadmap, actions_come_before_once_for_all_each_as_soon_as_its_dimension_is_free)
{
	answer_all("2");
	add("a", 5);
	add("b", 4);
	fixture_fill(document, "use-case.a.requires=data.quality:3\nuse-case.b.requires=data.quality:4;ai.skills:2.5");
	expect_roadmap("data.quality 2-3 for 2 | 0 3 | wave 0 | frees 2\n"
		       "a | 3 7 | wave 1 | after-action data.quality 2-3 for 2\n"
		       "data.quality 3-4 for 1 | 3 7 | wave 1 | after-action data.quality 2-3 for 2\n"
		       "ai.skills 2-3 for 1 | 0 3 | wave 0 | frees 1\n"
		       "b | 7 11 | wave 1 | after-action data.quality 3-4 for 1\n");
}

/* From 2.33: one step to 3, none below. What is reached asks for nothing. */
Test(roadmap, actions_begin_at_the_whole_level_that_is_reached)
{
	answer_all("2");
	add("a", 5);
	fixture_fill(document, "answer.data.quality.errors=3\nuse-case.a.requires=data.quality:2.5;ai.skills:2");
	expect_roadmap("data.quality 2-3 for 1 | 0 3 | wave 0 | frees 1\n"
		       "a | 3 7 | wave 1 | after-action data.quality 2-3 for 1\n");
}

Test(roadmap, an_unanswered_dimension_is_confirmed_first_and_nothing_more_is_planned)
{
	add("a", 5);
	add("b", 4);
	fixture_fill(document, "use-case.a.requires=data.quality:5\nuse-case.b.requires=data.quality:2");
	expect_roadmap("data.quality for 2 | 0 1 | wave 0 | frees 2\n"
		       "a | 1 5 | wave 0 | after-action data.quality for 2\n"
		       "b | 1 5 | wave 0 | after-action data.quality for 2\n");
}

Test(roadmap, a_condition_that_takes_no_time_keeps_nothing)
{
	answer_all("2");
	document->content->grids[FIXTURE_DATA].dimensions[FIXTURE_QUALITY].action[1].months = 0;
	add("a", 5);
	fixture_fill(document, "use-case.a.requires=data.quality:3");
	expect_roadmap("data.quality 2-3 for 1 | 0 0 | wave 0 | frees 1\n"
		       "a | 0 4 | wave 0 | conditional\n");
}

Test(roadmap, obligations_stand_side_by_side_just_before_the_use_case)
{
	answer_all("3");
	add("a", 5);
	add("b", 4);
	fixture_fill(document, "use-case.a.health_data=yes\nuse-case.a.hosting=eu\nuse-case.a.aipd=due\n"
			       "use-case.b.cse=due\nuse-case.b.requires=ai.usage:4");
	expect_roadmap("aipd of a | 1 3 | wave 0 | before-use-case a\n"
		       "hosting of a | 0 3 | wave 0 | before-use-case a\n"
		       "a | 3 7 | wave 1 | after-obligation hosting of a\n"
		       "ai.usage 3-4 for 1 | 0 4 | wave 0 | frees 1\n"
		       "cse of b | 2 4 | wave 0 | before-use-case b\n"
		       "b | 4 8 | wave 1 | after-action ai.usage 3-4 for 1\n");
}

Test(roadmap, what_is_needed_comes_first_and_is_waited_for)
{
	add("child", 5);
	add("between", 4);
	add("base", 3);
	add("live", 3);
	fixture_fill(document, "use-case.child.depends=base;live;favours:between\nuse-case.live.status=live");
	expect_roadmap("base | 0 4 | wave 0 | frees 1\n"
		       "child | 4 8 | wave 1 | after-use-case base\n"
		       "between | 0 4 | wave 0 | quick-win\n");
}

Test(roadmap, a_full_wave_passes_on_to_the_next_and_a_smaller_one_still_fits)
{
	add("a", 5);
	add("b", 4);
	add("c", 3);
	fixture_fill(document, "service.capacity=20");
	cost("a", 8, 0);
	cost("b", 3, 0);
	cost("c", 2, 0);
	expect_roadmap("a | 0 4 | wave 0 | quick-win\n"
		       "b | 6 10 | wave 1 | wave-full 0\n"
		       "c | 0 4 | wave 0 | quick-win\n");
	fixture_fill(document, "service.capacity=\nservice.budget=2000");
	cost("a", 8, 1000);
	cost("b", 3, 1);
	cost("c", 2, 999);
	expect_roadmap("a | 0 4 | wave 0 | quick-win\n"
		       "b | 6 10 | wave 1 | wave-full 0\n"
		       "c | 6 10 | wave 1 | wave-full 0\n");
}

/* 11 days in half a year of 10: alone from the start of a wave; with what asks for nothing beside it. */
Test(roadmap, what_is_larger_than_a_wave_stands_alone_in_it)
{
	add("a", 5);
	add("b", 4);
	add("c", 3);
	add("d", 3);
	fixture_fill(document, "service.capacity=20");
	cost("a", 1, 0);
	cost("b", 11, 0);
	cost("c", 9, 0);
	expect_roadmap("a | 0 4 | wave 0 | quick-win\n"
		       "b | 6 10 | wave 1 alone | wave-full 0\n"
		       "c | 0 4 | wave 0 | quick-win\n"
		       "d | 0 4 | wave 0 | quick-win\n");
	cost("a", 15, 0);
	expect_roadmap("a | 0 4 | wave 0 alone | quick-win\n"
		       "b | 6 10 | wave 1 alone | wave-full 0\n"
		       "c | 12 16 | wave 2 | wave-full 1\n"
		       "d | 0 4 | wave 0 | quick-win\n");
}

Test(roadmap, what_is_in_use_after_two_years_is_for_later)
{
	add("a", 5);
	add("b", 4);
	fixture_fill(document, "use-case.a.delay=24\nuse-case.b.delay=25\nservice.budget=0\nuse-case.b.build_cost=0");
	expect_roadmap("a | 0 24 | wave 2 | priority\n"
		       "b | 0 25 | wave 3 | priority\n");
	add("c", 3);
	add("d", 3);
	add("e", 3);
	add("f", 3);
	cost("c", 0, 1);
	cost("d", 0, 1);
	cost("e", 0, 1);
	cost("f", 0, 1);
	fixture_fill(document, "use-case.a.status=stopped\nuse-case.b.status=stopped");
	expect_roadmap("c | 0 4 | wave 0 alone | quick-win\n"
		       "d | 6 10 | wave 1 alone | wave-full 0\n"
		       "e | 12 16 | wave 2 alone | wave-full 1\n"
		       "f | 24 28 | wave 3 | wave-full 2\n");
}

Test(roadmap, what_is_left_out_says_why)
{
	add("good", 5);
	add("open", 5);
	add("late", 5);
	add("weak", 1);
	add("needs-weak", 4);
	add("needs-needs-weak", 4);
	add("needs-nothing", 4);
	add("stopped", 4);
	add("needs-stopped", 4);
	add("unscored", 4);
	add("forbidden", 4);
	fixture_fill(
		document,
		"use-case.open.ai_act=\nuse-case.late.delay=\nscore.late.risk.ethical=5\n"
		"score.weak.roi.value=1\nscore.weak.roi.delay=1\nscore.weak.feasibility.data=1\n"
		"score.weak.feasibility.skills=1\nscore.weak.risk.ethical=5\nscore.weak.risk.change=5\n"
		"use-case.needs-weak.depends=good;weak\nuse-case.needs-needs-weak.depends=needs-weak\n"
		"use-case.needs-nothing.depends=nowhere\nuse-case.stopped.status=stopped\n"
		"use-case.needs-stopped.depends=stopped\nscore.unscored.risk.ethical=\nscore.unscored.risk.change=\n"
		"use-case.forbidden.ai_act=prohibited");
	expect_roadmap("good | 0 4 | wave 0 | quick-win\n"
		       "open left: incomplete \n"
		       "needs-needs-weak left: blocked needs-weak\n"
		       "needs-nothing left: incomplete \n"
		       "needs-stopped left: blocked stopped\n"
		       "needs-weak left: blocked weak\n"
		       "late left: incomplete \n"
		       "weak left: set-aside \n"
		       "unscored left: incomplete \n");
}

Test(roadmap, of_an_empty_dossier_is_empty_and_totals_add_up)
{
	expect_roadmap("");
	add("a", 5);
	add("b", 4);
	cost("a", 3, 2000);
	fixture_fill(document, "service.budget=10000\nuse-case.b.delay=6\nuse-case.b.cse=due");
	compute();
	cr_expect(roadmap.waves[0].euros == 2000 && roadmap.waves[0].days == 3 && roadmap.waves[0].started == 2);
	cr_expect(roadmap.waves[0].uncosted == 1 && roadmap.waves[0].unestimated == 1, "«b» says neither");
	cr_expect(roadmap.waves[0].in_use == 1 && roadmap.waves[1].in_use == 1 && roadmap.waves[0].others == 1);
	cr_expect(roadmap.waves[0].euros_limit == 5000 && roadmap.waves[2].euros_limit == 10000);
	cr_expect(isnan(roadmap.waves[0].days_limit) && isnan(roadmap.waves[ROADMAP_LATER].euros_limit));
	cr_expect(isnan(roadmap.items[roadmap.count - 1].days), "what says nothing takes nothing, and is not 0");
	release();
}

/* --- laws, on random dossiers ----------------------------------------------------------- */

enum { COUNT = 14 };

/* Half of them can wait for money, days, actions and others; there is little of it. */
static struct document *random_dossier(unsigned seed, const unsigned *order)
{
	struct fixture_random random = fixture_seed(seed + 77);
	struct document *made = fixture_random_document(seed, COUNT, order);

	set_months(made);
	if (fixture_chance(&random, 70))
		fixture_set(made, "service.budget=%u", 1000 * fixture_below(&random, 60));
	if (fixture_chance(&random, 70))
		fixture_set(made, "service.capacity=%u", 2 * fixture_below(&random, 60));
	for (unsigned i = 0; i < COUNT; i++) {
		if (fixture_chance(&random, 50))
			fixture_set(made, "use-case.c%u.build_cost=%u\nuse-case.c%u.build_days=%u", i,
				    500 * fixture_below(&random, 40), i, fixture_below(&random, 40));
		if (fixture_chance(&random, 40))
			fixture_set(made, "use-case.c%u.requires=data.quality:%u;ai.skills:%u", i,
				    1 + fixture_below(&random, 5), 1 + fixture_below(&random, 5));
		if (fixture_chance(&random, 60))
			fixture_set(made, "use-case.c%u.depends=", i);
	}
	return made;
}

static void each_random_dossier(unsigned rounds, void (*check)(unsigned seed))
{
	for (unsigned seed = 1; seed <= fixture_rounds(rounds); seed++) {
		document_free(document);
		document = random_dossier(seed, NULL);
		compute();
		check(seed);
		release();
	}
}

static const struct roadmap_item *item_of(size_t place)
{
	for (size_t i = 0; i < roadmap.count; i++)
		if (roadmap.items[i].kind == ROADMAP_USE_CASE && roadmap.items[i].use_case == place)
			return &roadmap.items[i];
	return NULL;
}

static void expect_each_once(unsigned seed)
{
	for (size_t u = 0; u < evaluation.use_case_count; u++) {
		const struct use_case_result *result = &evaluation.use_cases[u];
		const bool candidate = !result_is_settled(result) && !result_is_prohibited(result);
		size_t found = 0;

		for (size_t i = 0; i < roadmap.count; i++)
			found += roadmap.items[i].kind == ROADMAP_USE_CASE && roadmap.items[i].use_case == u;
		for (size_t i = 0; i < roadmap.left_count; i++)
			found += roadmap.left[i].use_case == u;
		cr_expect_eq(found, candidate, "seed %u: %s stands %zu times", seed, id_at(u), found);
		cr_expect(candidate || !result->rank);
	}
}

Test(roadmap, each_ranked_use_case_is_on_it_or_left_out_once)
{
	each_random_dossier(400, expect_each_once);
}

/* The level that is planned for in a dimension by `month`. */
static double level_at(const struct requirement_result *requirement, double month)
{
	double level = requirement->current;

	for (size_t i = 0; i < roadmap.count; i++) {
		const struct roadmap_item *item = &roadmap.items[i];

		if (item->kind == ROADMAP_ACTION && item->grid == requirement->grid &&
		    item->dimension == requirement->dimension && stays_within(item->end, month))
			level = fmax(level, item->to);
	}
	return level;
}

static bool is_confirmed(const struct requirement_result *requirement, double month)
{
	bool confirmed = false;

	for (size_t i = 0; i < roadmap.count; i++) {
		const struct roadmap_item *item = &roadmap.items[i];

		if (item->grid != requirement->grid || item->dimension != requirement->dimension)
			continue;
		cr_expect(item->kind != ROADMAP_ACTION, "nothing is planned before it is answered");
		confirmed |= item->kind == ROADMAP_CONFIRM && stays_within(item->end, month);
	}
	return confirmed;
}

static void expect_needs_met(unsigned seed, const struct roadmap_item *item)
{
	const struct use_case_result *result = &evaluation.use_cases[item->use_case];
	const char *list = result->use_case->field[USE_CASE_DEPENDS];
	struct dependency dependency;
	unsigned done = 0;

	while (depends_next(&list, &dependency)) {
		const struct use_case_result *other = evaluation_use_case(&evaluation, dependency.id);
		const struct roadmap_item *needed = other ? item_of((size_t)(other - evaluation.use_cases)) : NULL;

		if (dependency.kind == DEPENDENCY_PREREQUISITE && !(other && other->facts.status == STATUS_LIVE))
			cr_expect(needed && stays_within(needed->end, item->start), "seed %u: %s before %s", seed,
				  result->use_case->id, dependency.id);
	}
	for (size_t i = 0; i < result->requirement_count; i++) {
		const struct requirement_result *requirement = &result->requirements[i];

		if (is_figure(requirement->current))
			cr_expect(reaches(level_at(requirement, item->start), requirement->required), "seed %u: %s",
				  seed, result->use_case->id);
		else
			cr_expect(is_confirmed(requirement, item->start), "seed %u: %s", seed, result->use_case->id);
	}
	for (size_t i = 0; i < roadmap.count; i++)
		if (roadmap.items[i].kind == ROADMAP_OBLIGATION && roadmap.items[i].use_case == item->use_case &&
		    fixture_same(roadmap.items[i].end, item->start) && roadmap.items[i].start >= 0)
			done |= roadmap.items[i].obligation;
	cr_expect_eq(done, result->open_obligations, "seed %u: %s", seed, result->use_case->id);
}

static unsigned seen[ROADMAP_KIND_COUNT], reasons[ROADMAP_REASON_COUNT], alone;

static void expect_all_needs_met(unsigned seed)
{
	for (size_t i = 0; i < roadmap.count; i++) {
		const struct roadmap_item *item = &roadmap.items[i];

		seen[item->kind]++;
		reasons[item->reason]++;
		alone += item->oversize;
		cr_expect(item->start >= 0 && item->end >= item->start && item->wave <= ROADMAP_LATER, "seed %u", seed);
		if (item->kind == ROADMAP_USE_CASE)
			expect_needs_met(seed, item);
	}
}

Test(roadmap, nothing_starts_before_what_it_needs)
{
	each_random_dossier(400, expect_all_needs_met);
	for (int i = 0; i < ROADMAP_KIND_COUNT; i++)
		cr_expect(seen[i] || !fixture_runs_all(), "no %s was ever seen", roadmap_kind_id((enum roadmap_kind)i));
	for (int i = 0; i < ROADMAP_REASON_COUNT; i++)
		cr_expect(reasons[i] || i == ROADMAP_CONDITIONAL || !fixture_runs_all(), "no reason %s was ever seen",
			  roadmap_reason_id((enum roadmap_reason)i));
	cr_expect(alone, "nothing was ever larger than a wave");
}

static void expect_one_after_the_other(unsigned seed)
{
	for (size_t i = 0; i < roadmap.count; i++) {
		for (size_t k = 0; k < i; k++) {
			const struct roadmap_item *a = &roadmap.items[k], *b = &roadmap.items[i];

			if (a->kind == ROADMAP_ACTION && b->kind == ROADMAP_ACTION && a->grid == b->grid &&
			    a->dimension == b->dimension)
				cr_expect(stays_within(a->end, b->start) && a->to <= b->from, "seed %u", seed);
		}
	}
}

Test(roadmap, actions_of_one_dimension_follow_each_other_and_stand_once)
{
	each_random_dossier(200, expect_one_after_the_other);
}

/* Recounts from the items what every wave gives away. */
static void expect_within_capacity(unsigned seed)
{
	for (size_t wave = 0; wave < ROADMAP_WAVES; wave++) {
		const struct roadmap_wave *room = &roadmap.waves[wave];
		double days = 0, euros = 0;
		size_t takers = 0, oversize = 0;

		for (size_t i = 0; i < roadmap.count; i++) {
			const struct roadmap_item *item = &roadmap.items[i];

			if (item->kind != ROADMAP_USE_CASE || item->start < roadmap_bounds[wave].from - 1e-9 ||
			    item->start >= roadmap_bounds[wave].to - 1e-9)
				continue;
			days += is_figure(item->days) ? item->days : 0;
			euros += is_figure(item->euros) ? item->euros : 0;
			takers += item->days > 0 || item->euros > 0;
			oversize += item->oversize;
			cr_expect(!item->oversize || fixture_same(item->start, roadmap_bounds[wave].from), "seed %u",
				  seed);
		}
		cr_expect(fixture_same(days, room->days) && fabs(euros - room->euros) < 1e-6, "seed %u", seed);
		if (days > room->days_limit + 1e-9 || euros > room->euros_limit + 1e-9)
			cr_expect(takers == 1 && oversize == 1, "seed %u: wave %zu has %zu", seed, wave, takers);
		else
			cr_expect_eq(oversize, 0, "seed %u: wave %zu has room", seed, wave);
	}
}

Test(roadmap, a_wave_never_gives_more_than_it_has_unless_to_one_alone)
{
	each_random_dossier(400, expect_within_capacity);
}

/* The use cases of a roadmap: where each stands and why; without the numbers of those that need them. */
static char *standing(const char *but)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < roadmap.count; i++) {
		const struct roadmap_item *item = &roadmap.items[i];

		if (item->kind == ROADMAP_USE_CASE && strcmp(id_at(item->use_case), but) != 0)
			buf_add_format(&out, "%s %g %g %zu %s\n", id_at(item->use_case), item->start, item->end,
				       item->wave, roadmap_reason_id(item->reason));
	}
	return buf_detach(&out);
}

static void compare_after(const char *lines, const char *but, unsigned seed)
{
	char *before = standing(but), *after;

	release();
	fixture_fill(document, lines);
	compute();
	after = standing(but);
	cr_expect_str_eq(before, after, "seed %u, %s: \n%s instead of\n%s", seed, lines, after, before);
	free(before);
	free(after);
}

/* Whose turn is the last, whatever needs what. */
static size_t last_in_turn(void)
{
	size_t last = SIZE_MAX;
	int worst = -1;

	for (size_t i = 0; i < evaluation.ranking_count; i++) {
		const struct use_case_result *result = &evaluation.use_cases[evaluation.ranking[i]];
		const bool marginal = result->placed && result->quadrant == QUADRANT_LOW_HIGH;
		const int class = (marginal ? 10 : 0) + VERDICT_YES - (int)result->verdict;

		if (class < worst || !item_of(evaluation.ranking[i]))
			continue;
		worst = class;
		last = evaluation.ranking[i];
	}
	return last;
}

static unsigned taken_away;

/* It is taken away: so its coming moved nothing. One that others need is not at the end. */
static void expect_last_moves_nothing(unsigned seed)
{
	const size_t last = last_in_turn();
	char lines[300], id[200];

	if (last == SIZE_MAX || roadmap.items[roadmap.count - 1].use_case != last)
		return;
	taken_away++;
	snprintf(id, sizeof(id), "%s", id_at(last));
	snprintf(lines, sizeof(lines), "use-case.%s.present=", id);
	compare_after(lines, id, seed);
}

Test(roadmap, one_that_is_added_at_the_end_moves_nothing)
{
	each_random_dossier(300, expect_last_moves_nothing);
	cr_expect(taken_away > fixture_rounds(300) / 3, "only %u had one at the end", taken_away);
}

/* Order, verdicts and quadrants as text: what a change of scores may not change here. */
static char *order_and_verdicts(void)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < evaluation.ranking_count; i++) {
		const struct use_case_result *result = &evaluation.use_cases[evaluation.ranking[i]];

		buf_add_format(&out, "%s %d %d\n", result->use_case->id, result->verdict, result->quadrant);
	}
	return buf_detach(&out);
}

static unsigned tried;

static void expect_scores_alone_move_nothing(unsigned seed)
{
	char *before = order_and_verdicts(), *roadmap_before = standing(""), *after, *roadmap_after;
	char lines[100];

	snprintf(lines, sizeof(lines), "score.c%u.impact.strategic=%g", seed % COUNT, 1 + seed % 40 / 10.0);
	release();
	fixture_fill(document, lines);
	compute();
	after = order_and_verdicts();
	roadmap_after = standing("");
	if (!strcmp(before, after)) {
		tried++;
		cr_expect_str_eq(roadmap_before, roadmap_after, "seed %u", seed);
	}
	free(before);
	free(after);
	free(roadmap_before);
	free(roadmap_after);
}

Test(roadmap, scores_that_change_no_order_verdict_or_level_move_nothing)
{
	each_random_dossier(400, expect_scores_alone_move_nothing);
	cr_expect(tried >= fixture_rounds(400) / 10, "only %u changed nothing else", tried);
}

Test(roadmap, does_not_depend_on_the_order_of_the_use_cases)
{
	for (unsigned seed = 1; seed <= fixture_rounds(150); seed++) {
		unsigned turned[COUNT];
		char *text[2];

		for (unsigned i = 0; i < COUNT; i++)
			turned[i] = (i * 9 + seed) % COUNT;
		for (int i = 0; i < 2; i++) {
			document_free(document);
			document = random_dossier(seed, i ? turned : NULL);
			compute();
			text[i] = as_text();
			release();
		}
		cr_expect_str_eq(text[0], text[1], "seed %u:\n%s\nand\n%s", seed, text[0], text[1]);
		free(text[0]);
		free(text[1]);
	}
}
