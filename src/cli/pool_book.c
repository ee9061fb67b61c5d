#include "pool_book.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/compare.h"

struct pooled {
	struct book *book;
	const struct pool *pool;
	const struct evaluation *mine; /* NULL for none */
	enum language language;
};

enum { NAME_WIDTH = 30, FIGURE_WIDTH = 10 };

/* «scores-10»: ids of a file from elsewhere may hold anything. */
static const char *id_of(const struct pooled *pooled, const char *kind, size_t series)
{
	struct buf id;
	const char *text;

	buf_init(&id);
	buf_add_format(&id, "%s-%zu", kind, series);
	text = book_text(pooled->book, id.data);
	buf_release(&id);
	return text;
}

/* Dimensions behind the grid at `first`: those that may be told and have figures. */
static size_t series_end(const struct pool *pool, size_t first)
{
	size_t end = first + 1;

	while (end < pool->series_count && *pool->series[end].dimension)
		end++;
	return end;
}

static void add_figure_columns(const struct pooled *pooled, struct book_table *table)
{
	static const char *const figures[] = { N_("min"), "P25", N_("med."), "P75", N_("max"), N_("avg.") };

	book_add_column(pooled->book, table, _("Dimension"), BOOK_TEXT, NAME_WIDTH);
	book_add_column(pooled->book, table, _("Dossiers"), BOOK_WHOLE, FIGURE_WIDTH);
	for (size_t i = 0; i < ARRAY_SIZE(figures); i++)
		book_add_column(pooled->book, table, _(figures[i]), BOOK_FINE, FIGURE_WIDTH);
	if (!pooled->mine)
		return;
	book_add_column(pooled->book, table, _("mine"), BOOK_FINE, FIGURE_WIDTH);
	book_add_column(pooled->book, table, _("place"), BOOK_PERCENT, FIGURE_WIDTH);
}

static void add_figures(const struct pooled *pooled, struct book_table *table, size_t series)
{
	const struct pool_series *of = &pooled->pool->series[series];
	struct pool_spread spread;

	pool_spread(pooled->pool, series, &spread);
	(void)book_add_text(pooled->book, table,
			    *of->dimension ? pool_name(pooled->pool, series, pooled->language) : _("the whole grid"));
	if (spread.count < POOL_LEAST)
		(void)book_add_text(pooled->book, table, _("fewer than five dossiers"));
	else
		(void)book_add_number(table, (double)spread.count);
	(void)book_add_number(table, spread.min);
	(void)book_add_number(table, spread.p25);
	(void)book_add_number(table, spread.median);
	(void)book_add_number(table, spread.p75);
	(void)book_add_number(table, spread.max);
	(void)book_add_number(table, spread.mean);
	if (pooled->mine) {
		const double score = pool_score(of, pooled->mine);

		(void)book_add_number(table, score);
		(void)book_add_number(table, pool_place(pooled->pool, series, score));
	}
}

/* Median, quartiles and one's own; an axis for each dimension that has a name to be told. */
static void add_radar(const struct pooled *pooled, size_t first, size_t end, const char *name)
{
	const struct pool *pool = pooled->pool;
	const char *const series[] = { "P25", _("Median"), "P75", _("mine") };
	const size_t count = ARRAY_SIZE(series) - !pooled->mine;
	struct book_radar *radar;
	size_t axes = 0;

	for (size_t i = first + 1; i < end; i++)
		axes += pool_name(pool, i, pooled->language) != NULL;
	radar = book_add_radar(pooled->book, id_of(pooled, "radar", first), name, 1, LEVEL_COUNT, axes, count);
	radar->description = book_text(pooled->book,
				       _("Scores of the dossiers, dimension by dimension; the table has the figures."));
	for (size_t s = 0; s < count; s++)
		radar->series[s].name = book_text(pooled->book, series[s]);
	axes = 0;
	for (size_t i = first + 1; i < end; i++) {
		struct pool_spread spread;

		if (!pool_name(pool, i, pooled->language))
			continue;
		pool_spread(pool, i, &spread);
		radar->axes[axes] = book_text(pooled->book, pool_name(pool, i, pooled->language));
		radar->series[0].values[axes] = spread.p25;
		radar->series[1].values[axes] = spread.median;
		radar->series[2].values[axes] = spread.p75;
		if (pooled->mine)
			radar->series[3].values[axes] = pool_score(&pool->series[i], pooled->mine);
		axes++;
	}
}

static void add_levels(const struct pooled *pooled, size_t series)
{
	const struct pool_series *of = &pooled->pool->series[series];
	size_t counts[LEVEL_COUNT];
	const size_t all = pool_levels(pooled->pool, series, counts);
	struct book_table *table;
	struct buf text;

	if (!of->levels || all < POOL_LEAST)
		return;
	buf_init(&text);
	table = book_add_table(pooled->book, id_of(pooled, "levels", series), _("levels reached"));
	book_add_column(pooled->book, table, _("Level"), BOOK_TEXT, NAME_WIDTH);
	book_add_column(pooled->book, table, _("Dossiers"), BOOK_WHOLE, FIGURE_WIDTH);
	book_add_column(pooled->book, table, _("Share"), BOOK_PERCENT, FIGURE_WIDTH);
	for (int i = 0; i < LEVEL_COUNT; i++) {
		const bool few = counts[i] && counts[i] < POOL_LEAST;

		buf_clear(&text);
		buf_add_format(&text, "%d %s", i + 1, of->level_name[i][pooled->language]);
		(void)book_add_text(pooled->book, table, text.data);
		if (few)
			(void)book_add_text(pooled->book, table, _("< 5"));
		else
			(void)book_add_number(table, (double)counts[i]);
		(void)book_add_number(table, few ? (double)NAN : (double)counts[i] / (double)all);
	}
	buf_release(&text);
}

static void add_grid(const struct pooled *pooled, size_t first, size_t end)
{
	const char *name = pool_name(pooled->pool, first, pooled->language);
	struct book_table *table;

	if (!name)
		return;
	(void)book_add_section(pooled->book, id_of(pooled, "grid", first), name);
	table = book_add_table(pooled->book, id_of(pooled, "scores", first),
			       _("How the scores of the dossiers are spread, from 1 to 5"));
	add_figure_columns(pooled, table);
	for (size_t i = first; i < end; i++)
		if (pool_name(pooled->pool, i, pooled->language))
			add_figures(pooled, table, i);
	add_radar(pooled, first, end, name);
	add_levels(pooled, first);
}

static void add_quick_wins(const struct pooled *pooled)
{
	struct book *book = pooled->book;
	size_t count;
	struct pool_candidate *all = pool_quick_wins(pooled->pool, &count);
	struct book_table *table;

	(void)book_add_section(book, "quick-wins", _("Most frequent quick wins"));
	if (!count)
		book_add_paragraph(book, _("No use case of the catalogue is a quick win in five dossiers or more."));
	table = count ? book_add_table(book, "quick-wins-table", _("Dossiers in which a use case is a quick win"))
		      : NULL;
	if (table) {
		book_add_column(book, table, _("Use case"), BOOK_TEXT, NAME_WIDTH);
		book_add_column(book, table, _("quick win"), BOOK_WHOLE, FIGURE_WIDTH);
		book_add_column(book, table, _("Share"), BOOK_PERCENT, FIGURE_WIDTH);
		book_add_column(book, table, _("candidate"), BOOK_WHOLE, FIGURE_WIDTH);
	}
	for (size_t i = 0; i < count; i++) {
		const double held = (double)pool_held(&all[i]), wins = (double)all[i].count[POOL_QUICK_WIN];

		(void)book_add_text(book, table, pool_candidate_name(pooled->pool, all[i].candidate, pooled->language));
		(void)book_add_number(table, wins);
		(void)book_add_number(table, wins / held);
		(void)book_add_number(table, held);
	}
	free(all);
}

void pool_book(struct book *book, const struct pool *pool, const struct evaluation *mine)
{
	const struct pooled pooled = { book, pool, mine, message_language() };
	struct buf title;

	buf_init(&title);
	buf_add_format(&title, message_plural("Pool of %zu dossier", "Pool of %zu dossiers", pool->kept), pool->kept);
	book_init(book, pooled.language, title.data, "", "");
	buf_release(&title);
	book->program = book_text(book, "Cadran " CADRAN_VERSION);
	book->notice =
		book_text(book, _("Nothing is told of fewer than five dossiers. The maturity is a self-assessment."));
	for (size_t first = 0, end; first < pool->series_count; first = end) {
		end = series_end(pool, first);
		add_grid(&pooled, first, end);
	}
	add_quick_wins(&pooled);
	if (mine)
		book_add_paragraph(book, _("place: the share of the dossiers whose score is lower, equal ones halved"));
}
