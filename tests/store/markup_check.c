#include "markup_check.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/utf8.h"

enum { DEPTH_MAX = 100, NAME_MAX_LENGTH = 32 };

struct check {
	const char *at;
	char open[DEPTH_MAX][NAME_MAX_LENGTH];
	int depth;
};

static const char *read_entity(struct check *check)
{
	static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&#39;" };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strncmp(check->at, known[i], strlen(known[i])) != 0)
			continue;
		check->at += strlen(known[i]);
		return NULL;
	}
	return "an ampersand that begins no entity";
}

static const char *read_name(struct check *check, char name[NAME_MAX_LENGTH])
{
	const size_t length = strcspn(check->at, " \n/>=");

	if (!length || length >= NAME_MAX_LENGTH)
		return "no name where one is expected";
	memcpy(name, check->at, length);
	name[length] = '\0';
	check->at += length;
	return NULL;
}

static const char *read_attribute(struct check *check)
{
	char name[NAME_MAX_LENGTH];

	if (read_name(check, name))
		return "no attribute where one is expected";
	if (strncmp(check->at, "=\"", 2) != 0)
		return "an attribute without quotes";
	for (check->at += 2; *check->at != '"';) {
		if (!*check->at || *check->at == '<')
			return "an attribute that does not end";
		if (*check->at != '&')
			check->at++;
		else if (read_entity(check))
			return "an unknown entity in an attribute";
	}
	check->at++;
	return NULL;
}

static const char *read_close(struct check *check)
{
	char name[NAME_MAX_LENGTH];

	check->at += 2;
	if (read_name(check, name))
		return "a closing tag without a name";
	if (!check->depth || strcmp(check->open[--check->depth], name) != 0)
		return "a closing tag for what is not open";
	return *check->at++ == '>' ? NULL : "a closing tag that does not end";
}

static const char *read_open(struct check *check)
{
	check->at++;
	if (check->depth == DEPTH_MAX || read_name(check, check->open[check->depth]))
		return "a tag without a name";
	for (;;) {
		const char *fault;

		while (isspace((unsigned char)*check->at))
			check->at++;
		if (!strncmp(check->at, "/>", 2)) {
			check->at += 2;
			return NULL;
		}
		if (*check->at == '>') {
			check->at++;
			check->depth++;
			return NULL;
		}
		fault = read_attribute(check);
		if (fault)
			return fault;
	}
}

static const char *read_next(struct check *check)
{
	if (!strncmp(check->at, "</", 2))
		return read_close(check);
	if (!strncmp(check->at, "<!DOCTYPE html>", 15)) {
		check->at += 15;
		return NULL;
	}
	if (*check->at == '<')
		return read_open(check);
	if (*check->at == '&')
		return read_entity(check);
	return *check->at++ == '>' && strcmp(check->depth ? check->open[check->depth - 1] : "", "style") != 0
		       ? "a bare >"
		       : NULL;
}

const char *markup_fault(const char *text)
{
	struct check check = { .at = text };
	static char where[200];

	if (text_forbidden(text))
		return "a control character, or bytes that are not UTF-8";
	while (*check.at) {
		const char *fault = read_next(&check);

		if (!fault)
			continue;
		(void)snprintf(where, sizeof(where), "%s before «%.60s»", fault, check.at);
		return where;
	}
	return check.depth ? "tags that are left open" : NULL;
}
