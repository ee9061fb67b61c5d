/*
 * From one document to another, as changes.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/change.h"

/* Adds the change where it is one. */
static void add(struct change_list *changes, enum change_kind kind, const char *key, const char *field,
		const char *before, const char *after)
{
	if (strcmp(before, after) != 0)
		(void)change_add(changes, kind, key, field, after);
}

static void add_service(const struct document *from, const struct document *to, struct change_list *changes)
{
	for (int f = 0; f < SERVICE_FIELD_COUNT; f++)
		add(changes, CHANGE_SERVICE, "", service_field_id((enum service_field)f), from ? from->service[f] : "",
		    to->service[f]);
}

static void add_answers(const struct document *from, const struct document *to, size_t g, struct change_list *changes)
{
	const struct grid *grid = &to->content->grids[g];
	struct buf key;

	add(changes, CHANGE_GRID, grid->id, "target", from ? from->grids[g].target : "", to->grids[g].target);
	buf_init(&key);
	for (size_t q = 0; q < grid->question_count; q++) {
		buf_clear(&key);
		buf_add_format(&key, "%s.%s", grid->id, grid->questions[q].id);
		for (int f = 0; f < ANSWER_FIELD_COUNT; f++)
			add(changes, CHANGE_ANSWER, key.data, answer_field_id((enum answer_field)f),
			    from ? from->grids[g].answers[q].field[f] : "", to->grids[g].answers[q].field[f]);
	}
	buf_release(&key);
}

static void add_ticks(const struct document *from, const struct document *to, struct change_list *changes)
{
	for (size_t i = 0; i < to->content->charter.count; i++)
		for (int f = 0; f < TICK_FIELD_COUNT; f++)
			add(changes, CHANGE_CHARTER, to->content->charter.principles[i].id,
			    tick_field_id((enum tick_field)f), from ? from->ticks[i].field[f] : "",
			    to->ticks[i].field[f]);
}

/* How many participants there are up to the last who is listed. */
static size_t listed_participants(const struct document *document)
{
	size_t listed = 0;

	for (size_t i = 0; i < document->participant_count; i++)
		if (*document->attendance[i].field[ATTENDANCE_PRESENT])
			listed = i + 1;
	return listed;
}

/* There, or taken away from there; NULL where it never was. */
static const struct use_case *use_case_of(const struct document *document, const char *id)
{
	size_t index;

	return document && map_get(&document->by_id, id, &index) ? &document->use_cases[index] : NULL;
}

static const struct use *use_of(const struct document *document, const char *id)
{
	size_t index;

	return document && map_get(&document->use_by_id, id, &index) ? &document->inventory.items[index] : NULL;
}

/* What has a sheet, there or not: it is written while it is there. */
static void add_present(const struct document *from, const struct document *to, struct change_list *changes)
{
	for (size_t i = 0; i < to->use_case_count; i++) {
		const struct use_case *old = use_case_of(from, to->use_cases[i].id);

		if (!old || !use_case_is_present(old))
			(void)change_add(changes, CHANGE_USE_CASE, to->use_cases[i].id, "present", "yes");
	}
	for (size_t i = 0; i < to->inventory.count; i++) {
		const struct use *old = use_of(from, to->inventory.items[i].id);

		if (!old || !use_is_present(old))
			(void)change_add(changes, CHANGE_USE, to->inventory.items[i].id, "present", "yes");
	}
}

static void add_absent(const struct document *to, struct change_list *changes)
{
	for (size_t i = 0; i < to->use_case_count; i++)
		if (!use_case_is_present(&to->use_cases[i]))
			(void)change_add(changes, CHANGE_USE_CASE, to->use_cases[i].id, "present", "");
	for (size_t i = 0; i < to->inventory.count; i++)
		if (!use_is_present(&to->inventory.items[i]))
			(void)change_add(changes, CHANGE_USE, to->inventory.items[i].id, "present", "");
}

/* A participant who is not listed is named too where one who is comes after: that keeps their order. */
static void add_participants(const struct document *from, const struct document *to, struct change_list *changes)
{
	const size_t listed = listed_participants(to);

	for (size_t i = 0; i < to->participant_count; i++) {
		const char *name = to->participants[i];
		size_t old;
		const bool known = from && document_participant(from, name, &old);

		if (!known && i < listed && participant_is_known(to, i))
			(void)change_add(changes, CHANGE_PARTICIPANT, name, attendance_field_id(ATTENDANCE_PRESENT),
					 to->attendance[i].field[ATTENDANCE_PRESENT]);
		for (int f = known ? 0 : ATTENDANCE_PRESENT + 1; f < ATTENDANCE_FIELD_COUNT; f++)
			add(changes, CHANGE_PARTICIPANT, name, attendance_field_id((enum attendance_field)f),
			    known ? from->attendance[old].field[f] : "", to->attendance[i].field[f]);
	}
}

/* What is said of those whom only `from` knows. */
static void add_left(const struct document *from, const struct document *to, struct change_list *changes)
{
	size_t ignored;

	for (size_t i = 0; from && i < from->participant_count; i++)
		for (int f = 0;
		     f < ATTENDANCE_FIELD_COUNT && !document_participant(to, from->participants[i], &ignored); f++)
			add(changes, CHANGE_PARTICIPANT, from->participants[i],
			    attendance_field_id((enum attendance_field)f), from->attendance[i].field[f], "");
}

static void add_round(const struct document *to, const struct use_case *old, const struct use_case *new,
		      size_t criterion, struct change_list *changes)
{
	const char *before = old ? old->scores[criterion].hidden : "", *after = new->scores[criterion].hidden;
	struct buf key;

	if (!strcmp(before, after))
		return;
	buf_init(&key);
	buf_add_format(&key, "%s.%s", new->id, to->content->criteria.items[criterion].id);
	(void)change_add(changes, CHANGE_ROUND, key.data, "hidden", after);
	buf_release(&key);
}

static void add_sheets(const struct document *from, const struct document *to, struct change_list *changes)
{
	const struct criteria *criteria = &to->content->criteria;

	for (size_t i = 0; i < to->use_case_count; i++) {
		const struct use_case *new = &to->use_cases[i], *old = use_case_of(from, new->id);

		for (int f = 0; f < USE_CASE_FIELD_COUNT; f++)
			add(changes, CHANGE_USE_CASE, new->id, use_case_field_id((enum use_case_field)f),
			    old ? old->field[f] : "", new->field[f]);
		for (size_t c = 0; c < criteria->count; c++)
			add(changes, CHANGE_SCORE, new->id, criteria->items[c].id, old ? old->scores[c].retained : "",
			    new->scores[c].retained);
		for (size_t c = 0; c < criteria->count; c++)
			add_round(to, old, new, c, changes);
	}
	for (size_t i = 0; i < to->inventory.count; i++) {
		const struct use *new = &to->inventory.items[i], *old = use_of(from, new->id);

		for (int f = 0; f < USE_FIELD_COUNT; f++)
			add(changes, CHANGE_USE, new->id, use_field_id((enum use_field)f), old ? old->field[f] : "",
			    new->field[f]);
	}
}

/* One vote of the new document and where it stands. */
struct cast {
	const struct vote *vote;
	size_t use_case, criterion, order;
};

static int compare_casts(const void *left, const void *right)
{
	const struct cast *a = left, *b = right;

	if (a->vote->participant != b->vote->participant)
		return a->vote->participant < b->vote->participant ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static const char *vote_of(const struct document *document, const struct use_case *use_case, size_t criterion,
			   const char *participant, long round)
{
	const struct score *score = use_case ? &use_case->scores[criterion] : NULL;

	for (size_t i = 0; score && i < score->vote_count; i++)
		if (score->votes[i].round == round &&
		    !strcmp(document->participants[score->votes[i].participant], participant))
			return score->votes[i].score;
	return "";
}

static void add_cast(const struct document *from, const struct document *to, const struct cast *cast,
		     struct change_list *changes)
{
	const struct use_case *use_case = &to->use_cases[cast->use_case];
	const char *participant = to->participants[cast->vote->participant];
	struct buf key, field;

	buf_init(&key);
	buf_init(&field);
	buf_add_format(&key, "%s.%s", use_case->id, to->content->criteria.items[cast->criterion].id);
	buf_add_format(&field, "%s.%ld", participant, cast->vote->round);
	add(changes, CHANGE_VOTE, key.data, field.data,
	    vote_of(from, use_case_of(from, use_case->id), cast->criterion, participant, cast->vote->round),
	    cast->vote->score);
	buf_release(&key);
	buf_release(&field);
}

/* Whether the participants come to be known in their own order. */
static bool are_in_order(const struct document *document, const struct cast *casts, size_t count)
{
	bool *seen = xcalloc(document->participant_count, sizeof(*seen)), in_order = true;
	size_t known = listed_participants(document);

	for (size_t i = 0; i < known; i++)
		seen[i] = true;
	for (size_t i = 0; in_order && i < count; i++) {
		const size_t participant = casts[i].vote->participant;

		in_order = seen[participant] || participant >= known;
		seen[participant] = true;
		known = participant + 1 > known ? participant + 1 : known;
	}
	free(seen);
	return in_order;
}

/* As they stand; participant by participant where that would bring the participants into another order. */
static void add_votes(const struct document *from, const struct document *to, struct change_list *changes)
{
	struct cast *casts = NULL;
	size_t count = 0, capacity = 0;

	for (size_t u = 0; u < to->use_case_count; u++) {
		for (size_t c = 0; c < to->content->criteria.count; c++) {
			const struct score *score = &to->use_cases[u].scores[c];

			for (size_t v = 0; v < score->vote_count; v++) {
				ARRAY_GROW(casts, count, capacity);
				casts[count] = (struct cast){ &score->votes[v], u, c, count };
				count++;
			}
		}
	}
	if (count && !are_in_order(to, casts, count))
		qsort(casts, count, sizeof(*casts), compare_casts);
	for (size_t i = 0; i < count; i++)
		add_cast(from, to, &casts[i], changes);
	free(casts);
}

/* What only `from` has, because content that was taken up in between was taken back. */
static void add_gone(const struct document *from, const struct document *to, struct change_list *changes)
{
	for (size_t i = 0; from && i < from->use_case_count; i++)
		if (use_case_is_present(&from->use_cases[i]) && !use_case_of(to, from->use_cases[i].id))
			(void)change_add(changes, CHANGE_USE_CASE, from->use_cases[i].id, "present", "");
	for (size_t i = 0; from && i < from->inventory.count; i++)
		if (use_is_present(&from->inventory.items[i]) && !use_of(to, from->inventory.items[i].id))
			(void)change_add(changes, CHANGE_USE, from->inventory.items[i].id, "present", "");
}

/* Votes of one score that are not there any more. */
static void add_withdrawn(const struct document *from, const struct document *to, const struct use_case *old,
			  size_t criterion, struct change_list *changes)
{
	const struct use_case *new = use_case_of(to, old->id);
	const struct score *score = &old->scores[criterion];

	for (size_t v = 0; new &&v < score->vote_count; v++) {
		const struct vote *vote = &score->votes[v];
		const struct cast cast = { vote, (size_t)(old - from->use_cases), criterion, 0 };
		const char *participant = from->participants[vote->participant];

		if (!*vote->score || *vote_of(to, new, criterion, participant, vote->round))
			continue;
		add_cast(to, from, &cast, changes);
		changes->items[changes->count - 1].value[0] = '\0';
	}
}

void document_difference(const struct document *from, const struct document *to, struct change_list *changes)
{
	add_service(from, to, changes);
	for (size_t i = 0; i < to->content->grid_count; i++)
		add_answers(from, to, i, changes);
	add_ticks(from, to, changes);
	add_participants(from, to, changes);
	add_present(from, to, changes);
	add_sheets(from, to, changes);
	for (size_t i = 0; from && i < from->use_case_count; i++)
		for (size_t c = 0; c < to->content->criteria.count; c++)
			add_withdrawn(from, to, &from->use_cases[i], c, changes);
	add_votes(from, to, changes);
	add_left(from, to, changes);
	add_gone(from, to, changes);
	add_absent(to, changes);
}
