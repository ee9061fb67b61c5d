#include "command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cadran/app/export_file.h"
#include "cadran/app/place.h"
#include "cadran/base/charset.h"
#include "cadran/base/number.h"
#include "cadran/base/utf8.h"
#include "cadran/store/file.h"

const struct command *const commands[] = {
	&command_new,   &command_import,  &command_set,       &command_add,
	&command_show,  &command_export,  &command_undo,      &command_redo,
	&command_check, &command_upgrade, &command_milestone, &command_compare,
	&command_merge, &command_compact, &command_pool,      NULL,
};

static bool ascii_only;

const struct command *command_find(const char *name)
{
	for (const struct command *const *command = commands; *command; command++)
		if (!strcmp((*command)->name, name))
			return *command;
	return NULL;
}

int output_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long width = 0;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		width = size.ws_col;
	else if (!columns || !number_parse_whole(columns, 1, 100000, &width))
		width = WIDTH_LEAST;
	return (int)(width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width);
}

bool is_ascii(void)
{
	return ascii_only;
}

void speak_ascii(void)
{
	ascii_only = true;
}

bool speak(const char *name)
{
	enum language language;

	if (!language_parse(name, &language))
		return false;
	message_init(language, place_locale());
	return true;
}

static void prepare(struct buf *out, const char *text)
{
	struct buf safe;

	buf_init(&safe);
	text_safe_lines(&safe, text, strlen(text));
	if (ascii_only)
		charset_to_ascii(safe.data, out);
	else
		buf_add(out, safe.data, safe.length);
	buf_release(&safe);
}

static void say(const char *prefix, const char *text)
{
	struct buf line;

	buf_init(&line);
	buf_add_text(&line, prefix);
	prepare(&line, text);
	buf_add_char(&line, '\n');
	(void)file_write_all(STDERR_FILENO, line.data, line.length);
	buf_release(&line);
}

void complain(const char *format, ...)
{
	char text[2000];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	say("cadran: ", text);
}

int failure(const struct err *err)
{
	say("cadran: ", err->text);
	return err->kind == ERR_USAGE ? EXIT_USAGE : EXIT_FAILED;
}

int usage_error(const struct command *command, const char *format, ...)
{
	char text[1000];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	say("cadran: ", text);
	if (command)
		complain(_("see «cadran %s --help»"), command->name);
	else
		complain("%s", _("see «cadran --help»"));
	return EXIT_USAGE;
}

void list_faults(const struct fault_list *faults, struct buf *out)
{
	for (size_t i = 0; i < faults->count; i++)
		buf_add_format(out, "%s: %s%s\n", faults->items[i].place, faults->items[i].notice ? _("note: ") : "",
			       faults->items[i].text);
}

void complain_faults(const struct fault_list *faults)
{
	struct buf lines;

	buf_init(&lines);
	list_faults(faults, &lines);
	if (lines.length) {
		buf_truncate(&lines, lines.length - 1);
		say("", lines.data);
	}
	buf_release(&lines);
}

bool print_bytes(const char *bytes, size_t length)
{
	if (file_write_all(STDOUT_FILENO, bytes, length))
		return true;
	complain(_("standard output cannot be written: %s"), strerror(errno));
	return false;
}

int deliver(const char *output, const struct buf *bytes)
{
	struct buf text;
	struct err err;
	bool printed;

	if (!output || !strcmp(output, "-"))
		return print_bytes(bytes->data, bytes->length) ? EXIT_DONE : EXIT_FAILED;
	if (!export_write(output, bytes, &err))
		return failure(&err);
	buf_init(&text);
	buf_add_format(&text, _("written: %s"), output);
	buf_add_char(&text, '\n');
	printed = print(text.data);
	buf_release(&text);
	return printed ? EXIT_DONE : EXIT_FAILED;
}

bool print_surface(const struct surface *surface)
{
	struct buf text;
	bool printed;

	buf_init(&text);
	surface_dump(surface, &text);
	printed = print_bytes(text.data, text.length);
	buf_release(&text);
	return printed;
}

bool print(const char *text)
{
	struct buf shown;
	bool printed;

	buf_init(&shown);
	prepare(&shown, text);
	printed = print_bytes(shown.data, shown.length);
	buf_release(&shown);
	return printed;
}

static int help(const struct command *command)
{
	struct buf text;
	bool printed;

	buf_init(&text);
	buf_add_format(&text, "%s cadran %s %s [OPTION]…\n\n%s\n\n%s\n", _("Usage:"), command->name, command->arguments,
		       _(command->help), _("Options:"));
	if (command->options)
		option_list(command->options, &text);
	option_list(common_options, &text);
	if (command->notes)
		buf_add_format(&text, "\n%s\n", _(command->notes));
	printed = print(text.data);
	buf_release(&text);
	return printed ? EXIT_DONE : EXIT_FAILED;
}

/* A short option in the middle of a word is named by its letter. */
static int wrong_option(const struct command *command, const char *word)
{
	const char letter[3] = { '-', (char)optopt, '\0' };
	const bool is_letter = optopt > ' ' && optopt < 0x7f;

	return usage_error(command, _("«%s» is not an option here, or lacks its value"), is_letter ? letter : word);
}

int command_option(const struct command *command, int argc, char **argv, int *status)
{
	static const struct option_row none[] = { { 0 } };
	const struct option_row *own = command->options ? command->options : none;
	bool wants_help = false;
	int option;

	*status = -1;
	while ((option = option_next(own, common_options, command->in_order, argc, argv)) != -1) {
		switch (option) {
		case OPTION_LANG:
			if (speak(optarg))
				continue;
			*status = usage_error(command, _("«%s» is not a language; expected fr or en"), optarg);
			return -1;
		case OPTION_HELP:
			wants_help = true;
			continue;
		case '?':
		case ':':
			*status = wrong_option(command, argv[optind - 1]);
			return -1;
		default:
			return option;
		}
	}
	if (wants_help)
		*status = help(command);
	return -1;
}

bool open_dossier(const char *path, enum journal_access access, struct session *session, int *status)
{
	struct err err;

	if (!session_open(path, access, session, &err)) {
		*status = failure(&err);
		return false;
	}
	complain_faults(&session->faults);
	return true;
}
