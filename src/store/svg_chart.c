#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/base/err.h"
#include "cadran/store/svg.h"

/* What a chart is called: the matrix so, a radar by its id; NULL for a block that is no chart of its own. */
static const char *name_of(const struct book_block *block)
{
	if (block->kind == BOOK_SCATTER)
		return "matrix";
	return block->kind == BOOK_RADAR && !strncmp(block->radar->id, "radar-", 6) ? block->radar->id : NULL;
}

/* The block at place `at` in the whole book, or NULL. */
static const struct book_block *block_at(const struct book *book, size_t at)
{
	for (size_t s = 0; s < book->section_count; s++) {
		if (at < book->sections[s].block_count)
			return &book->sections[s].blocks[at];
		at -= book->sections[s].block_count;
	}
	return NULL;
}

static bool refuse(const struct book *book, const char *name, struct err *err)
{
	const struct book_block *block;
	struct buf names;

	buf_init(&names);
	for (size_t at = 0; (block = block_at(book, at)); at++)
		if (name_of(block))
			buf_add_format(&names, "%s%s", names.length ? ", " : "", name_of(block));
	if (names.length)
		(void)err_set(err, ERR_USAGE, N_("there is no chart «%s»; expected one of: %s"), name, names.data);
	else
		(void)err_set(err, ERR_USAGE, N_("there is no chart «%s», nor any other"), name);
	buf_release(&names);
	return false;
}

bool svg_chart(const struct book *book, const char *name, struct buf *out, struct err *err)
{
	const struct book_block *block;

	for (size_t at = 0; (block = block_at(book, at)); at++) {
		if (!name_of(block) || strcmp(name_of(block), name) != 0)
			continue;
		if (block->kind == BOOK_RADAR)
			svg_radar(block->radar, book, &svg_alone, out);
		else
			svg_scatter(block->scatter, book, &svg_alone, out);
		return true;
	}
	return refuse(book, name, err);
}
