/*
 * Words that somebody typed: how far they are from those that exist.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "cadran/base/words.h"

Test(words, a_slip_counts_once_whatever_it_is)
{
	cr_expect_eq(word_distance("matrix", "matrix"), 0);
	cr_expect_eq(word_distance("matrix", "matirx"), 1);
	cr_expect_eq(word_distance("matrix", "matrx"), 1);
	cr_expect_eq(word_distance("matrix", "mattrix"), 1);
	cr_expect_eq(word_distance("matrix", "natrix"), 1);
	cr_expect_eq(word_distance("", "abc"), 3);
	cr_expect_eq(word_distance("abc", ""), 3);
	cr_expect_eq(word_distance("kitten", "sitting"), 3);
}

Test(words, the_distance_is_the_same_from_either_side)
{
	static const char *const some[] = { "undo", "redo", "roadmap", "map", "", "oundd", "service", "services" };

	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++)
		for (size_t j = 0; j < sizeof(some) / sizeof(some[0]); j++)
			cr_expect_eq(word_distance(some[i], some[j]), word_distance(some[j], some[i]), "«%s» «%s»", some[i],
				     some[j]);
}

Test(words, a_word_that_is_too_long_is_far_from_all)
{
	char text[80];

	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	cr_expect_eq(word_distance(text, "a"), 1000);
	text[63] = '\0';
	cr_expect_eq(word_distance(text, text), 0);
}

Test(words, one_letter_means_nothing_and_a_short_word_has_one_slip)
{
	size_t distance;

	cr_expect_not(word_is_near("x", "y", &distance));
	cr_expect(word_is_near("unod", "undo", &distance));
	cr_expect_not(word_is_near("unxx", "undo", &distance));
	cr_expect(word_is_near("evidentse", "evidence", &distance));
	cr_expect_not(word_is_near("nothing", "matrix", &distance));
}
