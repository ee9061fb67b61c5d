/*
 * Errors as values, lists of faults, and the languages messages come in.
 * Without a catalogue messages are in English.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/die.h"
#include "cadran/base/err.h"
#include "cadran/base/message.h"
#include "cadran/base/utf8.h"

Test(err, holds_a_kind_and_a_sentence_and_says_false)
{
	struct err err = { 0 };

	cr_expect(!err_set(&err, ERR_VALUE, "weight %g is negative", -1.5));
	cr_expect(err.kind == ERR_VALUE);
	cr_expect_str_eq(err.text, "weight -1.5 is negative");
}

Test(err, the_system_has_its_word)
{
	struct err err = { 0 };
	char expected[200];

	snprintf(expected, sizeof(expected), "cannot open x: %s", strerror(ENOENT));
	cr_expect(!err_set_errno(&err, ENOENT, "cannot open %s", "x"));
	cr_expect(err.kind == ERR_SYSTEM);
	cr_expect_str_eq(err.text, expected);
}

Test(err, a_sentence_too_long_is_cut_between_two_characters)
{
	static const char unit[] = "é";
	char text[4001] = "", shifted[4002] = "a";
	struct err err = { 0 };

	for (size_t i = 0; i < 4000; i++)
		text[i] = unit[i % 2];
	memcpy(shifted + 1, text, sizeof(text));
	err_set(&err, ERR_VALUE, "%s", text);
	cr_expect(utf8_valid(err.text, strlen(err.text)) && strlen(err.text) > 900, "set");
	err_set(&err, ERR_VALUE, "%s", shifted);
	cr_expect(utf8_valid(err.text, strlen(err.text)) && strlen(err.text) > 900, "set, one byte on");
	err_set_errno(&err, EACCES, "%s", text);
	cr_expect(utf8_valid(err.text, strlen(err.text)), "errno");
}

Test(err, a_percent_sign_in_what_is_quoted_is_only_text)
{
	struct err err = { 0 };

	err_set(&err, ERR_VALUE, "%s", "100 %s %n");
	cr_expect_str_eq(err.text, "100 %s %n");
}

static void expect_fault(const struct fault *fault, const char *place, const char *text, bool notice)
{
	cr_expect_str_eq(fault->place, place);
	cr_expect_str_eq(fault->text, text);
	cr_expect(fault->notice == notice, "%s", text);
}

Test(fault_list, keeps_every_fault_in_the_order_found_and_notices_are_not_counted)
{
	struct fault_list list = { 0 };
	struct err err = { 0 };

	fault_add(&list, "a.ini:3", "weight %d", 1);
	fault_notice(&list, "a.ini:4", "just %s", "so");
	err_set(&err, ERR_FORMAT, "100 %% wrong");
	fault_add_err(&list, "a.ini:5", &err);
	cr_assert(list.count == 3);
	cr_expect(list.faults == 2);
	expect_fault(&list.items[0], "a.ini:3", "weight 1", false);
	expect_fault(&list.items[1], "a.ini:4", "just so", true);
	expect_fault(&list.items[2], "a.ini:5", "100 % wrong", false);
	fault_list_release(&list);
}

Test(fault_list, takes_thousands)
{
	struct fault_list list = { 0 };

	for (int i = 0; i < 5000; i++)
		fault_add(&list, "x", "%d", i);
	cr_assert(list.count == 5000 && list.faults == 5000);
	cr_expect_str_eq(list.items[4999].text, "4999");
	fault_list_release(&list);
}

static const struct {
	const char *name;
	bool known;
	enum language language;
} languages[] = {
	{ "fr", true, LANGUAGE_FR },           { "en", true, LANGUAGE_EN },
	{ "fr_CA.UTF-8", true, LANGUAGE_FR },  { "en_GB", true, LANGUAGE_EN },
	{ "fr_FR@euro", true, LANGUAGE_FR },   { "de", false, LANGUAGE_EN },
	{ "de_DE.UTF-8", false, LANGUAGE_EN }, { "", false, LANGUAGE_EN },
	{ "C", false, LANGUAGE_EN },           { "french", false, LANGUAGE_EN },
	{ "f", false, LANGUAGE_EN },
};

Test(message, a_language_is_told_by_its_code_or_by_a_locale)
{
	for (size_t i = 0; i < sizeof(languages) / sizeof(*languages); i++) {
		enum language language = LANGUAGE_COUNT;
		bool known = language_parse(languages[i].name, &language);

		cr_expect(known == languages[i].known, "«%s»", languages[i].name);
		cr_expect(!known || language == languages[i].language, "«%s»", languages[i].name);
	}
	cr_expect_str_eq(language_code(LANGUAGE_FR), "fr");
	cr_expect_str_eq(language_code(LANGUAGE_EN), "en");
}

Test(message, without_a_catalogue_is_in_english)
{
	message_init(LANGUAGE_FR, "/nonexistent");
	cr_expect(message_language() == LANGUAGE_FR);
	cr_expect_str_eq(message("no such message"), "no such message");
	cr_expect_str_eq(message_plural("one", "many", 1), "one");
	cr_expect_str_eq(message_plural("one", "many", 2), "many");
}

static void put_back(void)
{
	fputs("restored\n", stdout);
	fflush(stdout);
}

Test(die, puts_the_terminal_back_and_ends_with_one, .exit_code = 1)
{
	die_set_restore(put_back);
	die("nothing left to do");
}
