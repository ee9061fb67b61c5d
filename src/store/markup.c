#include "markup.h"

#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"

static const char *entity(char c)
{
	static const struct {
		char character;
		const char *text;
	} entities[] = {
		{ '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\'', "&#39;" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(entities); i++)
		if (c == entities[i].character)
			return entities[i].text;
	return NULL;
}

void markup_part(struct buf *out, const char *text, size_t length)
{
	struct buf seen;

	buf_init(&seen);
	text_set(&seen, text, length);
	for (const char *at = seen.data; *at; at++) {
		const char *instead = entity(*at);

		if (instead)
			buf_add_text(out, instead);
		else
			buf_add_char(out, *at);
	}
	buf_release(&seen);
}

void markup_text(struct buf *out, const char *text)
{
	markup_part(out, text, strlen(text));
}

const struct colour *markup_colour(enum paint paint)
{
	static const struct colour colours[PAINT_COUNT] = {
		[PAINT_NONE] = { "none", "none", "none" },
		[PAINT_PAPER] = { "paper", "#ffffff", "#14181f" },
		[PAINT_CARD] = { "card", "#f4f6f9", "#1d232d" },
		[PAINT_INK] = { "ink", "#1c2430", "#e6e9ee" },
		[PAINT_MUTED] = { "muted", "#535d6b", "#a9b2bf" },
		[PAINT_RULE] = { "rule", "#cbd2db", "#3c4655" },
		[PAINT_ACCENT] = { "accent", "#1f5fa8", "#8ab8f2" },
		[PAINT_SECOND] = { "second", "#9c4510", "#f0a56b" },
		[PAINT_GOOD] = { "good", "#1b6a3a", "#7fce9b" },
		[PAINT_CARE] = { "care", "#7d4d00", "#e9b958" },
		[PAINT_BAD] = { "bad", "#ad231c", "#f39a92" },
	};

	return &colours[paint];
}
