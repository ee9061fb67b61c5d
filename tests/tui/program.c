#include "program.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cadran/base/charset.h"
#include "cadran/base/utf8.h"
#include "cadran/store/content_dir.h"
#include "cadran/store/file.h"

enum { OPENING = 40 /* columns */, WORDS_MOST = 16 };

/* --- where things are ------------------------------------------------------------------- */

static const char *absolute(const char *name, char path[PATH_MAX])
{
	cr_assert(realpath(name, path), "%s: %s", name, strerror(errno));
	return path;
}

static const char *program_path(void)
{
	static char path[PATH_MAX];
	const char *given = getenv("CADRAN");

	return absolute(given ? given : "build/cadran", path);
}

/* The program may have been built elsewhere: it is told where the content and the messages are. */
static char **environment(const struct program *program)
{
	static char data[PATH_MAX + 20], locale[PATH_MAX + 20], lc_all[64], *variables[5];
	char path[PATH_MAX];

	(void)snprintf(data, sizeof(data), "CADRAN_DATA=%s", absolute(".", path));
	(void)snprintf(locale, sizeof(locale), "CADRAN_LOCALE=%s", absolute("build/locale", path));
	(void)snprintf(lc_all, sizeof(lc_all), "LC_ALL=%s", program->locale);
	variables[0] = data;
	variables[1] = locale;
	variables[2] = lc_all;
	variables[3] = (char *)(size_t)program->variable;
	return variables;
}

static struct content *load(void)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	struct err err;

	cr_assert(content_add_path(content, "questionnaires", &faults, &err), "%s", err.text);
	cr_assert(content_add_path(content, "matrices", &faults, &err), "%s", err.text);
	cr_assert(content_choose_matrix(content, NULL, &err), "%s", err.text);
	fault_list_release(&faults);
	return content;
}

/* --- beginning and ending ------------------------------------------------------------------ */

static char start_folder[64];

static void go_to_folder(void)
{
	if (chdir(start_folder))
		_exit(125);
}

static bool remove_one(const char *path, void *context, struct err *err)
{
	(void)context;
	(void)err;
	(void)unlink(path);
	return true;
}

/* At the end too: a test that fails leaves it there. */
static void remove_folder(void)
{
	struct err err;

	(void)file_walk(start_folder, "", remove_one, NULL, &err);
	(void)rmdir(start_folder);
}

void program_begin(struct program *program)
{
	cr_assert(setlocale(LC_CTYPE, "C.UTF-8"), "this system has no C.UTF-8");
	program->language = strncmp(program->locale, "en", 2) ? LANGUAGE_FR : LANGUAGE_EN;
	message_init(program->language, "build/locale");
	program->content = load();
	(void)snprintf(program->folder, sizeof(program->folder), "/tmp/cadran-program-XXXXXX");
	cr_assert(mkdtemp(program->folder));
	(void)snprintf(start_folder, sizeof(start_folder), "%s", program->folder);
	(void)atexit(remove_folder);
}

void program_end(struct program *program)
{
	remove_folder();
	content_free(program->content);
}

void program_open(struct program *program, const char *dossier)
{
	const char *const argv[] = { program_path(), dossier, NULL };

	program->pty = pty_open(&(struct pty_options){
		.argv = argv,
		.term = program->term,
		.environment = (const char *const *)environment(program),
		.prepare = go_to_folder,
	});
}

void program_quit(struct program *program)
{
	struct termios modes;
	int status;

	program_press(program, "q");
	status = pty_end(program->pty);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "it ended with %#x\n%s", (unsigned)status,
		  pty_screen(program->pty));
	modes = pty_modes(program->pty);
	cr_assert((modes.c_lflag & ICANON) && (modes.c_lflag & ECHO) && (modes.c_lflag & ISIG) &&
			  (modes.c_oflag & OPOST) && (modes.c_iflag & ICRNL),
		  "the terminal is left as the program needed it");
	cr_assert_not(pty_is_fullscreen(program->pty));
	pty_close(program->pty);
	program->pty = NULL;
}

/* --- commands --------------------------------------------------------------------------------- */

/* In the child. */
static void become(const struct program *program, char **words, int out)
{
	const char *path = program_path();
	char **variables = environment(program);

	for (; *variables; variables++)
		(void)putenv(*variables);
	(void)setenv("HOME", program->folder, 1);
	(void)setenv("XDG_DATA_HOME", program->folder, 1);
	(void)dup2(out, STDOUT_FILENO);
	(void)dup2(out, STDERR_FILENO);
	go_to_folder();
	execv(path, words);
	_exit(127);
}

static void read_all(int descriptor, struct buf *out)
{
	char bytes[4096];
	ssize_t length;

	while ((length = read(descriptor, bytes, sizeof(bytes))) > 0)
		buf_add(out, bytes, (size_t)length);
}

static char *run(const struct program *program, char **words)
{
	struct buf printed;
	int pipes[2], status;
	pid_t process;

	cr_assert_eq(pipe(pipes), 0);
	process = fork();
	if (!process)
		become(program, words, pipes[1]);
	(void)close(pipes[1]);
	buf_init(&printed);
	read_all(pipes[0], &printed);
	(void)close(pipes[0]);
	cr_assert_eq(waitpid(process, &status, 0), process);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "cadran %s %s: %#x\n%s", words[1], words[2],
		  (unsigned)status, printed.data);
	return buf_detach(&printed);
}

char *program_run(struct program *program, ...)
{
	char *words[WORDS_MOST] = { "cadran" };
	va_list list;
	int count = 1;

	va_start(list, program);
	while ((words[count] = va_arg(list, char *)) != NULL)
		cr_assert_lt(++count, WORDS_MOST);
	va_end(list);
	return run(program, words);
}

/* --- files ------------------------------------------------------------------------------------- */

static FILE *open_file(const struct program *program, const char *name, const char *mode)
{
	char path[256];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/%s", program->folder, name);
	file = fopen(path, mode);
	cr_assert(file, "%s: %s", path, strerror(errno));
	return file;
}

void program_write(struct program *program, const char *name, const char *text)
{
	FILE *file = open_file(program, name, "w");

	cr_assert_geq(fputs(text, file), 0);
	cr_assert_eq(fclose(file), 0);
}

char *program_read(struct program *program, const char *name)
{
	FILE *file = open_file(program, name, "r");
	struct buf text;

	buf_init(&text);
	read_all(fileno(file), &text);
	(void)fclose(file);
	return buf_detach(&text);
}

/* --- keys and texts ------------------------------------------------------------------------------ */

void program_press(struct program *program, const char *keys)
{
	while (*(keys += strspn(keys, " "))) {
		const size_t length = strcspn(keys, " ");
		char key[32];

		cr_assert_lt(length, sizeof(key));
		(void)snprintf(key, sizeof(key), "%.*s", (int)length, keys);
		pty_key(program->pty, strcmp(key, "<Space>") ? key : " ");
		keys += length;
	}
}

/* A long text is cut at a blank, or it is one long word. */
static char *opening(const struct program *program, const char *text, size_t columns)
{
	struct buf shown;
	size_t end, blank;

	buf_init(&shown);
	if (program->ascii)
		charset_to_ascii(text, &shown);
	else
		buf_add_text(&shown, text);
	end = utf8_fit(shown.data, columns);
	blank = end;
	while (blank && blank < shown.length && shown.data[blank] != ' ')
		blank--;
	buf_truncate(&shown, blank ? blank : end);
	cr_assert(shown.length, "there is nothing to wait for in «%s»", text);
	return buf_detach(&shown);
}

void program_expect_at(struct program *program, const char *text, bool there, const char *file, int line)
{
	char *shown = opening(program, text, OPENING);

	pty_wait_at(program->pty, shown, there, file, line);
	free(shown);
}

void program_expect_chosen_at(struct program *program, const char *text, size_t columns, const char *file, int line)
{
	char *shown = opening(program, text, columns);

	pty_wait_chosen_at(program->pty, shown, file, line);
	free(shown);
}

/* --- what every page has ---------------------------------------------------------------------- */

void program_expect_begin(struct program *program, const char *sign, const char *message)
{
	struct buf text;

	buf_init(&text);
	buf_add_text(&text, sign);
	buf_add(&text, message, strcspn(message, "%"));
	program_expect(program, text.data);
	buf_release(&text);
}

void program_expect_saved(struct program *program)
{
	program_expect_begin(program, "✓ ", _("saved"));
}

void program_enter(struct program *program, const char *text, const char *end)
{
	pty_type(program->pty, text);
	program_expect_chosen(program, text);
	program_press(program, end);
	program_expect_saved(program);
}

void program_search(struct program *program, const char *words)
{
	program_press(program, "/");
	program_expect(program, _("Search here; everywhere with / before it"));
	pty_type(program->pty, words);
	program_expect_chosen(program, words);
	program_press(program, "<Enter>");
	program_expect_gone(program, _("Search here; everywhere with / before it"));
	/* A list cuts a long name. */
	program_expect_chosen_within(program, words, 20);
}

void program_leave(struct program *program, const char *text)
{
	program_expect(program, text);
	program_press(program, "<Esc>");
	program_expect_gone(program, text);
}

/* --- the content ------------------------------------------------------------------------------ */

const char *program_text(const struct program *program, const struct text *text)
{
	return text_in(text, program->language);
}

const char *program_catalogue_name(const struct program *program, const char *id)
{
	const struct preset *entry = content_catalogue_entry(program->content, id);

	cr_assert(entry, "the catalogue has no «%s»", id);
	return program_text(program, &preset_value(entry, "name")->value);
}
