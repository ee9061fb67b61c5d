/*
 * The containers everything stands on. Under the address sanitizer these also
 * prove that nothing is read or written beside what was taken.
 */
#include <criterion/criterion.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/arena.h"
#include "cadran/base/buf.h"
#include "cadran/base/map.h"

static void expect_sane(const struct buf *buf)
{
	cr_assert(buf->data && buf->data[buf->length] == '\0');
}

Test(buf, is_a_text_from_the_start)
{
	struct buf buf;

	buf_init(&buf);
	expect_sane(&buf);
	cr_expect_str_eq(buf.data, "");
	buf_release(&buf);
}

Test(buf, what_is_added_stands_one_after_the_other)
{
	struct buf buf;

	buf_init(&buf);
	buf_add(&buf, "abcdef", 3);
	buf_add_text(&buf, "-été");
	buf_add_char(&buf, '!');
	buf_add_format(&buf, " %d %s", 42, "fois");
	buf_add_repeated(&buf, "─", 3);
	buf_add_repeated(&buf, "x", 0);
	buf_add(&buf, "", 0);
	cr_expect_str_eq(buf.data, "abc-été! 42 fois───");
	expect_sane(&buf);
	buf_release(&buf);
}

Test(buf, a_nul_that_is_added_is_kept_and_counted)
{
	struct buf buf;

	buf_init(&buf);
	buf_add(&buf, "a\0b", 3);
	cr_expect(buf.length == 3 && !memcmp(buf.data, "a\0b", 4));
	buf_release(&buf);
}

Test(buf, is_cut_and_cleared_and_goes_on)
{
	struct buf buf;

	buf_init(&buf);
	buf_add_text(&buf, "abcdef");
	buf_truncate(&buf, 6);
	cr_expect_str_eq(buf.data, "abcdef");
	buf_truncate(&buf, 2);
	buf_add_text(&buf, "z");
	cr_expect_str_eq(buf.data, "abz");
	buf_clear(&buf);
	expect_sane(&buf);
	cr_expect(buf.length == 0);
	buf_add_text(&buf, "again");
	cr_expect_str_eq(buf.data, "again");
	buf_release(&buf);
}

Test(buf, gives_its_text_away_and_is_empty_again)
{
	struct buf buf;

	buf_init(&buf);
	buf_add_text(&buf, "mine");
	char *text = buf_detach(&buf);
	expect_sane(&buf);
	cr_expect(buf.length == 0);
	buf_add_text(&buf, "other");
	cr_expect_str_eq(text, "mine");
	free(text);
	buf_release(&buf);
	buf_init(&buf);
	text = buf_detach(&buf);
	cr_expect_str_eq(text, "", "an empty one gives an empty text");
	free(text);
	buf_release(&buf);
}

Test(buf, grows_with_what_is_added)
{
	struct buf buf;

	buf_init(&buf);
	for (int i = 0; i < 100000; i++)
		buf_add_format(&buf, "%d,", i % 10);
	cr_expect(buf.length == 200000);
	cr_expect(!memcmp(buf.data + 199990, "5,6,7,8,9,", 11));
	buf_clear(&buf);
	buf_add_format(&buf, "%0*d", 70000, 1);
	cr_expect(buf.length == 70000 && buf.data[69999] == '1', "one long format");
	buf_release(&buf);
}

Test(map, an_empty_one_has_nothing)
{
	struct map map = { 0 };
	size_t value;

	cr_expect(!map_get(&map, "a", &value));
	map_release(&map);
}

Test(map, finds_what_was_set_and_the_last_value_counts)
{
	struct map map = { 0 };
	size_t value = 9;

	map_set(&map, "a", 1);
	map_set(&map, "", 2);
	map_set(&map, "é", 3);
	map_set(&map, "a", 4);
	cr_expect(map_get(&map, "a", &value) && value == 4);
	cr_expect(map_get(&map, "", &value) && value == 2, "an empty key is a key");
	cr_expect(map_get(&map, "é", &value) && value == 3);
	cr_expect(!map_get(&map, "b", &value));
	cr_expect(map.count == 3, "%zu keys", map.count);
	map_release(&map);
}

enum { KEYS = 50000 };

Test(map, keeps_many_keys_apart)
{
	char(*keys)[16] = calloc(KEYS, sizeof(*keys));
	struct map map = { 0 };

	for (size_t i = 0; i < KEYS; i++) {
		snprintf(keys[i], sizeof(keys[i]), "UC%05zu", i);
		map_set(&map, keys[i], i);
	}
	for (size_t i = 0; i < KEYS; i++) {
		char other[16];
		size_t value = KEYS;

		memcpy(other, keys[i], sizeof(other));
		cr_assert(map_get(&map, other, &value) && value == i, "%s is %zu", keys[i], value);
	}
	cr_expect(map.count == KEYS);
	map_release(&map);
	free(keys);
}

Test(arena, gives_zeroed_memory_for_any_type)
{
	struct arena arena = { 0 };

	for (size_t size = 1; size < 3000; size += 7) {
		unsigned char *piece = arena_take(&arena, 1, size);

		cr_assert((uintptr_t)piece % alignof(max_align_t) == 0, "%zu bytes", size);
		for (size_t i = 0; i < size; i++)
			cr_assert(piece[i] == 0, "byte %zu of %zu", i, size);
		memset(piece, 0xAA, size);
	}
	arena_release(&arena);
}

Test(arena, pieces_never_move_nor_overlap)
{
	struct arena arena = { 0 };
	size_t *pieces[2000];

	for (size_t i = 0; i < 2000; i++) {
		pieces[i] = arena_take(&arena, i % 50 + 1, sizeof(size_t));
		for (size_t j = 0; j <= i % 50; j++)
			pieces[i][j] = i;
	}
	for (size_t i = 0; i < 2000; i++)
		for (size_t j = 0; j <= i % 50; j++)
			cr_assert(pieces[i][j] == i, "piece %zu", i);
	arena_release(&arena);
}

Test(arena, takes_one_piece_larger_than_any_block)
{
	struct arena arena = { 0 };
	char *before = arena_strdup(&arena, "before");
	char *large = arena_take(&arena, 5000, 1000);
	char *after = arena_strdup(&arena, "after");

	memset(large, 'x', 5000000);
	cr_expect_str_eq(before, "before");
	cr_expect_str_eq(after, "after");
	arena_release(&arena);
}

Test(arena, copies_texts_whole_or_in_part)
{
	struct arena arena = { 0 };

	cr_expect_str_eq(arena_strdup(&arena, "été"), "été");
	cr_expect_str_eq(arena_strdup(&arena, ""), "");
	cr_expect_str_eq(arena_strndup(&arena, "abcdef", 3), "abc");
	cr_expect_str_eq(arena_strndup(&arena, "abcdef", 0), "");
	arena_release(&arena);
}

Test(arena, is_empty_and_ready_after_its_release)
{
	struct arena arena = { 0 };

	arena_release(&arena);
	arena_strdup(&arena, "once");
	arena_release(&arena);
	cr_expect_str_eq(arena_strdup(&arena, "again"), "again");
	arena_release(&arena);
}

Test(alloc, copies_of_nothing_are_nothing_and_new_memory_is_zero)
{
	int *numbers = xcalloc(100, sizeof(int));

	for (int i = 0; i < 100; i++)
		cr_assert(numbers[i] == 0);
	free(numbers);
	cr_expect(xstrdup(NULL) == NULL);
	char *copy = xstrndup("abcdef", 3);
	cr_expect_str_eq(copy, "abc");
	free(copy);
}

Test(alloc, texts_that_are_empty_share_one_byte_and_the_others_are_copies)
{
	char *none = text_copy(""), *taken = text_take(xstrdup("")), *some = text_copy("abc"), *kept = xstrdup("def");

	cr_expect(none == taken);
	cr_expect_str_eq(none, "");
	cr_expect_str_eq(some, "abc");
	cr_expect(text_take(kept) == kept);
	text_free(none);
	text_free(taken);
	text_free(some);
	text_free(kept);
	text_free(NULL);
}

Test(alloc, an_array_grows_one_by_one)
{
	int *items = NULL;
	size_t count = 0, capacity = 0;

	for (int i = 0; i < 1000; i++) {
		ARRAY_GROW(items, count, capacity);
		items[count++] = i;
	}
	for (int i = 0; i < 1000; i++)
		cr_assert(items[i] == i);
	free(items);
}

Test(alloc, a_product_that_does_not_fit_ends_the_program, .exit_code = 1)
{
	xreallocarray(NULL, SIZE_MAX / 2, 4);
}
