/*
 * The minutes of a workshop: what was decided, then the history of its dossier
 * day by day.
 */
#include <string.h>

#include "book_parts.h"
#include "cadran/base/figures.h"
#include "cadran/base/alloc.h"
#include "cadran/tui/book_build.h"
#include "moment.h"
#include "view_parts.h"

enum { DAY_LENGTH = sizeof("2026-11-21") - 1 };

/*
 * Whether the next unit changes the same thing once more, by the same hand on the same day. That a round was revealed
 * is told even where the next one is opened at once.
 */
static bool is_overtaken(const struct unit *unit, const struct unit *next)
{
	const struct change *change = unit->changes.items, *after = next->changes.items;

	return unit->changes.count == 1 && next->changes.count == 1 && change->kind == after->kind &&
	       change->kind != CHANGE_ROUND && !strcmp(change->key, after->key) &&
	       !strcmp(change->field, after->field) && !strcmp(unit->author, next->author) &&
	       !strncmp(unit->time, next->time, DAY_LENGTH);
}

/* Votes are told round by round; in the history they count together. */
static bool is_vote(const struct unit *unit)
{
	return unit->changes.count == 1 && unit->changes.items[0].kind == CHANGE_VOTE && !unit->other;
}

static bool is_after_vote(const struct unit *before, const struct unit *unit)
{
	return is_vote(before) && is_vote(unit) && !strcmp(before->author, unit->author) &&
	       !strncmp(before->time, unit->time, DAY_LENGTH);
}

/* The lines of a day, by who wrote them. */
struct log {
	struct maker *maker;
	const char *author; /* of the line above; NULL before the first of a day */
	struct moment moment;
};

static void begin_day(struct maker *maker, const char *day)
{
	if (*day)
		figure_date(&maker->text, maker->scene->language, day);
	else
		buf_add_text(&maker->text, _("Without a date"));
	(void)book_add_section(maker->book, maker_id(maker, "day", day), maker->text.data);
	buf_clear(&maker->text);
}

static void begin_line(struct log *log, const char *author, const char *time)
{
	struct moment moment;

	moment_find(time, &moment);
	if (!log->author || strcmp(log->moment.day, moment.day) != 0) {
		begin_day(log->maker, moment.day);
		log->author = NULL;
	}
	if (!log->author || strcmp(log->author, author) != 0)
		maker_heading(log->maker, *author ? author : _("Somebody"));
	log->author = author;
	log->moment = moment;
	if (*moment.hour)
		buf_add_format(&log->maker->text, "%s · ", moment.hour);
}

static void add_unit(struct log *log, const struct unit *unit, size_t votes)
{
	struct buf *text = &log->maker->text;

	begin_line(log, unit->author, unit->time);
	if (votes > 1)
		buf_add_format(text, message_plural("%zu vote", "%zu votes", votes), votes);
	else
		word_changes(text, log->maker->scene, &unit->changes);
	if (unit->other)
		buf_add_format(text, "%s%s", unit->changes.count ? ", " : "", _("newer content"));
	maker_item(log->maker);
}

/* A milestone stands on the change that was the last when it was set; one of changes that are no more, on the last. */
static bool stands_on(const struct session *session, const struct milestone *milestone, size_t done)
{
	return milestone->changes == done || (done == session->done && milestone->changes > done);
}

static bool any_milestone(const struct session *session, size_t done)
{
	for (size_t i = 0; i < session->milestone_count; i++)
		if (stands_on(session, &session->milestones[i], done))
			return true;
	return false;
}

static void add_milestones(struct log *log, const struct session *session, size_t done)
{
	for (size_t i = 0; i < session->milestone_count; i++) {
		const struct milestone *milestone = &session->milestones[i];

		if (!stands_on(session, milestone, done))
			continue;
		begin_line(log, milestone->author, milestone->time);
		buf_add_format(&log->maker->text, _("milestone «%s»"), milestone->name);
		maker_item(log->maker);
	}
}

static void make_days(struct maker *maker, const struct session *session)
{
	struct log log = { .maker = maker };
	size_t votes = 0;

	add_milestones(&log, session, 0);
	for (size_t i = 0; i < session->done; i++) {
		const struct unit *unit = &session->units[i];
		const bool marked = any_milestone(session, i + 1);
		/* What a milestone has is told before it. */
		const struct unit *next = i + 1 < session->done && !marked ? unit + 1 : NULL;

		votes = is_vote(unit) ? votes + 1 : 0;
		if (next && is_after_vote(unit, next))
			continue;
		if ((unit->changes.count || unit->other) && !(next && is_overtaken(unit, next))) {
			add_unit(&log, unit, votes);
			votes = 0;
		}
		add_milestones(&log, session, i + 1);
	}
}

static void make_order(struct maker *maker)
{
	static const struct maker_column columns[] = {
		{ N_("Rank"), BOOK_WHOLE, 6 },
		{ N_("Use case"), BOOK_TEXT, 34 },
		{ N_("Priority"), BOOK_DECIMAL, 10 },
		{ N_("Quick win?"), BOOK_TEXT, 44 },
	};
	struct book_table *table;

	if (!maker->evaluation->ranking_count)
		return;
	table = maker_table(maker, "table-ranking", _("Ranking"), columns, ARRAY_SIZE(columns));
	for (size_t i = 0; i < maker->evaluation->ranking_count; i++) {
		const struct use_case_result *result = maker_result(maker, maker->evaluation->ranking[i]);

		(void)book_add_number(table, (double)result->rank);
		book_add_text(maker->book, table, use_case_name(result->use_case))->tone = maker_tone(result);
		(void)book_add_number(table, result->priority);
		word_reason(&maker->text, maker->scene, result);
		(void)maker_cell(maker, table);
	}
}

void minutes_build(struct book *book, const struct scene *scene, const struct session *session)
{
	struct scene whole = *scene;
	struct maker maker;

	whole.whole = true;
	maker_init(&maker, book, &whole, _("Minutes: what was changed, by whom, and what follows from it"));
	(void)book_add_section(book, maker_id(&maker, "", "decisions"), _("Decisions"));
	make_decisions(&maker);
	if (maker.content->grid_count)
		maker_tell(&maker, summary_tell_grids);
	make_order(&maker);
	make_votes(&maker);
	make_days(&maker, session);
	maker_release(&maker);
}
