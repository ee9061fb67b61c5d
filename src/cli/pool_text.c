#include "pool_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/base/figures.h"
#include "cadran/base/utf8.h"
#include "cadran/core/compare.h"

enum { NAME_WIDTH = 26, COUNT_WIDTH = 6, FIGURE_WIDTH = 6, PLACE_WIDTH = 6, BAR_WIDTH = 30, SHARE_WIDTH = 6 };

static void add_left(struct buf *out, const char *text, size_t width)
{
	const size_t own = utf8_width(text), fit = own > width ? utf8_fit(text, width - 1) : strlen(text);

	buf_add(out, text, fit);
	if (own > width)
		buf_add_text(out, "…");
	buf_add_repeated(out, " ", own > width ? 0 : width - own);
}

static void add_right(struct buf *out, const char *text, size_t width)
{
	const size_t own = utf8_width(text);

	buf_add_repeated(out, " ", own < width ? width - own : 1);
	buf_add_text(out, text);
}

static void add_count(struct buf *out, size_t count, size_t width)
{
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%zu", count);
	add_right(out, text.data, width);
	buf_release(&text);
}

/* Few are told as few. */
static void add_told(struct buf *out, size_t count, size_t width)
{
	if (count && count < POOL_LEAST)
		add_right(out, _("< 5"), width);
	else
		add_count(out, count, width);
}

static void add_score(struct buf *out, double score)
{
	struct buf text;

	buf_init(&text);
	figure_fixed(&text, message_language(), score, 2);
	add_right(out, text.data, FIGURE_WIDTH);
	buf_release(&text);
}

static void add_share(struct buf *out, double share, size_t width)
{
	struct buf text;

	buf_init(&text);
	if (is_figure(share))
		figure_percent(&text, message_language(), share);
	else
		buf_add_text(&text, "–");
	add_right(out, text.data, width);
	buf_release(&text);
}

static void add_bar(struct buf *out, double share)
{
	add_share(out, share, SHARE_WIDTH + 1);
	buf_add_text(out, "  ");
	buf_add_repeated(out, "▌", (size_t)ceil(share * BAR_WIDTH));
}

static void add_heading(struct buf *out, const char *name, const struct evaluation *mine)
{
	buf_add_char(out, '\n');
	add_left(out, name, NAME_WIDTH);
	/* TRANSLATORS: number of dossiers, at most 6 columns; then the least score, at most 5, as the next ones. */
	add_right(out, _("n"), COUNT_WIDTH);
	add_right(out, _("min"), FIGURE_WIDTH);
	add_right(out, "P25", FIGURE_WIDTH);
	/* TRANSLATORS: median, at most 5 columns */
	add_right(out, _("med."), FIGURE_WIDTH);
	add_right(out, "P75", FIGURE_WIDTH);
	add_right(out, _("max"), FIGURE_WIDTH);
	/* TRANSLATORS: mean, at most 5 columns */
	add_right(out, _("avg."), FIGURE_WIDTH);
	if (mine) {
		/* TRANSLATORS: my score, at most 5 columns; then the share of the others that is below, at most 6 */
		add_right(out, _("mine"), FIGURE_WIDTH);
		add_right(out, _("place"), PLACE_WIDTH);
	}
	buf_add_char(out, '\n');
}

static void add_mine(struct buf *out, const struct pool *pool, size_t series, const struct evaluation *mine)
{
	const double score = pool_score(&pool->series[series], mine);

	add_score(out, score);
	add_share(out, pool_place(pool, series, score), PLACE_WIDTH);
}

static void add_series(struct buf *out, const struct pool *pool, size_t series, const struct evaluation *mine)
{
	const struct pool_series *of = &pool->series[series];
	const char *name = pool_name(pool, series, message_language());
	struct pool_spread spread;

	if (!name)
		return;
	if (!*of->dimension)
		add_heading(out, name, mine);
	buf_add_text(out, "  ");
	add_left(out, *of->dimension ? name : _("the whole grid"), NAME_WIDTH - 2);
	pool_spread(pool, series, &spread);
	if (spread.count < POOL_LEAST) {
		buf_add_format(out, "  %s\n", _("fewer than five dossiers"));
		return;
	}
	add_count(out, spread.count, COUNT_WIDTH);
	add_score(out, spread.min);
	add_score(out, spread.p25);
	add_score(out, spread.median);
	add_score(out, spread.p75);
	add_score(out, spread.max);
	add_score(out, spread.mean);
	if (mine)
		add_mine(out, pool, series, mine);
	buf_add_char(out, '\n');
}

static void add_levels(struct buf *out, const struct pool *pool, size_t series)
{
	const struct pool_series *of = &pool->series[series];
	const char *name = pool_name(pool, series, message_language());
	size_t counts[LEVEL_COUNT];
	const size_t all = pool_levels(pool, series, counts);

	if (!of->levels || !name || all < POOL_LEAST)
		return;
	buf_add_format(out, "\n%s · %s\n", name, _("levels reached"));
	for (int i = 0; i < LEVEL_COUNT; i++) {
		buf_add_format(out, "  %d ", i + 1);
		add_left(out, of->level_name[i][message_language()], NAME_WIDTH - 4);
		add_told(out, counts[i], COUNT_WIDTH);
		if (counts[i] >= POOL_LEAST)
			add_bar(out, (double)counts[i] / (double)all);
		buf_add_char(out, '\n');
	}
}

static void add_quick_win(struct buf *out, const struct pool *pool, const struct pool_candidate *one)
{
	const size_t held = pool_held(one), conditional = one->count[POOL_CONDITIONAL];

	buf_add_text(out, "  ");
	add_left(out, pool_candidate_name(pool, one->candidate, message_language()), 36);
	add_count(out, one->count[POOL_QUICK_WIN], 12);
	add_share(out, (double)one->count[POOL_QUICK_WIN] / (double)held, SHARE_WIDTH + 1);
	add_told(out, conditional, 11);
	add_count(out, held, 11);
	buf_add_char(out, '\n');
}

static void add_quick_wins(struct buf *out, const struct pool *pool)
{
	size_t count;
	struct pool_candidate *all = pool_quick_wins(pool, &count);

	buf_add_char(out, '\n');
	if (!count) {
		buf_add_format(out, "%s\n", _("No use case of the catalogue is a quick win in five dossiers or more."));
		free(all);
		return;
	}
	add_left(out, _("Most frequent quick wins"), 38);
	/* TRANSLATORS: at most 11 columns each: dossiers in which it is one; in which it is one under condition; that
	 * have it. */
	add_right(out, _("quick win"), 12);
	add_right(out, "", SHARE_WIDTH + 1);
	add_right(out, _("if fixed"), 11);
	add_right(out, _("candidate"), 11);
	buf_add_char(out, '\n');
	for (size_t i = 0; i < count; i++)
		add_quick_win(out, pool, &all[i]);
	free(all);
}

static size_t count_untold(const struct pool *pool)
{
	size_t untold = 0;

	for (size_t i = 0; i < pool->series_count; i++)
		untold += !pool_name(pool, i, message_language());
	return untold;
}

void pool_text(const struct pool *pool, const struct evaluation *mine, struct buf *out)
{
	const size_t untold = count_untold(pool);

	buf_add_format(out, message_plural("Pool of %zu dossier", "Pool of %zu dossiers", pool->kept), pool->kept);
	buf_add_char(out, '\n');
	for (size_t i = 0; i < pool->series_count; i++)
		add_series(out, pool, i, mine);
	if (untold) {
		buf_add_char(out, '\n');
		buf_add_format(out,
			       message_plural("%zu score that fewer than five dossiers have is not told.",
					      "%zu scores that fewer than five dossiers have are not told.", untold),
			       untold);
		buf_add_char(out, '\n');
	}
	for (size_t i = 0; i < pool->series_count; i++)
		add_levels(out, pool, i);
	add_quick_wins(out, pool);
	if (mine)
		buf_add_format(out, "\n%s\n",
			       _("place: the share of the dossiers whose score is lower, equal ones halved"));
}
