/*
 * The law as it is shipped in ai-act.ini: each article that a question, a
 * class or a duty names stands in the texts of the calendar, in both languages.
 *
 * An article is a number after «art.», of the AI Act where no other law is
 * named with it, or «L. 2312-8». «art. 6 à 27» names all between.
 */
#include <criterion/criterion.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"
#include "fixture.h"

#define NO_BREAK "\u00a0"

enum { ARTICLES_MOST = 500, ASK_MOST = 130 };

/* Laws that articles are of: what stands before «art.» and at the end of the key «article». */
static const struct law {
	const char *before[2], *end; /* by language */
} laws[] = {
	{ { "", "" }, "" }, /* the AI Act: where no other is named */
	{ { "RGPD ", "GDPR " }, ", 2016/679" },
	{ { "2017/745 ", "2017/745 " }, ", 2017/745" },
	{ { "2017/745, ", "2017/745, " }, ", 2017/745" },
};

struct article {
	int law, first, last;
	char code[24]; /* «L. 2312-8» */
};

struct articles {
	struct article items[ARTICLES_MOST];
	size_t count;
};

static struct content *content;

static void begin(void)
{
	content = fixture_shipped();
}

static void end(void)
{
	content_free(content);
}

TestSuite(law, .init = begin, .fini = end);

static bool ends_with(const char *text, const char *at, const char *words)
{
	const size_t length = strlen(words);

	return (size_t)(at - text) >= length && !strncmp(at - length, words, length);
}

static struct article *add(struct articles *list, int law)
{
	cr_assert(list->count < ARTICLES_MOST);
	list->items[list->count] = (struct article){ .law = law };
	return &list->items[list->count++];
}

/* Past «(1)(f)». */
static const char *after_parts(const char *at)
{
	while (*at == '(' && strchr(at, ')'))
		at = strchr(at, ')') + 1;
	return at;
}

/* The length of what joins two numbers: 0 where nothing does; *range where all between are meant. */
static size_t joined(const char *at, bool *range)
{
	static const char *const words[] = { " à ", " to ", ", ", " et ", " and " };

	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		const size_t length = strlen(words[i]);

		if (strncmp(at, words[i], length) || !isdigit((unsigned char)at[length]))
			continue;
		*range = i < 2;
		return length;
	}
	return 0;
}

/* «6 à 27», «5(1), 50(2)», «22, 2016/679». */
static void take_numbers(struct articles *list, int law, const char *at)
{
	struct article *article = NULL;
	bool range = false;

	for (size_t length = 0; isdigit((unsigned char)*at); at += length) {
		char *rest;
		const int number = (int)strtol(at, &rest, 10);

		if (*rest == '/')
			return;
		if (!range)
			(article = add(list, law))->first = number;
		article->last = number;
		at = after_parts(rest);
		length = joined(at, &range);
		if (!length)
			return;
	}
}

static int law_before(const char *text, const char *at, enum language language)
{
	for (int law = ARRAY_SIZE(laws) - 1; law > 0; law--)
		if (ends_with(text, at, laws[law].before[language]))
			return law;
	return 0;
}

static void take_codes(struct articles *list, const char *text)
{
	for (const char *at = text; (at = strpbrk(at, "LR")); at++)
		if (!strncmp(at + 1, ". ", 2) && isdigit((unsigned char)at[3]))
			(void)snprintf(add(list, 0)->code, sizeof(list->items->code), "%.*s",
				       (int)(3 + strspn(at + 3, "0123456789-")), at);
}

static void take_text(struct articles *list, const struct text *text, enum language language)
{
	const char *words = text_in(text, language), *sign = language == LANGUAGE_FR ? "art." NO_BREAK : "Art. ";

	for (const char *at = words; (at = strstr(at, sign)); at++)
		take_numbers(list, law_before(words, at, language), at + strlen(sign));
	take_codes(list, words);
}

/* «35, 2016/679», «L. 1111-8, code de la santé publique». */
static void take_key(struct articles *list, const char *article)
{
	const size_t length = article ? strlen(article) : 0;

	if (!length)
		return;
	take_codes(list, article);
	for (int law = ARRAY_SIZE(laws) - 1; law >= 0; law--)
		if (ends_with(article, article + length, laws[law].end)) {
			take_numbers(list, law, article);
			return;
		}
}

static void take_calendar(struct articles *list, enum language language)
{
	for (size_t i = 0; i < content->tree.date_count; i++)
		take_text(list, &content->tree.dates[i].text, language);
}

static void take_asks(struct articles *list, enum language language)
{
	for (size_t i = 0; i < content->tree.ask_count; i++) {
		const struct ask *ask = &content->tree.asks[i];

		take_key(list, ask->article);
		take_text(list, &ask->text, language);
		take_text(list, &ask->note, language);
		for (int answer = 0; answer < 2; answer++)
			take_text(list, &ask->answer[answer].note, language);
	}
}

static void take_classes_and_duties(struct articles *list, enum language language)
{
	for (int class = 0; class < AI_ACT_COUNT; class ++) {
		take_key(list, content->tree.classes[class].article);
		take_text(list, &content->tree.classes[class].text, language);
		take_text(list, &content->tree.classes[class].obligations, language);
	}
	for (size_t i = 0; i < content->tree.duty_count; i++) {
		take_key(list, content->tree.duties[i].article);
		take_text(list, &content->tree.duties[i].text, language);
	}
	take_text(list, &content->tree.text, language);
}

static bool names(const struct articles *calendar, const struct article *article)
{
	for (size_t i = 0; i < calendar->count; i++) {
		const struct article *item = &calendar->items[i];

		if (*article->code ? !strcmp(item->code, article->code)
				   : !*item->code && !strcmp(laws[item->law].end, laws[article->law].end) &&
					     item->first <= article->first && article->last <= item->last)
			return true;
	}
	return false;
}

Test(law, every_article_that_is_named_stands_in_the_texts_of_the_calendar)
{
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct articles *calendar = xcalloc(1, sizeof(*calendar)), *named = xcalloc(1, sizeof(*named));

		take_calendar(calendar, (enum language)language);
		take_asks(named, (enum language)language);
		take_classes_and_duties(named, (enum language)language);
		cr_expect(named->count > 60 && calendar->count > 20, "%zu, %zu", named->count, calendar->count);
		for (size_t i = 0; i < named->count; i++)
			cr_expect(names(calendar, &named->items[i]), "%s: no art. %d%s %s in the calendar",
				  language_code((enum language)language), named->items[i].first,
				  laws[named->items[i].law].end, named->items[i].code);
		free(calendar);
		free(named);
	}
}

Test(law, a_law_that_is_no_number_stands_in_the_calendar_too)
{
	bool named = false;

	for (size_t i = 0; i < content->tree.duty_count; i++)
		if (!strcmp(content->tree.duties[i].article, "CGFP"))
			for (size_t d = 0; d < content->tree.date_count; d++)
				named |= strstr(text_in(&content->tree.dates[d].text, LANGUAGE_FR), "CGFP") != NULL;
	cr_expect(named);
}

Test(law, what_is_uncertain_is_marked_to_be_confirmed)
{
	static const char *const uncertain[] = { "art." NO_BREAK "3)", "art." NO_BREAK "49)", "art." NO_BREAK "70)",
						 "R. 2312-6", "CGFP" };

	for (size_t i = 0; i < ARRAY_SIZE(uncertain); i++) {
		bool marked = false;

		for (size_t d = 0; d < content->tree.date_count; d++) {
			const char *text = text_in(&content->tree.dates[d].text, LANGUAGE_FR),
				   *at = strstr(text, uncertain[i]);

			marked |= at && strstr(at, "à confirmer");
		}
		cr_expect(marked, "%s", uncertain[i]);
	}
}

Test(law, no_question_is_too_long_to_be_read_aloud)
{
	for (size_t i = 0; i < content->tree.ask_count; i++)
		for (int language = 0; language < LANGUAGE_COUNT; language++)
			cr_expect(utf8_width(text_in(&content->tree.asks[i].text, (enum language)language)) <= ASK_MOST,
				  "%s: %s", content->tree.asks[i].id,
				  text_in(&content->tree.asks[i].text, (enum language)language));
}
