/*
 * The terminal, by way of curses.
 *
 * Bytes are read one by one and put together here: get_wch() loses the first
 * half of a character when it may not wait for the other. Escape sequences are
 * taken apart by curses.
 */
#define NCURSES_WIDECHAR 1

#include "cadran/tui/term.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "term_input.h"
#include "term_signal.h"

#include "cadran/base/alloc.h"
#include "cadran/base/die.h"
#include "cadran/base/message.h"
#include "cadran/base/number.h"
#include "cadran/base/utf8.h"
#include "cadran/tui/term_frame.h"

/* Last: their macros have names like columns, lines, move and clear. */
#include <curses.h>
#include <term.h>

static const char no_memory[] = N_("there is not enough memory for the screen");

enum { SCREEN_ROOM = 1 << 20 }; /* bytes; more than curses takes for 200 columns of 60 rows */
enum { ESCAPE_DELAY = 25 };     /* ms after which Esc is a key, not the beginning of a sequence */

/* The keys, and what terminals are known to send for them beside what terminfo says. */
static const struct {
	const char *name;
	int code;               /* in curses; 0: one of our own */
	const char *capability; /* terminfo's extended name */
	const char *sequences;  /* after Esc */
} keys[] = {
	{ "<Up>", KEY_UP, "", "[A OA" },
	{ "<Down>", KEY_DOWN, "", "[B OB" },
	{ "<Right>", KEY_RIGHT, "", "[C OC" },
	{ "<Left>", KEY_LEFT, "", "[D OD" },
	{ "<Home>", KEY_HOME, "", "[H OH [1~ [7~" },
	{ "<End>", KEY_END, "", "[F OF [4~ [8~" },
	{ "<Home>", KEY_FIND, "", "" },
	{ "<End>", KEY_SELECT, "", "" },
	{ "<PageUp>", KEY_PPAGE, "", "[5~" },
	{ "<PageDown>", KEY_NPAGE, "", "[6~" },
	{ "<Insert>", KEY_IC, "", "[2~" },
	{ "<Delete>", KEY_DC, "", "[3~" },
	{ "<Backspace>", KEY_BACKSPACE, "", "" },
	{ "<Enter>", KEY_ENTER, "", "OM" },
	{ "<S-Tab>", KEY_BTAB, "", "[Z" },
	{ "<F1>", KEY_F(1), "", "OP [11~ [[A" },
	{ "<F2>", KEY_F(2), "", "OQ [12~ [[B" },
	{ "<F3>", KEY_F(3), "", "OR [13~ [[C" },
	{ "<F4>", KEY_F(4), "", "OS [14~ [[D" },
	{ "<F5>", KEY_F(5), "", "[15~ [[E" },
	{ "<F6>", KEY_F(6), "", "[17~" },
	{ "<F7>", KEY_F(7), "", "[18~" },
	{ "<F8>", KEY_F(8), "", "[19~" },
	{ "<F9>", KEY_F(9), "", "[20~" },
	{ "<F10>", KEY_F(10), "", "[21~" },
	{ "<F11>", KEY_F(11), "", "[23~" },
	{ "<F12>", KEY_F(12), "", "[24~" },
	{ "<C-Up>", 0, "kUP5", "[1;5A [5A Oa" },
	{ "<C-Down>", 0, "kDN5", "[1;5B [5B Ob" },
	{ "<C-Right>", 0, "kRIT5", "[1;5C [5C Oc" },
	{ "<C-Left>", 0, "kLFT5", "[1;5D [5D Od" },
	{ "<C-Home>", 0, "kHOM5", "[1;5H [7^" },
	{ "<C-End>", 0, "kEND5", "[1;5F [8^" },
	{ "<M-Up>", 0, "kUP3", "[1;3A" },
	{ "<M-Down>", 0, "kDN3", "[1;3B" },
	{ "<M-Right>", 0, "kRIT3", "[1;3C" },
	{ "<M-Left>", 0, "kLFT3", "[1;3D" },
	/* The block of digits, where it is switched to sequences whatever Num Lock says. */
	{ "0", 0, "", "Op" },
	{ "1", 0, "", "Oq" },
	{ "2", 0, "", "Or" },
	{ "3", 0, "", "Os" },
	{ "4", 0, "", "Ot" },
	{ "5", 0, "", "Ou" },
	{ "6", 0, "", "Ov" },
	{ "7", 0, "", "Ow" },
	{ "8", 0, "", "Ox" },
	{ "9", 0, "", "Oy" },
	{ "*", 0, "", "Oj" },
	{ "+", 0, "", "Ok" },
	{ ",", 0, "", "Ol" },
	{ "-", 0, "", "Om" },
	{ ".", 0, "", "On" },
	{ "/", 0, "", "Oo" },
};

static struct {
	SCREEN *screen;  /* NULL while the terminal is not ours */
	bool taken;      /* curses has been called, and not for the last time */
	char words[200]; /* for its end without us, in the user's language */
	WINDOW *keyboard;
	struct term_input_state input;
	const char *paste_on, *paste_off;
	const char *mouse_on, *mouse_off;

	int unread;    /* a code to be read again, or ERR */
	bool readable; /* pselect promised a byte */
	bool gone;
	bool resized;

	struct surface shown; /* as the screen is */
	const char *below;    /* sent after leaving: where the screen stays, the shell goes on below it */
	bool anew;            /* the screen is not as `shown` says */
	cchar_t *line;        /* one row */
} term = { .unread = ERR };

/* --- opening and closing --- */

static void send(const char *text)
{
	(void)frame_send(text, strlen(text));
}

/* terminfo's string of that name, NULL where there is none. */
static const char *capability(const char *name)
{
	/* Old prototypes take char *, and write nothing there. */
	const char *text = tigetstr((char *)(size_t)name);

	return text == (const char *)-1 ? NULL : text;
}

static void prepare_rescue(void)
{
	term.below = capability("rmcup") ? "" : "\r\n";
	rescue_add(term.mouse_off);
	rescue_add(term.paste_off);
	rescue_add(capability("sgr0"));
	rescue_add(capability("rmkx"));
	rescue_add(capability("cnorm"));
	rescue_add(capability("rmcup"));
	rescue_add(term.below);
}

/* Known terminals that do not say so take the sequence too; others would print it. */
static void find_paste_mode(void)
{
	const char *on = capability("BE"), *off = capability("BD"), *move_cursor = capability("cup");
	const bool like_vt100 = move_cursor && strncmp(move_cursor, "\033[", 2) == 0;

	term.paste_on = on && off ? on : like_vt100 ? "\033[?2004h" : "";
	term.paste_off = on && off ? off : like_vt100 ? "\033[?2004l" : "";
}

/* Presses and the wheel (1000), in a form that has room for wide screens (1006); no motion. */
static void find_mouse_mode(void)
{
	const char *report = capability("kmous");
	const bool has = report && strncmp(report, "\033[", 2) == 0;

	term.mouse_on = has ? "\033[?1000h\033[?1006h" : "";
	term.mouse_off = has ? "\033[?1006l\033[?1000l" : "";
	term.input.points = false;
}

void term_mouse(bool on)
{
	if (on != term.input.points)
		send(on ? term.mouse_on : term.mouse_off);
	term.input.points = on;
}

const char *term_code_name(int code)
{
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (code == (keys[i].code ? keys[i].code : CODE_OWN + (int)i))
			return keys[i].name;
	return NULL;
}

/* What the terminal itself says comes first. */
static void learn(const char *sequence, int code)
{
	if (sequence && !term_code_name(key_defined(sequence)))
		(void)define_key(sequence, code);
}

static void learn_keys(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		const int code = keys[i].code ? keys[i].code : CODE_OWN + (int)i;

		learn(capability(keys[i].capability), code);
		for (const char *at = keys[i].sequences; *at; at += strspn(at, " ")) {
			char sequence[16] = "\033";

			(void)strncat(sequence, at, strcspn(at, " "));
			learn(sequence, code);
			at += strcspn(at, " ");
		}
	}
	/* Also where nobody asked for them: a program that crashed may have left the mouse on. */
	if (capability("kmous"))
		(void)define_key(capability("kmous"), 0);
	(void)define_key("\033[<", CODE_MOUSE);
	learn("\033[M", CODE_MOUSE_OLD);
	(void)define_key("\033[200~", CODE_PASTE_BEGIN);
	(void)define_key("\033[201~", CODE_PASTE_END);
}

/* Curses does not say why: what is left in errno tells the one reason that is not the terminal's. */
static bool not_had(const char *name, struct err *err)
{
	if (errno == ENOMEM)
		return err_set(err, ERR_SYSTEM, no_memory);
	return err_set(err, ERR_SYSTEM, N_("TERM is «%s», a terminal that is not known here"), name);
}

/* Asked of terminfo alone: newterm() writes before it is known whether it can. */
static bool can_open(struct err *err)
{
	const char *name = getenv("TERM");
	int result = 0;
	bool moves;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_SYSTEM,
			       N_("the screen needs a terminal, and standard input or output is not one"));
	if (!name || !*name)
		return err_set(err, ERR_SYSTEM,
			       N_("TERM is not set; it names the kind of terminal, as xterm-256color"));
	errno = 0;
	if (setupterm(NULL, STDOUT_FILENO, &result) != OK)
		return not_had(name, err);
	moves = capability("cup") != NULL;
	(void)del_curterm(cur_term);
	return moves || err_set(err, ERR_SYSTEM, N_("TERM is «%s», a terminal that cannot move its cursor"), name);
}

/*
 * Ctrl-S must not freeze the screen of somebody who does not know about Ctrl-Q,
 * some systems keep Ctrl-Y, Ctrl-O and Ctrl-V for themselves (IEXTEN), and
 * Ctrl-C, which copies elsewhere, must not end a workshop.
 */
static void set_modes(void)
{
	struct termios modes;

	(void)set_escdelay(ESCAPE_DELAY);
	(void)cbreak();
	(void)noecho();
	(void)nonl();
	(void)intrflush(stdscr, FALSE);
	(void)typeahead(-1); /* half a screen is no screen */
	if (tcgetattr(STDIN_FILENO, &modes) == 0) {
		modes.c_iflag &= ~(tcflag_t)IXON;
		modes.c_lflag &= ~(tcflag_t)IEXTEN;
		modes.c_cc[VINTR] = _POSIX_VDISABLE;
		(void)tcsetattr(STDIN_FILENO, TCSANOW, &modes);
		(void)def_prog_mode();
	}
	(void)curs_set(1);
}

/* A pad, for reading from a window would refresh it. */
static void open_keyboard(void)
{
	term.keyboard = newpad(1, 1);
	if (!term.keyboard)
		die("out of memory");
	(void)keypad(term.keyboard, TRUE);
	wtimeout(term.keyboard, 0);
	learn_keys();
	term.unread = ERR;
	term.readable = term.gone = term.resized = false;
}

/* Whether the Backspace key sends 0x08, which Ctrl-h does too. */
static bool backspace_is_control_h(void)
{
	const char *says = capability("kbs");

	return erasechar() == '\b' || (says && strcmp(says, "\b") == 0);
}

/* Curses ends the process by itself where it cannot have memory, with words that say nothing. */
static void leave_at_exit(void)
{
	if (!term.taken)
		return;
	rescue_terminal();
	if (write(STDERR_FILENO, term.words, strlen(term.words)) < 0)
		return;
}

/* Curses may crash where it could not have all the memory it asked for. */
static void leave_at_death(void)
{
	term.taken = false;
	rescue_terminal();
}

/* Asked for before curses asks: there it ends the process, or crashes. */
static bool has_room(void)
{
	void *room = malloc(SCREEN_ROOM);

	free(room);
	return room != NULL;
}

static void take(void)
{
	static bool heard;

	rescue_begin();
	(void)snprintf(term.words, sizeof(term.words), "cadran: %s\n", _(no_memory));
	term_set_last_words(term.words);
	term.taken = true;
	if (!heard)
		heard = atexit(leave_at_exit) == 0;
}

static bool give_up(bool failed)
{
	term.taken = false;
	return failed;
}

bool term_open(const char *codeset, struct err *err)
{
	if (term.screen)
		return true;
	take();
	if (!has_room())
		return give_up(err_set(err, ERR_SYSTEM, no_memory));
	if (!can_open(err))
		return give_up(false);
	/* Exported by somebody, they would be believed more than the terminal. */
	(void)unsetenv("LINES");
	(void)unsetenv("COLUMNS");
	signals_take();
	errno = 0;
	term.screen = newterm(NULL, frame_open(), stdin);
	if (!term.screen) {
		frame_close();
		signals_give_back();
		return give_up(not_had(getenv("TERM"), err));
	}
	find_paste_mode();
	find_mouse_mode();
	prepare_rescue();
	die_set_restore(leave_at_death);
	set_modes();
	open_keyboard();
	input_init(&term.input, codeset, backspace_is_control_h());
	term.anew = true;
	send(term.paste_on);
	term_set_last_words("");
	return true;
}

/* For the shell or another program; carry_on takes it back. */
static void let_go(void)
{
	if (term.input.points)
		send(term.mouse_off);
	send(term.paste_off);
	(void)endwin();
	send(term.below);
}

void term_close(void)
{
	if (!term.screen)
		return;
	let_go();
	term.input.points = false;
	(void)delwin(term.keyboard);
	delscreen(term.screen);
	frame_close();
	term.screen = NULL;
	term.taken = false;
	die_set_restore(NULL);
	signals_give_back();
	surface_release(&term.shown);
	free(term.line);
	term.line = NULL;
}

/* --- showing --- */

void term_size(int *width, int *height)
{
	*width = getmaxx(stdscr);
	*height = getmaxy(stdscr);
}

void term_ring(void)
{
	(void)beep();
}

void term_redraw(void)
{
	term.anew = true;
	(void)clearok(curscr, TRUE);
}

static void fit_shown(void)
{
	int width, height;

	term_size(&width, &height);
	if (term.shown.width == width && term.shown.height == height)
		return;
	surface_release(&term.shown);
	surface_init(&term.shown, width, height, false);
	term.line = xreallocarray(term.line, (size_t)width, sizeof(*term.line));
	term.anew = true;
}

/* The cell as the screen has room for it: a blank where there is none, and for a wide character at the edge. */
static const struct surface_cell *cell_for(const struct surface *surface, int row, int column)
{
	static const struct surface_cell blank = { " ", 1, 0 };
	const struct surface_cell *cell = surface_at(surface, row, column);

	return cell && column + cell->width <= term.shown.width ? cell : &blank;
}

static void fill(cchar_t *place, const struct surface_cell *cell)
{
	wchar_t text[CCHARW_MAX + 1] = { 0 };
	const char *at = cell->text;
	size_t left = strlen(at), bytes;
	attr_t attributes = A_NORMAL;
	uint32_t character;

	for (int i = 0; i < CCHARW_MAX && left && (bytes = utf8_decode(at, left, &character)); i++) {
		text[i] = (wchar_t)character;
		at += bytes;
		left -= bytes;
	}
	if (cell->attributes & ATTRIBUTE_BOLD)
		attributes |= A_BOLD;
	if (cell->attributes & ATTRIBUTE_REVERSE)
		attributes |= A_REVERSE;
	(void)setcchar(place, text, attributes, 0, NULL);
}

/* Where a row is not what curses was told: «from» to «to», none where it is. Curses is told all of it anew after that.
 */
static void take_row(const struct surface *surface, int row, struct surface_cell *shown, int *from, int *to)
{
	*from = term.anew ? 0 : term.shown.width;
	*to = term.anew ? term.shown.width : 0;
	for (int column = 0; column < term.shown.width; column++) {
		const struct surface_cell *cell = cell_for(surface, row, column);

		if (!memcmp(&shown[column], cell, sizeof(*cell)))
			continue;
		shown[column] = *cell;
		*from = column < *from ? column : *from;
		*to = column + 1 > *to ? column + 1 : *to;
	}
}

static void show_row(const struct surface *surface, int row)
{
	struct surface_cell *shown = &term.shown.cells[(size_t)row * (size_t)term.shown.width];
	int count = 0, from, to;

	/* Most rows are as they were. */
	if (!term.anew && surface->width == term.shown.width && row < surface->height &&
	    !memcmp(shown, surface_at(surface, row, 0), (size_t)surface->width * sizeof(*shown)))
		return;
	take_row(surface, row, shown, &from, &to);
	/* The right half of a wide character goes with its left one. */
	while (from < to && from && !shown[from].width)
		from--;
	for (int column = from; column < to; column++)
		if (shown[column].width)
			fill(&term.line[count++], &shown[column]);
	/* This one neither wraps nor scrolls, not even in the last corner. */
	if (count)
		(void)mvadd_wchnstr(row, from, term.line, count);
}

static void place_cursor(const struct surface *surface)
{
	const int last = term.shown.height - 1;

	if (surface->cursor_row < 0)
		(void)move(last, 0);
	else
		(void)move(number_between(surface->cursor_row, 0, last),
			   number_between(surface->cursor_column, 0, term.shown.width - 1));
}

void term_show(const struct surface *surface)
{
	fit_shown();
	for (int row = 0; row < term.shown.height; row++)
		show_row(surface, row);
	term.anew = false;
	place_cursor(surface);
	(void)wnoutrefresh(stdscr);
	/* After endwin() curses asks its terminal for modes and size first. */
	if (!isendwin())
		frame_begin((size_t)term.shown.width * (size_t)term.shown.height);
	(void)doupdate();
	frame_end();
}

/* --- waiting --- */

/* Waits for a byte or a signal; false when the deadline (-1: none) passed. */
static bool wait_until(long long deadline)
{
	const int ready = signals_wait(STDIN_FILENO, deadline);

	term.readable = ready > 0;
	term.gone |= ready < 0 && errno != EINTR;
	return ready != 0;
}

/* What there is, ERR for nothing. A byte that was promised and does not come is the end of the terminal. */
static int next_code(void)
{
	int code = term.unread;

	term.unread = ERR;
	while (code == ERR && (code = wgetch(term.keyboard)) == KEY_RESIZE) {
		term.resized = true;
		code = ERR;
	}
	term.gone |= code == ERR && term.readable;
	term.readable = false;
	return code;
}

int term_code(int milliseconds)
{
	const long long deadline = signals_now() + milliseconds;
	int code;

	while ((code = next_code()) == ERR && !term.gone && !term_asked.end && wait_until(deadline))
		;
	return code;
}

void term_uncode(int code)
{
	term.unread = code;
}

/* --- suspending --- */

static void stop(void)
{
	let_go();
	signals_stop();
	term_asked.carry_on = SIGCONT;
}

bool term_run(char *const arguments[], int *status, struct err *err)
{
	bool run;

	let_go();
	run = signals_run(arguments, status);
	term_asked.carry_on = SIGCONT;
	return run || err_set(err, ERR_SYSTEM, N_("no other program can be run: %s"), strerror(errno));
}

static void resize(void)
{
	struct winsize size;

	term_asked.resize = 0;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col)
		(void)resize_term(size.ws_row, size.ws_col);
	term.resized = true;
}

/* The shell may have changed the modes meanwhile, and somebody the window. The next term_show takes the screen. */
static void carry_on(void)
{
	term_asked.carry_on = 0;
	if (!isendwin())
		(void)endwin();
	(void)reset_prog_mode();
	resize();
	send(term.paste_on);
	if (term.input.points)
		send(term.mouse_on);
}

/* --- events --- */

static bool take_resize(void)
{
	if (!term.resized)
		return false;
	term.resized = false;
	term_redraw();
	return true;
}

static enum term_event next_event(struct term_input *input, long long deadline)
{
	enum term_event event = TERM_TIMEOUT;

	while (event == TERM_TIMEOUT) {
		int code;

		signals_receive();
		if (term_asked.end || term.gone)
			return TERM_GONE;
		if (term_asked.stop)
			stop();
		if (term_asked.carry_on)
			carry_on();
		if (term_asked.resize)
			resize();
		code = next_code();
		if (take_resize()) {
			term.unread = code;
			return TERM_RESIZE;
		}
		if (code != ERR)
			event = input_take(&term.input, input, code);
		else if (!term.gone && !wait_until(deadline))
			break;
	}
	return event;
}

void term_read(struct term_input *input, int milliseconds)
{
	buf_clear(&input->paste);
	input->event = next_event(input, milliseconds < 0 ? -1 : signals_now() + milliseconds);
}
