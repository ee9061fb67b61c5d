#include "pty.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"

struct pty {
	struct pty *next; /* that is open */
	int master;
	pid_t process; /* 0 when it has ended */
	int status;
	char home[64];
	int width, height;
	VTerm *vterm;
	VTermScreen *screen;
	bool fullscreen;
	struct buf output, text;
};

static struct pty *all;

static long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* --- starting --- */

enum { VARIABLES_MAX = 32 };

static void set_variable(char **variables, const char *text)
{
	const size_t name = strcspn(text, "=");
	int i = 0;

	while (variables[i] && (strncmp(variables[i], text, name) || variables[i][name] != '='))
		i++;
	if (text[name]) {
		cr_assert_lt(i, VARIABLES_MAX);
		variables[i] = xstrdup(text);
	} else if (variables[i]) {
		for (; variables[i]; i++)
			variables[i] = variables[i + 1];
	}
}

static void set_pair(char **variables, const char *name, const char *value)
{
	struct buf pair;

	buf_init(&pair);
	buf_add_format(&pair, "%s=%s", name, value);
	if (value)
		set_variable(variables, pair.data);
	buf_release(&pair);
}

/* In the child, which ends soon: nothing is given back. */
static void become(const struct pty *pty, const struct pty_options *options)
{
	static const char *const passed[] = { "PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS" };
	static char *variables[VARIABLES_MAX + 2];
	sigset_t none;

	for (size_t i = 0; i < ARRAY_SIZE(passed); i++)
		set_pair(variables, passed[i], getenv(passed[i]));
	set_pair(variables, "TERM", options->term ? options->term : "xterm-256color");
	set_pair(variables, "LC_ALL", "C.UTF-8");
	set_pair(variables, "HOME", pty->home);
	set_pair(variables, "XDG_DATA_HOME", pty->home);
	for (const char *const *at = options->environment; at && *at; at++)
		set_variable(variables, *at);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	for (int number = 1; number < 32; number++)
		(void)signal(number, SIG_DFL);
	if (options->prepare)
		options->prepare();
	execve(options->argv[0], (char **)(size_t)options->argv, variables);
	_exit(127);
}

static void open_master(struct pty *pty, const struct winsize *size)
{
	/* Not forkpty: valgrind speaks of what glibc asks the system for there. */
	pty->master = posix_openpt(O_RDWR | O_NOCTTY);
	cr_assert(pty->master >= 0 && grantpt(pty->master) == 0 && unlockpt(pty->master) == 0, "no pseudo-terminal: %s",
		  strerror(errno));
	(void)fcntl(pty->master, F_SETFD, FD_CLOEXEC);
	cr_assert_eq(ioctl(pty->master, TIOCSWINSZ, size), 0);
}

/* In the child: a session of its own, with this terminal and nothing else. */
static void take_terminal(const struct pty *pty)
{
	int slave;

	(void)setsid();
	slave = open(ptsname(pty->master), O_RDWR);
	if (slave < 0)
		_exit(126);
	(void)ioctl(slave, TIOCSCTTY, 0);
	for (int descriptor = 0; descriptor < 3; descriptor++)
		(void)dup2(slave, descriptor);
	for (int descriptor = 3; descriptor < 256; descriptor++)
		(void)close(descriptor);
}

static int note_property(VTermProp property, VTermValue *value, void *user)
{
	struct pty *pty = user;

	if (property == VTERM_PROP_ALTSCREEN)
		pty->fullscreen = value->boolean;
	return 1;
}

/* libvterm 0.1 falls over a wide character that its screen has no room for, as one that was under way has. */
static int width_of_screen(const struct pty *pty)
{
	return pty->width > 2 ? pty->width : 2;
}

static void open_screen(struct pty *pty)
{
	static const VTermScreenCallbacks callbacks = { .settermprop = note_property };

	pty->vterm = vterm_new(pty->height, width_of_screen(pty));
	vterm_set_utf8(pty->vterm, 1);
	pty->screen = vterm_obtain_screen(pty->vterm);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
	vterm_screen_reset(pty->screen, 1);
}

/* A test that fails leaves its ptys open. */
static void close_all(void)
{
	while (all)
		pty_close(all);
}

struct pty *pty_open(const struct pty_options *options)
{
	struct pty *pty = xcalloc(1, sizeof(*pty));
	struct winsize size;

	if (!all)
		(void)atexit(close_all);
	pty->next = all;
	all = pty;
	pty->width = options->width ? options->width : 80;
	pty->height = options->height ? options->height : 24;
	buf_init(&pty->output);
	buf_init(&pty->text);
	open_screen(pty);
	(void)snprintf(pty->home, sizeof(pty->home), "/tmp/cadran-pty-XXXXXX");
	cr_assert_not_null(mkdtemp(pty->home));
	size = (struct winsize){ .ws_row = (unsigned short)pty->height, .ws_col = (unsigned short)pty->width };
	open_master(pty, &size);
	pty->process = fork();
	cr_assert_geq(pty->process, 0, "no process: %s", strerror(errno));
	if (!pty->process) {
		take_terminal(pty);
		become(pty, options);
	}
	return pty;
}

const char *pty_beside(const char *name)
{
	static char path[4096];
	const ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *slash;

	cr_assert_gt(length, 0);
	path[length] = '\0';
	slash = strrchr(path, '/');
	(void)snprintf(slash + 1, sizeof(path) - (size_t)(slash + 1 - path), "%s", name);
	return path;
}

const char *pty_home(const struct pty *pty)
{
	return pty->home;
}

pid_t pty_process(const struct pty *pty)
{
	return pty->process;
}

/* --- what the program writes --- */

/* Shows what comes within `milliseconds`, and gives the terminal's answers; false when nothing came. */
static bool pump(struct pty *pty, int milliseconds)
{
	struct pollfd wait = { .fd = pty->master, .events = POLLIN };
	char bytes[4096];
	ssize_t length;

	/* poll leaves out a descriptor below 0, and waits. */
	if (poll(&wait, 1, milliseconds) <= 0)
		return false;
	length = read(pty->master, bytes, sizeof(bytes));
	if (length <= 0) {
		/* The last descriptor of the other side is closed: there is no event for that alone. */
		(void)poll(NULL, 0, milliseconds < 5 ? milliseconds : 5);
		return false;
	}
	buf_add(&pty->output, bytes, (size_t)length);
	(void)vterm_input_write(pty->vterm, bytes, (size_t)length);
	while ((length = (ssize_t)vterm_output_read(pty->vterm, bytes, sizeof(bytes))) > 0)
		(void)!write(pty->master, bytes, (size_t)length);
	return true;
}

static bool has_ended(struct pty *pty)
{
	if (pty->process && waitpid(pty->process, &pty->status, WNOHANG) == pty->process)
		pty->process = 0;
	return !pty->process;
}

static void add_row(struct pty *pty, int row)
{
	size_t end = pty->text.length;

	for (int column = 0; column < pty->width; column++) {
		const struct pty_cell cell = pty_cell_at(pty, row, column);

		buf_add_text(&pty->text, *cell.text || cell.width == 0 ? cell.text : " ");
		if (*cell.text && strcmp(cell.text, " ") != 0)
			end = pty->text.length;
		column += cell.width == 2;
	}
	buf_truncate(&pty->text, end);
	buf_add_char(&pty->text, '\n');
}

const char *pty_screen(struct pty *pty)
{
	buf_clear(&pty->text);
	for (int row = 0; row < pty->height; row++)
		add_row(pty, row);
	return pty->text.data;
}

static void fail(struct pty *pty, const char *file, int line, const char *what, const char *text)
{
	cr_assert_fail("%s:%d: %s%s\n--- the screen%s:\n%s---", file, line, what, text,
		       has_ended(pty) ? ", the program has ended" : "", pty_screen(pty));
}

/* Whether the screen, or the row of the cursor, has the text. */
static bool has_text(struct pty *pty, const char *text, bool in_row)
{
	int row, column;

	if (!in_row)
		return strstr(pty_screen(pty), text) != NULL;
	pty_cursor(pty, &row, &column);
	buf_clear(&pty->text);
	add_row(pty, row);
	return strstr(pty->text.data, text) != NULL;
}

static void wait_for(struct pty *pty, const char *text, bool there, bool in_row, const char *file, int line)
{
	const long long deadline = now() + PTY_PATIENCE;

	while (has_text(pty, text, in_row) != there) {
		const bool ended = has_ended(pty);

		if (pump(pty, 20))
			continue;
		if (ended || now() > deadline) {
			fail(pty, file, line,
			     in_row  ? "never chosen: "
			     : there ? "never came: "
				     : "never went: ",
			     text);
			return;
		}
	}
}

void pty_wait_at(struct pty *pty, const char *text, bool there, const char *file, int line)
{
	wait_for(pty, text, there, false, file, line);
}

void pty_wait_chosen_at(struct pty *pty, const char *text, const char *file, int line)
{
	wait_for(pty, text, true, true, file, line);
}

void pty_settle(struct pty *pty, int milliseconds)
{
	long long last = now();

	while (now() - last < milliseconds)
		if (pump(pty, milliseconds))
			last = now();
}

struct pty_cell pty_cell_at(struct pty *pty, int row, int column)
{
	struct pty_cell result = { .width = 1 };
	VTermScreenCell cell;
	size_t length = 0;

	if (!vterm_screen_get_cell(pty->screen, (VTermPos){ .row = row, .col = column }, &cell))
		return result;
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] && cell.chars[i] != (uint32_t)-1; i++)
		length += utf8_encode(cell.chars[i], result.text + length);
	result.bold = cell.attrs.bold;
	result.reverse = cell.attrs.reverse;
	result.width = cell.width;
	return result;
}

void pty_cursor(struct pty *pty, int *row, int *column)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &at);
	*row = at.row;
	*column = at.col;
}

bool pty_is_fullscreen(const struct pty *pty)
{
	return pty->fullscreen;
}

const struct buf *pty_output(const struct pty *pty)
{
	return &pty->output;
}

struct termios pty_modes(const struct pty *pty)
{
	struct termios modes;

	cr_assert_eq(tcgetattr(pty->master, &modes), 0);
	return modes;
}

void pty_resize(struct pty *pty, int width, int height)
{
	const struct winsize size = { .ws_row = (unsigned short)height, .ws_col = (unsigned short)width };

	pty->width = width;
	pty->height = height;
	vterm_set_size(pty->vterm, height, width_of_screen(pty));
	cr_assert_eq(ioctl(pty->master, TIOCSWINSZ, &size), 0);
}

/* --- typing --- */

void pty_bytes(struct pty *pty, const char *bytes, size_t length)
{
	while (length) {
		struct pollfd wait = { .fd = pty->master, .events = POLLIN | POLLOUT };
		ssize_t written;

		cr_assert_gt(poll(&wait, 1, PTY_PATIENCE), 0, "the program reads nothing");
		if (wait.revents & POLLIN)
			(void)pump(pty, 0);
		if (!(wait.revents & POLLOUT))
			continue;
		written = write(pty->master, bytes, length < 512 ? length : 512);
		cr_assert_gt(written, 0, "the terminal is gone");
		bytes += written;
		length -= (size_t)written;
	}
}

void pty_type(struct pty *pty, const char *text)
{
	pty_bytes(pty, text, strlen(text));
}

static const struct {
	const char *name, *bytes;
} keys[] = {
	{ "<Up>", "\033OA" },        { "<Down>", "\033OB" },
	{ "<Right>", "\033OC" },     { "<Left>", "\033OD" },
	{ "<Home>", "\033OH" },      { "<End>", "\033OF" },
	{ "<PageUp>", "\033[5~" },   { "<PageDown>", "\033[6~" },
	{ "<Insert>", "\033[2~" },   { "<Delete>", "\033[3~" },
	{ "<S-Tab>", "\033[Z" },     { "<F1>", "\033OP" },
	{ "<F2>", "\033OQ" },        { "<F3>", "\033OR" },
	{ "<F4>", "\033OS" },        { "<F5>", "\033[15~" },
	{ "<F6>", "\033[17~" },      { "<F7>", "\033[18~" },
	{ "<F8>", "\033[19~" },      { "<F9>", "\033[20~" },
	{ "<F10>", "\033[21~" },     { "<F11>", "\033[23~" },
	{ "<F12>", "\033[24~" },     { "<C-Up>", "\033[1;5A" },
	{ "<C-Down>", "\033[1;5B" }, { "<C-Right>", "\033[1;5C" },
	{ "<C-Left>", "\033[1;5D" }, { "<M-Up>", "\033[1;3A" },
	{ "<M-Down>", "\033[1;3B" }, { "<M-Right>", "\033[1;3C" },
	{ "<M-Left>", "\033[1;3D" }, { "<C-Home>", "\033[1;5H" },
	{ "<C-End>", "\033[1;5F" },  { "<Enter>", "\r" },
	{ "<Tab>", "\t" },           { "<Esc>", "\033" },
	{ "<Backspace>", "\177" },
};

void pty_key(struct pty *pty, const char *key)
{
	char rest[16];

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		if (strcmp(keys[i].name, key) == 0) {
			pty_type(pty, keys[i].bytes);
			return;
		}
	}
	if (sscanf(key, "<C-%c>", rest) == 1 && strlen(key) == 5) {
		pty_bytes(pty, (char[]){ (char)(rest[0] & 0x1f) }, 1);
	} else if (sscanf(key, "<M-%10[^>]>", rest) == 1) {
		char name[20];

		/* «<M-Enter>» is Esc and Enter in one go, «<M-x>» Esc and x. */
		(void)snprintf(name, sizeof(name), "<%s>", rest);
		pty_type(pty, "\033");
		pty_key(pty, utf8_width(rest) == 1 ? rest : name);
	} else {
		cr_assert(key[0] != '<' || !key[1], "«%s» is not a key", key);
		pty_type(pty, key);
	}
}

/* --- ending --- */

int pty_end_at(struct pty *pty, const char *file, int line)
{
	const long long deadline = now() + PTY_PATIENCE;

	while (!has_ended(pty)) {
		(void)pump(pty, 20);
		if (now() > deadline) {
			fail(pty, file, line, "the program does not end", "");
			return -1;
		}
	}
	while (pump(pty, 0))
		;
	return pty->status;
}

int pty_hang_up_at(struct pty *pty, const char *file, int line)
{
	(void)close(pty->master);
	pty->master = -1;
	return pty_end_at(pty, file, line);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)type;
	(void)place;
	return remove(path);
}

void pty_close(struct pty *pty)
{
	struct pty **at = &all;

	while (*at != pty)
		at = &(*at)->next;
	*at = pty->next;
	if (!has_ended(pty)) {
		(void)kill(pty->process, SIGKILL);
		(void)waitpid(pty->process, &pty->status, 0);
	}
	if (pty->master >= 0)
		(void)close(pty->master);
	(void)nftw(pty->home, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	vterm_free(pty->vterm);
	buf_release(&pty->output);
	buf_release(&pty->text);
	free(pty);
}
