#include "bound.h"

#include <criterion/criterion.h>
#include <string.h>

#include "cadran/base/map.h"
#include "cadran/core/change.h"

void bound_set(struct document *document, const char *key, const char *value)
{
	struct change_list list = { 0 };
	struct err err = { 0 };

	cr_assert(change_parse_key(document, key, value, &list, &err) &&
			  document_apply_all(document, &list, false, &err),
		  "%s: %s", key, err.text);
	change_list_release(&list);
}

const struct book_block *bound_next(const struct book *book, size_t *at)
{
	size_t left = (*at)++;

	for (size_t s = 0; s < book->section_count; s++) {
		if (left < book->sections[s].block_count)
			return &book->sections[s].blocks[left];
		left -= book->sections[s].block_count;
	}
	return NULL;
}

const struct book_table *bound_table(const struct book *book, const char *id)
{
	const struct book_block *block;

	for (size_t at = 0; (block = bound_next(book, &at));)
		if (block->kind == BOOK_TABLE && !strcmp(block->table->id, id))
			return block->table;
	return NULL;
}

const struct book_fold *bound_fold(const struct book *book, const char *id)
{
	const struct book_block *block;

	for (size_t at = 0; (block = bound_next(book, &at));)
		if (block->kind == BOOK_FOLD && !strcmp(block->fold->id, id))
			return block->fold;
	return NULL;
}

static const char *block_id(const struct book_block *block)
{
	switch (block->kind) {
	case BOOK_TABLE:
		return block->table->id;
	case BOOK_RADAR:
		return block->radar->id;
	case BOOK_SCATTER:
		return block->scatter->id;
	case BOOK_FOLD:
		return block->fold->id;
	default:
		return NULL;
	}
}

static void expect_new_id(struct map *ids, const char *id)
{
	size_t before;

	cr_expect(*id && id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0', "«%s»", id);
	cr_expect(!map_get(ids, id, &before), "«%s» twice", id);
	map_set(ids, id, 1);
}

void bound_expect_ids(const struct book *book)
{
	const struct book_block *block;
	struct map ids = { 0 };

	for (size_t s = 0; s < book->section_count; s++)
		expect_new_id(&ids, book->sections[s].id);
	for (size_t at = 0; (block = bound_next(book, &at));)
		if (block_id(block))
			expect_new_id(&ids, block_id(block));
	map_release(&ids);
}
