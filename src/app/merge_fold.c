/*
 * Which value stands: the one with the latest mark; and what is a conflict.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "merge_parts.h"

static struct value *value_for(struct fold *fold, const struct atom *atom)
{
	struct value *value;
	size_t index;

	if (map_get(&fold->by_name, atom->name, &index))
		return &fold->values[index];
	ARRAY_GROW(fold->values, fold->count, fold->capacity);
	value = &fold->values[fold->count];
	*value = (struct value){ .atom = atom,
				 .own = xcalloc(fold->source_count, sizeof(*value->own)),
				 .losers = xcalloc(fold->source_count + 1, sizeof(*value->losers)) };
	map_set(&fold->by_name, atom->name, fold->count++);
	return value;
}

static void gather(struct fold *fold)
{
	for (size_t s = 0; s < fold->source_count; s++) {
		const struct ledger *ledger = &fold->sources[s].ledger;

		for (size_t i = 0; i < ledger->count; i++)
			if (atom_head(&ledger->atoms[i]))
				value_for(fold, &ledger->atoms[i])->own[s] = &ledger->atoms[i];
	}
}

const char *fold_path(const struct fold *fold, const struct value *value, const struct write *write)
{
	for (size_t s = 0; s < fold->source_count; s++)
		if (value->own[s] && !mark_compare(atom_head(value->own[s]), write))
			return fold->sources[s].path;
	return fold->sources[0].path;
}

static struct merge_value side(const char *path, const struct write *write)
{
	return (struct merge_value){ path, xstrdup(write->value), xstrdup(write->author), xstrdup(write->time) };
}

static void add_conflict(const struct value *value, const struct write *kept, const char *kept_path,
			 const struct write *other, const char *other_path, struct merge_report *report)
{
	ARRAY_GROW(report->conflicts, report->conflict_count, report->conflict_capacity);
	report->conflicts[report->conflict_count++] = (struct merge_conflict){
		value->atom->kind,     xstrdup(value->atom->key), xstrdup(value->atom->field),
		side(kept_path, kept), side(other_path, other),   false,
	};
}

/* Whether a source that has what stands, or another, knew of `write` and has something else since. */
static bool is_past(const struct fold *fold, const struct value *value, const struct write *write)
{
	for (size_t s = 0; s < fold->source_count; s++)
		if (value->own[s] && mark_compare(atom_head(value->own[s]), write) != 0 &&
		    atom_knows(value->own[s], write))
			return true;
	return false;
}

static int by_mark(const void *left, const void *right)
{
	return mark_compare(*(const struct write *const *)left, *(const struct write *const *)right);
}

static bool is_among(const struct write *const *writes, size_t count, const struct write *write)
{
	for (size_t i = 0; i < count; i++)
		if (!mark_compare(writes[i], write))
			return true;
	return false;
}

static void choose(const struct fold *fold, struct value *value, struct merge_report *report)
{
	for (size_t s = 0; s < fold->source_count; s++) {
		const struct write *head = value->own[s] ? atom_head(value->own[s]) : NULL;

		if (head && (!value->head || mark_compare(head, value->head) > 0))
			value->head = head;
	}
	for (size_t s = 0; s < fold->source_count; s++) {
		const struct write *head = value->own[s] ? atom_head(value->own[s]) : NULL;

		if (!head || !strcmp(head->value, value->head->value) || is_past(fold, value, head) ||
		    is_among(value->losers, value->loser_count, head))
			continue;
		value->losers[value->loser_count++] = head;
	}
	if (value->loser_count)
		qsort(value->losers, value->loser_count, sizeof(*value->losers), by_mark);
	for (size_t i = 0; i < value->loser_count; i++)
		add_conflict(value, value->head, fold_path(fold, value, value->head), value->losers[i],
			     fold_path(fold, value, value->losers[i]), report);
}

const struct value *fold_value(const struct fold *fold, enum change_kind kind, const char *key, const char *field)
{
	const struct value *value;
	struct buf name;
	size_t index;

	buf_init(&name);
	ledger_name(&name, kind, key, field);
	value = map_get(&fold->by_name, name.data, &index) ? &fold->values[index] : NULL;
	buf_release(&name);
	return value;
}

/* The value that says whether the thing is there to which `value` belongs; NULL for what is of the service. */
static struct value *presence_of(const struct fold *fold, const struct value *value)
{
	const char *entity = value->atom->entity;
	const char *id = entity ? strchr(entity, '\x1f') + 1 : NULL;
	struct buf name;
	size_t index;
	bool found;

	if (!id)
		return NULL;
	buf_init(&name);
	ledger_name(&name, value->atom->kind == CHANGE_USE ? CHANGE_USE : CHANGE_USE_CASE, id, "present");
	found = map_get(&fold->by_name, name.data, &index);
	buf_release(&name);
	return found ? &fold->values[index] : NULL;
}

/* Whether those who took it away had this value, or knew of it. */
static bool remover_knows(const struct fold *fold, const struct value *presence, const struct value *value)
{
	for (size_t s = 0; s < fold->source_count; s++)
		if (presence->own[s] && value->own[s] && !mark_compare(atom_head(presence->own[s]), presence->head) &&
		    atom_knows(value->own[s], value->head))
			return true;
	return false;
}

/* Of each thing that was taken away, by its place in values: the latest that others say of it. */
static const struct value **latest_edits(const struct fold *fold)
{
	const struct value **latest = xcalloc(fold->count, sizeof(struct value *));

	for (size_t i = 0; i < fold->count; i++) {
		const struct value *value = &fold->values[i], *presence = presence_of(fold, value);
		const struct value **edit = presence ? &latest[presence - fold->values] : NULL;

		if (!presence || presence == value || *presence->head->value || remover_knows(fold, presence, value))
			continue;
		if (!*edit || mark_compare(value->head, (*edit)->head) > 0)
			*edit = value;
	}
	return latest;
}

/* What was changed after it was taken away elsewhere is there again. */
static void keep_what_was_changed(struct fold *fold, struct merge_report *report)
{
	const struct value **latest = latest_edits(fold);

	for (size_t i = 0; i < fold->count; i++) {
		struct value *presence = &fold->values[i];
		const struct value *edit = latest[i];
		const struct write *removal = presence->head;
		struct write there;

		if (!edit)
			continue;
		there = *edit->head;
		there.value = (char *)"yes";
		if (time_compare(edit->head, removal) >= 0) {
			presence->made = xcalloc(1, sizeof(*presence->made));
			*presence->made = there;
			presence->losers[presence->loser_count++] = removal;
			presence->head = presence->made;
			add_conflict(presence, presence->made, fold_path(fold, edit, edit->head), removal,
				     fold_path(fold, presence, removal), report);
		} else {
			add_conflict(presence, removal, fold_path(fold, presence, removal), &there,
				     fold_path(fold, edit, edit->head), report);
		}
	}
	free(latest);
}

void fold_make(struct fold *fold, struct source *sources, size_t count, struct merge_report *report)
{
	*fold = (struct fold){ .sources = sources, .source_count = count };
	gather(fold);
	for (size_t i = 0; i < fold->count; i++)
		choose(fold, &fold->values[i], report);
	keep_what_was_changed(fold, report);
}

void fold_release(struct fold *fold)
{
	for (size_t i = 0; i < fold->count; i++) {
		free(fold->values[i].own);
		free(fold->values[i].losers);
		free(fold->values[i].made);
	}
	free(fold->values);
	map_release(&fold->by_name);
	*fold = (struct fold){ 0 };
}
