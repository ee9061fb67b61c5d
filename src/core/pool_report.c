/*
 * The pool as a table. Which cells a row fills depends on its kind; what is not
 * told of fewer than five is empty, and the row says so.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cadran/core/compare.h"
#include "cadran/core/pool.h"
#include "report_build.h"

struct row {
	const char *kind, *grid, *id, *name;
	struct pool_spread spread;
	double mine, place, share;
	double conditional, candidates;
	bool few;
};

static const struct row no_figures = {
	.grid = "",
	.spread = { 0, NAN, NAN, NAN, NAN, NAN, NAN },
	.mine = NAN,
	.place = NAN,
	.share = NAN,
	.conditional = NAN,
	.candidates = NAN,
};

static void add_row(struct report *report, enum language language, const struct row *row)
{
	static const char *const few[LANGUAGE_COUNT] = { "moins de cinq dossiers", "fewer than five dossiers" };
	const struct pool_spread *spread = &row->spread;

	report_add_text(report, row->kind);
	report_add_text(report, row->grid);
	report_add_text(report, row->id);
	report_add_text(report, row->name);
	report_add_number(report, row->few ? (double)NAN : (double)spread->count);
	report_add_number(report, row->share);
	report_add_number(report, spread->min);
	report_add_number(report, spread->p25);
	report_add_number(report, spread->median);
	report_add_number(report, spread->p75);
	report_add_number(report, spread->max);
	report_add_number(report, spread->mean);
	report_add_number(report, row->mine);
	report_add_number(report, row->place);
	report_add_number(report, row->conditional);
	report_add_number(report, row->candidates);
	report_add_text(report, row->few ? few[language] : "");
}

static void add_series(const struct pool *pool, size_t series, const struct evaluation *mine, enum language language,
		       struct report *report)
{
	const struct pool_series *of = &pool->series[series];
	struct row row = no_figures;

	row.kind = *of->dimension ? "dimension" : "grid";
	row.grid = of->grid;
	row.id = *of->dimension ? of->dimension : of->grid;
	row.name = pool_name(pool, series, language);
	if (!row.name)
		return;
	pool_spread(pool, series, &row.spread);
	row.few = row.spread.count < POOL_LEAST;
	if (mine) {
		row.mine = pool_score(of, mine);
		row.place = pool_place(pool, series, row.mine);
	}
	add_row(report, language, &row);
}

static void add_levels(const struct pool *pool, size_t series, enum language language, struct report *report)
{
	const struct pool_series *of = &pool->series[series];
	size_t counts[LEVEL_COUNT];
	const size_t all = pool_levels(pool, series, counts);

	if (all < POOL_LEAST)
		return;
	for (int i = 0; i < LEVEL_COUNT; i++) {
		struct row row = no_figures;
		char id[24];

		(void)snprintf(id, sizeof(id), "level-%d", i + 1);
		row.kind = "level";
		row.grid = of->grid;
		row.id = id;
		row.name = of->level_name[i][language];
		row.spread.count = counts[i];
		row.few = counts[i] && counts[i] < POOL_LEAST;
		row.share = row.few ? (double)NAN : (double)counts[i] / (double)all;
		add_row(report, language, &row);
	}
}

static void add_quick_wins(const struct pool *pool, enum language language, struct report *report)
{
	size_t count;
	struct pool_candidate *all = pool_quick_wins(pool, &count);

	for (size_t i = 0; i < count; i++) {
		const struct pool_candidate *one = &all[i];
		const size_t conditional = one->count[POOL_CONDITIONAL], held = pool_held(one);
		struct row row = no_figures;

		row.kind = "quick-win";
		row.id = pool->candidates[one->candidate]->id;
		row.name = pool_candidate_name(pool, one->candidate, language);
		row.spread.count = one->count[POOL_QUICK_WIN];
		row.share = (double)one->count[POOL_QUICK_WIN] / (double)held;
		row.conditional = conditional >= POOL_LEAST ? (double)conditional : (double)NAN;
		row.candidates = (double)held;
		add_row(report, language, &row);
	}
	free(all);
}

void pool_report(const struct pool *pool, const struct evaluation *mine, enum language language, struct report *report)
{
	static const struct titled_column columns[] = {
		{ "kind", { "Objet", "Kind" } },
		{ "grid", { "Grille", "Grid" } },
		{ "id", { "Identifiant", "Id" } },
		{ "name", { "Nom", "Name" } },
		{ "dossiers", { "Dossiers", "Dossiers" } },
		{ "share", { "Part", "Share" } },
		{ "min", { "Minimum", "Minimum" } },
		{ "p25", { "P25", "P25" } },
		{ "median", { "Médiane", "Median" } },
		{ "p75", { "P75", "P75" } },
		{ "max", { "Maximum", "Maximum" } },
		{ "mean", { "Moyenne", "Mean" } },
		{ "mine", { "Mon score", "My score" } },
		{ "place", { "Ma place", "My place" } },
		{ "conditional", { "Sous condition", "Under condition" } },
		{ "candidates", { "Candidats", "Candidates" } },
		{ "note", { "Remarque", "Note" } },
		{ NULL, { NULL, NULL } },
	};

	*report = (struct report){ 0 };
	report_add_titled(report, columns, language);
	for (size_t i = 0; i < pool->series_count; i++)
		add_series(pool, i, mine, language, report);
	for (size_t i = 0; i < pool->series_count; i++)
		if (pool->series[i].levels && pool_name(pool, i, language))
			add_levels(pool, i, language, report);
	add_quick_wins(pool, language, report);
}
