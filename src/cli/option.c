#include "option.h"

#include <assert.h>
#include <getopt.h>

#include "cadran/base/message.h"
#include "cadran/base/utf8.h"

enum { HELP_COLUMN = 28 };

const struct option_row common_options[] = {
	{ OPTION_LANG, "lang", "fr|en", N_("language of messages and of the content"), false },
	{ OPTION_HELP, "help", NULL, N_("prints this help"), false },
	{ 0 },
};

static bool has_letter(const struct option_row *row)
{
	return row->id > ' ' && row->id < 0x7f;
}

/* What getopt_long reads. */
struct options {
	struct option rows[OPTIONS_MOST + 1];
	char letters[3 * OPTIONS_MOST + 2];
	size_t count, length;
};

static void take_table(struct options *options, const struct option_row *row)
{
	for (; row->name; row++) {
		const int argument = !row->value ? no_argument : row->may_lack ? optional_argument : required_argument;

		assert(options->count < OPTIONS_MOST);
		options->rows[options->count++] = (struct option){ row->name, argument, NULL, row->id };
		if (!has_letter(row))
			continue;
		options->letters[options->length++] = (char)row->id;
		for (int colons = argument; colons; colons--)
			options->letters[options->length++] = ':';
	}
}

int option_next(const struct option_row *own, const struct option_row *common, bool in_order, int argc, char **argv)
{
	struct options options = { .count = 0 };

	if (in_order)
		options.letters[options.length++] = '+';
	take_table(&options, own);
	take_table(&options, common);
	opterr = 0;
	return getopt_long(argc, argv, options.letters, options.rows, NULL);
}

static void add_forms(const struct option_row *row, struct buf *out)
{
	if (has_letter(row))
		buf_add_format(out, "  -%c, --%s", row->id, row->name);
	else
		buf_add_format(out, "      --%s", row->name);
	if (row->value)
		buf_add_format(out, row->may_lack ? "[=%s]" : "=%s", row->value);
}

void option_list(const struct option_row *rows, struct buf *out)
{
	for (const struct option_row *row = rows; row->name; row++) {
		struct buf forms;

		buf_init(&forms);
		add_forms(row, &forms);
		buf_add_format(out, "%s%*s%s\n", forms.data, HELP_COLUMN - (int)utf8_width(forms.data), "",
			       _(row->help));
		buf_release(&forms);
	}
}
