/*
 * cadran: the way in. Puts the process in order, chooses the language and
 * hands over to a sub-command.
 */
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cadran/base/die.h"
#include "command.h"

#ifndef CADRAN_VERSION
#define CADRAN_VERSION "0"
#endif

/* A dossier must never become standard output because nothing else was open. */
static void open_standard_descriptors(void)
{
	int descriptor;

	do
		descriptor = open("/dev/null", O_RDWR);
	while (descriptor >= 0 && descriptor <= STDERR_FILENO);
	if (descriptor >= 0)
		(void)close(descriptor);
}

/* The first of these that is set names the locale (POSIX, 8.2). */
static const char *locale_name(const char *category)
{
	const char *const variables[] = { "LC_ALL", category, "LANG" };

	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
		const char *value = getenv(variables[i]);

		if (value && *value)
			return value;
	}
	return "";
}

static char codeset[64] = "UTF-8";

const char *terminal_codeset(void)
{
	return codeset;
}

/* --lang, else the locale, else French. */
static void choose_language(void)
{
	if (!speak(locale_name("LC_MESSAGES")))
		(void)speak("fr");
}

/* Without one no text can be measured: «é» would count as what must not be shown. */
static void measure_as_utf8(void)
{
	static const char *const names[] = { "C.UTF-8", "en_US.UTF-8", "fr_FR.UTF-8" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (setlocale(LC_CTYPE, names[i]))
			return;
	die("no locale in UTF-8 can be used; expected C.UTF-8");
}

/*
 * Text is measured and cut as UTF-8, whatever the terminal; what the terminal
 * can show is remembered. A locale that is named but not installed, as over
 * ssh, still tells of a terminal in UTF-8. Numbers keep their decimal point.
 */
static void set_locale(void)
{
	const char *name = locale_name("LC_CTYPE");

	if (!setlocale(LC_ALL, "") && (strstr(name, "UTF-8") || strstr(name, "utf8")))
		(void)setlocale(LC_ALL, "C.UTF-8");
	(void)snprintf(codeset, sizeof(codeset), "%s", nl_langinfo(CODESET));
	if (strcmp(codeset, "UTF-8") != 0) {
		speak_ascii();
		measure_as_utf8();
	}
	(void)setlocale(LC_NUMERIC, "C");
}

enum { VERSION = 1 };

static const struct option_row own_options[] = {
	{ VERSION, "version", NULL, N_("prints the version"), false },
	{ 0 },
};

static int print_help(void)
{
	struct buf text;
	bool printed;

	buf_init(&text);
	buf_add_format(&text, "%s\n", _("Usage: cadran COMMAND FILE …   or   cadran FILE"));
	buf_add_format(&text, "\n%s\n\n",
		       _("Takes a service through two maturity grids, scores its candidate AI use cases\n"
			 "and draws a prioritization matrix with its quick wins."));
	buf_add_format(&text, "%s\n", _("Commands:"));
	for (const struct command *const *command = commands; *command; command++)
		buf_add_format(&text, "  %-10s %s\n", (*command)->name, _((*command)->help));
	buf_add_format(&text, "\n%s\n", _("Options:"));
	option_list(own_options, &text);
	option_list(common_options, &text);
	buf_add_format(&text, "\n%s\n",
		       _("«cadran COMMAND --help» lists its options.\nTo begin: cadran new demo.cadran --demo"));
	printed = print(text.data);
	buf_release(&text);
	return printed ? EXIT_DONE : EXIT_FAILED;
}

static int print_version(void)
{
	return print("cadran " CADRAN_VERSION "\n") ? EXIT_DONE : EXIT_FAILED;
}

static int run_word(int argc, char **argv)
{
	const struct command *command = command_find(argv[0]);

	if (command)
		return command->run(argc, argv);
	if (argc == 1 && (has_terminal() || access(argv[0], F_OK) == 0))
		return open_interface(argv[0]);
	return usage_error(NULL, _("«%s» is neither a command nor a dossier"), argv[0]);
}

/*
 * The options before the first word; with `permuted` those behind it too, for
 * `cadran FILE --lang en`. Negative where the program goes on, else its status.
 */
static int read_options(int argc, char **argv, bool permuted, bool *help)
{
	int option;

	optind = 0;
	while ((option = option_next(own_options, common_options, !permuted, argc, argv)) != -1) {
		if (option == VERSION)
			return print_version();
		*help |= option == OPTION_HELP;
		if (option == OPTION_HELP)
			continue;
		if (option != OPTION_LANG)
			return usage_error(NULL, _("«%s» is not an option here, or lacks its value"), argv[optind - 1]);
		if (!speak(optarg))
			return usage_error(NULL, _("«%s» is not a language; expected fr or en"), optarg);
	}
	return -1;
}

int main(int argc, char **argv)
{
	bool help = false;
	int status;

	open_standard_descriptors();
	(void)signal(SIGPIPE, SIG_IGN);
	/* A file that may grow no more is an error like a full disk. */
	(void)signal(SIGXFSZ, SIG_IGN);
	set_locale();
	choose_language();
	status = read_options(argc, argv, false, &help);
	if (status < 0 && optind < argc && !command_find(argv[optind]))
		status = read_options(argc, argv, true, &help);
	if (status >= 0)
		return status;
	if (help)
		return print_help();
	argc -= optind;
	argv += optind;
	optind = 0; /* the command reads its own options from the beginning */
	if (argc)
		return run_word(argc, argv);
	(void)print_help();
	return EXIT_USAGE;
}
