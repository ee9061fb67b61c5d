#include "cadran/tui/import_words.h"

#include <assert.h>
#include <string.h>

#include "cadran/base/utf8.h"
#include "cadran/tui/wording.h"

/* A use case that is added is one line: how many changes make it, and of which kind they are. */
static size_t added_length(const struct change_list *changes, size_t at)
{
	const struct change *first = &changes->items[at];
	size_t length = 1;

	if (first->kind != CHANGE_USE_CASE || strcmp(first->field, "present") != 0 || !*first->value)
		return 1;
	while (at + length < changes->count && changes->items[at + length].kind == CHANGE_USE_CASE &&
	       !strcmp(changes->items[at + length].key, first->key))
		length++;
	return length;
}

static void add_line(struct buf *out, const struct scene *scene, const struct change *change, size_t length)
{
	word_change(out, scene, change);
	if (length > 1)
		buf_add_format(out, message_plural(", with %zu value", ", with %zu values", length - 1), length - 1);
	buf_add_char(out, '\n');
}

/* A value of a use case that is added; its name stands above. Returns whether that is a line. */
static bool add_value(struct buf *out, const struct scene *scene, const struct change *change, bool shown)
{
	enum use_case_field field;
	struct buf value;

	if (!use_case_field_parse(change->field, &field) || field == USE_CASE_NAME || !*change->value)
		return false;
	if (!shown)
		return true;
	buf_add_format(out, "    %s%s", word_use_case_field(field), _(": "));
	buf_init(&value);
	word_use_case_value(&value, scene, field, change->value);
	text_safe(out, value.data, value.length);
	buf_release(&value);
	buf_add_char(out, '\n');
	return true;
}

static void add_counts(struct buf *out, size_t added, size_t changed)
{
	if (!added && !changed) {
		buf_add_format(out, "%s\n", _("No change: the dossier says all of it already."));
		return;
	}
	if (added)
		buf_add_format(out, message_plural("%zu use case added", "%zu use cases added", added), added);
	if (added && changed)
		buf_add_text(out, ", ");
	if (changed)
		buf_add_format(out, message_plural("%zu value changed", "%zu values changed", changed), changed);
	buf_add_char(out, '\n');
}

static void add_lines(struct buf *out, const struct scene *scene, const struct change_list *changes, size_t most,
		      const char *how)
{
	size_t lines = 0, added = 0, changed = 0;

	for (size_t at = 0; at < changes->count;) {
		const struct change *change = &changes->items[at];
		const size_t length = added_length(changes, at);
		const bool adds = change->kind == CHANGE_USE_CASE && !strcmp(change->field, "present");

		added += adds;
		changed += !adds;
		if (lines++ < most)
			add_line(out, scene, change, length);
		for (size_t i = 1; i < length; i++)
			lines += add_value(out, scene, change + i, lines < most);
		at += length;
	}
	if (lines > most)
		buf_add_format(
			out, message_plural("… and %zu more line (%s)\n", "… and %zu more lines (%s)\n", lines - most),
			lines - most, how);
	add_counts(out, added, changed);
}

void import_word_changes(struct buf *out, struct import *import, enum language language, size_t most, const char *how)
{
	const struct evaluation evaluation = { .document = import->document };
	const struct scene scene = { .evaluation = &evaluation, .language = language };
	struct change_list *changes = &import->changes;
	struct err err;
	size_t done = 0;

	/* Names and what was there before are known while the changes stand. */
	while (done < changes->count && document_apply(import->document, &changes->items[done], &err))
		done++;
	assert(done == changes->count);
	add_lines(out, &scene, changes, most, how);
	while (done)
		document_revert(import->document, &changes->items[--done]);
	document_forget_made(import->document, import->use_case_count);
}

/* What who imports may not have meant. */
static void add_warnings(struct buf *out, const struct import_summary *file, bool trial)
{
	if (file->emptied && trial)
		buf_add_format(out,
			       message_plural("%s: %zu value would be emptied, for its cell is empty\n",
					      "%s: %zu values would be emptied, for their cells are empty\n",
					      file->emptied),
			       file->name, file->emptied);
	else if (file->emptied)
		buf_add_format(out,
			       message_plural("%s: %zu value was emptied, for its cell is empty\n",
					      "%s: %zu values were emptied, for their cells are empty\n",
					      file->emptied),
			       file->name, file->emptied);
	if (file->named_still)
		buf_add_format(out,
			       message_plural("%s: %zu use case keeps its name, for its cell is empty\n",
					      "%s: %zu use cases keep their names, for their cells are empty\n",
					      file->named_still),
			       file->name, file->named_still);
	if (file->nameless)
		buf_add_format(out,
			       message_plural("%s: %zu new use case has no name: %s\n",
					      "%s: %zu new use cases have no name: %s\n", file->nameless),
			       file->name, file->nameless, file->nameless_ids);
}

void import_word_summary(struct buf *out, const struct import_summary *file, bool trial)
{
	static const char *const kinds[IMPORT_KIND_COUNT] = {
		[IMPORT_ANSWERS] = N_("answers"),
		[IMPORT_USE_CASES] = N_("use cases"),
		[IMPORT_VOTES] = N_("votes"),
	};

	buf_add_format(out,
		       message_plural("%s: %s, %zu row: %zu added, %zu changed, %zu as they were",
				      "%s: %s, %zu rows: %zu added, %zu changed, %zu as they were", file->row_count),
		       file->name, _(kinds[file->kind]), file->row_count, file->added, file->changed, file->same);
	buf_add_char(out, '\n');
	add_warnings(out, file, trial);
	if (file->ignored && *file->ignored) {
		buf_add_format(out, _("%s: columns left aside: %s"), file->name, file->ignored);
		buf_add_char(out, '\n');
	}
	if (file->left_out) {
		buf_add_format(out,
			       message_plural("%s: %zu row with a fault was left out: row %s",
					      "%s: %zu rows with a fault were left out: rows %s", file->left_out),
			       file->name, file->left_out, file->left_out_rows);
		buf_add_char(out, '\n');
	}
}
