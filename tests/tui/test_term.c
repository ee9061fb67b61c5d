/*
 * The terminal, with a program that does nothing but show what comes
 * (helper_term.c). Everything goes through a pseudo-terminal, bytes in and a
 * screen out, so what is proved is what people get, terminfo and curses with it.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cadran/base/alloc.h"
#include "pty.h"

static void begin(void)
{
	cr_assert(setlocale(LC_CTYPE, "C.UTF-8"), "this system has no C.UTF-8");
}

TestSuite(term, .init = begin);

static struct pty *start(struct pty_options options, const char *codeset)
{
	const char *const argv[] = { pty_beside("helper_term"), codeset, NULL };

	options.argv = argv;
	return pty_open(&options);
}

/* As far as the first screen. */
static struct pty *opened(struct pty_options options, const char *codeset)
{
	struct pty *pty = start(options, codeset);

	pty_wait(pty, "0 events");
	return pty;
}

static void quit(struct pty *pty)
{
	int status;

	pty_type(pty, "q");
	status = pty_end(pty);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "it ended with %#x\n%s", (unsigned)status,
		  pty_screen(pty));
	pty_close(pty);
}

struct key_row {
	const char *bytes, *name;
};

/* The first keys of a terminal: types each and waits for its name, so that none runs into the next. */
static void expect_keys(struct pty *pty, const struct key_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buf expected;

		buf_init(&expected);
		buf_add_format(&expected, "%zu:%s", i + 1, rows[i].name);
		pty_type(pty, rows[i].bytes);
		pty_wait(pty, expected.data);
		buf_release(&expected);
	}
}

#define EXPECT_KEYS(pty, rows) expect_keys(pty, rows, ARRAY_SIZE(rows))

/* --- keys --- */

Test(term, every_key_arrives_by_its_name)
{
	static const struct key_row rows[] = {
		{ "\033OA", "<Up>" },         { "\033OB", "<Down>" },
		{ "\033OC", "<Right>" },      { "\033OD", "<Left>" },
		{ "\033OH", "<Home>" },       { "\033OF", "<End>" },
		{ "\033[5~", "<PageUp>" },    { "\033[6~", "<PageDown>" },
		{ "\033[2~", "<Insert>" },    { "\033[3~", "<Delete>" },
		{ "\033[Z", "<S-Tab>" },      { "\177", "<Backspace>" },
		{ "\r", "<Enter>" },          { "\t", "<Tab>" },
		{ "\033OP", "<F1>" },         { "\033OQ", "<F2>" },
		{ "\033OR", "<F3>" },         { "\033OS", "<F4>" },
		{ "\033[15~", "<F5>" },       { "\033[17~", "<F6>" },
		{ "\033[18~", "<F7>" },       { "\033[19~", "<F8>" },
		{ "\033[20~", "<F9>" },       { "\033[21~", "<F10>" },
		{ "\033[23~", "<F11>" },      { "\033[24~", "<F12>" },
		{ "\033[1;5A", "<C-Up>" },    { "\033[1;5B", "<C-Down>" },
		{ "\033[1;5C", "<C-Right>" }, { "\033[1;5D", "<C-Left>" },
		{ "\033[1;5H", "<C-Home>" },  { "\033[1;5F", "<C-End>" },
		{ "\033[1;3A", "<M-Up>" },    { "\033[1;3B", "<M-Down>" },
		{ "\033[1;3C", "<M-Right>" }, { "\033[1;3D", "<M-Left>" },
		{ "\033", "<Esc>" },
	};
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	EXPECT_KEYS(pty, rows);
	quit(pty);
}

Test(term, keys_of_other_terminals_arrive_too)
{
	static const struct key_row rows[] = {
		/* not in application mode */
		{ "\033[A", "<Up>" },
		{ "\033[B", "<Down>" },
		{ "\033[C", "<Right>" },
		{ "\033[D", "<Left>" },
		/* the Linux console, rxvt, screen, PuTTY */
		{ "\033[1~", "<Home>" },
		{ "\033[4~", "<End>" },
		{ "\033[7~", "<Home>" },
		{ "\033[8~", "<End>" },
		{ "\033[[A", "<F1>" },
		{ "\033[11~", "<F1>" },
		{ "\033[[E", "<F5>" },
		{ "\033Od", "<C-Left>" },
		{ "\033Oc", "<C-Right>" },
		{ "\033[5D", "<C-Left>" },
		/* the block of digits */
		{ "\033OM", "<Enter>" },
		{ "\033Oq", "1" },
		{ "\033Ou", "5" },
		{ "\033On", "." },
		{ "\033Om", "-" },
	};
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	EXPECT_KEYS(pty, rows);
	quit(pty);
}

Test(term, control_letters_arrive_by_their_names_and_stop_nothing)
{
	static const struct key_row rows[] = {
		{ "\001", "<C-a>" }, { "\002", "<C-b>" }, { "\004", "<C-d>" }, { "\005", "<C-e>" }, { "\006", "<C-f>" },
		{ "\007", "<C-g>" }, { "\010", "<C-h>" }, { "\012", "<C-j>" }, { "\013", "<C-k>" }, { "\014", "<C-l>" },
		{ "\016", "<C-n>" }, { "\017", "<C-o>" }, { "\020", "<C-p>" }, { "\021", "<C-q>" }, { "\022", "<C-r>" },
		{ "\023", "<C-s>" }, { "\024", "<C-t>" }, { "\025", "<C-u>" }, { "\026", "<C-v>" }, { "\027", "<C-w>" },
		{ "\030", "<C-x>" }, { "\031", "<C-y>" },
	};
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	EXPECT_KEYS(pty, rows);
	quit(pty);
}

Test(term, escape_with_a_key_at_once_is_that_key_with_alt)
{
	static const struct key_row rows[] = {
		{ "\033x", "<M-x>" },
		{ "\033é", "<M-é>" },
		{ "\033\177", "<M-Backspace>" },
		{ "\033\r", "<M-Enter>" },
		{ "\033\001", "<M-C-a>" },
		{ "\033\033[A", "<M-Up>" },
		{ "\033[", "<M-[>" },
		{ "\033O", "<M-O>" },
		{ "\033日", "<M-日>" },
		{ "\033\033[6~", "<M-PageDown>" },
		{ "\033 ", "<M- >" },
	};
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	EXPECT_KEYS(pty, rows);
	pty_type(pty, "\033\033");
	pty_wait(pty, "12:<Esc> 13:<Esc>");
	quit(pty);
}

Test(term, sequences_that_nobody_knows_leave_no_text_behind)
{
	static const struct key_row rows[] = {
		{ "\033[99;7~a", "a" }, { "\033[Ib", "b" },        { "\033[<0;10;20Mc", "c" },
		{ "\033O9Xd", "d" },    { "\033[27;5;46~e", "e" }, { "\033[M !!f", "f" },
	};
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	EXPECT_KEYS(pty, rows);
	quit(pty);
}

Test(term, characters_of_every_length_arrive_whole)
{
	static const struct key_row rows[] = {
		{ "a", "a" },   { "é", "é" }, { "œ", "œ" }, { "€", "€" },
		{ "日", "日" }, { "😀", "😀" }, { "<", "<" }, { ">", ">" },
	};
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	EXPECT_KEYS(pty, rows);
	pty_type(pty, "e\xcc\x81z");
	/* The mark is a key of its own; after «:» the screen shows it on the colon. */
	pty_wait(pty, "9:e 10:\xcc\x81 11:z");
	quit(pty);
}

Test(term, bytes_that_are_no_character_are_dropped)
{
	static const char bytes[] = "\xff"
				    "a"
				    "\x80"
				    "b"
				    "\xc3"
				    "c"
				    "\xc0\xaf"
				    "d"
				    "\xed\xa0\x80"
				    "e"
				    "\0"
				    "f"
				    "\x1d"
				    "g"
				    "\xc2\x9b"
				    "h"
				    "\xf4\x90\x80\x80"
				    "i";
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	pty_bytes(pty, bytes, sizeof(bytes) - 1);
	pty_wait(pty, "1:a 2:b 3:c 4:d 5:e 6:f 7:g 8:h 9:i");
	quit(pty);
}

static void pause_for(int milliseconds)
{
	const struct timespec time = { .tv_nsec = milliseconds * 1000000L };

	nanosleep(&time, NULL);
}

Test(term, a_character_or_a_sequence_in_pieces_is_put_together)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);
	const char *pieces[] = { "\033", "O", "A", "\xf0", "\x9f", "\x98", "\x80" };

	for (size_t i = 0; i < ARRAY_SIZE(pieces); i++) {
		pause_for(2);
		pty_type(pty, pieces[i]);
	}
	pty_wait(pty, "1:<Up> 2:😀");
	quit(pty);
}

Test(term, a_character_cut_short_by_silence_becomes_nothing)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	pty_type(pty, "\xe6\x97");
	pause_for(300);
	pty_type(pty, "\xa5"
		      "a");
	pty_wait(pty, "1:a");
	quit(pty);
}

Test(term, a_terminal_in_latin_1_sends_keys_and_pastes_in_latin_1)
{
	static const struct key_row rows[] = {
		{ "\xe9", "é" }, { "\xa4", "€" }, { "\033\xe0", "<M-à>" }, { "a", "a" }, { "\033OA", "<Up>" }
	};
	struct pty *pty = opened((struct pty_options){ 0 }, "ISO-8859-15");

	EXPECT_KEYS(pty, rows);
	pty_type(pty, "\x9f"
		      "b");
	pty_wait(pty, "6:b");
	pty_type(pty, "\033[200~d\xe9j\xe0 \xbd\r\033[201~");
	pty_wait(pty, "7:paste(déjà œ|)");
	quit(pty);
}

Test(term, without_a_locale_keys_are_taken_for_utf_8)
{
	static const struct key_row rows[] = { { "é", "é" }, { "a", "a" } };
	struct pty *pty = opened((struct pty_options){ 0 }, "ANSI_X3.4-1968");

	EXPECT_KEYS(pty, rows);
	quit(pty);
}

Test(term, backspace_is_what_the_terminal_says_it_is)
{
	static const struct key_row one[] = { { "\177", "<Backspace>" }, { "\010", "<C-h>" } };
	static const struct key_row both[] = { { "\177", "<Backspace>" }, { "\010", "<Backspace>" } };
	struct pty *pty = opened((struct pty_options){ .term = "linux" }, NULL);

	EXPECT_KEYS(pty, one);
	quit(pty);
	pty = opened((struct pty_options){ .term = "vt100" }, NULL);
	EXPECT_KEYS(pty, both);
	quit(pty);
}

/* --- pastes --- */

Test(term, a_paste_is_one_event_without_what_no_field_may_hold)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	pty_type(pty, "\033[200~q\001a\r\nb\rc\nd\033e\x7f\x08"
		      "é\xff\xc2\x9b\033[A\033[31m\033[201~z");
	pty_wait(pty, "1:paste(qa|b|c|deé[31m) 2:z");
	pty_type(pty, "\033[200~\033[201~y");
	pty_wait(pty, "3:paste() 4:y");
	pty_type(pty, "\033[200~a\tb\033[201~");
	pty_wait(pty, "5:paste(a b)");
	quit(pty);
}

Test(term, a_paste_without_an_end_ends_after_a_second)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	pty_type(pty, "\033[200~never");
	pty_wait(pty, "1:paste(never)");
	pty_type(pty, "\033[201~a");
	pty_wait(pty, "2:a");
	quit(pty);
}

Test(term, a_paste_is_cut_at_one_mebibyte_and_the_rest_is_not_typed)
{
	const size_t length = (1 << 20) + 5000;
	char *text = xcalloc(length + 1, 1);
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	memset(text, 'q', length);
	pty_type(pty, "\033[200~");
	pty_bytes(pty, text, length);
	pty_type(pty, "\033[201~");
	pty_wait(pty, "1:paste of 1048576");
	free(text);
	quit(pty);
}

Test(term, pastes_are_asked_for_and_given_up)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	cr_assert(strstr(pty_output(pty)->data, "\033[?2004h"));
	pty_type(pty, "q");
	pty_end(pty);
	cr_assert(strstr(pty_output(pty)->data, "\033[?2004l"));
	pty_close(pty);
}

/* --- the size --- */

Test(term, another_size_is_an_event_and_everything_is_drawn_anew)
{
	static const struct {
		int width, height;
	} sizes[] = { { 60, 15 }, { 200, 50 }, { 20, 5 }, { 80, 24 } };
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct buf expected;

		buf_init(&expected);
		buf_add_format(&expected, "size %dx%d", sizes[i].width, sizes[i].height);
		pty_resize(pty, sizes[i].width, sizes[i].height);
		pty_wait(pty, expected.data);
		pty_wait(pty, "resize");
		buf_release(&expected);
	}
	quit(pty);
}

Test(term, no_size_is_lost_among_keys_nor_where_it_comes_back_at_once)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	for (int i = 0; i < 40; i++) {
		pty_type(pty, "jj");
		pty_resize(pty, 60, 15);
		pty_type(pty, "k");
		pty_resize(pty, 80, 24);
		if (i % 4 == 0)
			pty_settle(pty, 1);
	}
	pty_type(pty, "x");
	pty_wait(pty, "size 80x24");
	pty_wait(pty, ":x");
	pty_resize(pty, 60, 15);
	pty_wait(pty, "size 60x15");
	quit(pty);
}

Test(term, the_size_of_the_terminal_counts_and_not_what_somebody_exported)
{
	static const char *const exported[] = { "LINES=10", "COLUMNS=200", NULL };
	struct pty *pty = opened((struct pty_options){ .environment = exported }, NULL);

	pty_wait(pty, "size 80x24");
	pty_resize(pty, 60, 15);
	pty_wait(pty, "size 60x15");
	quit(pty);
}

Test(term, one_cell_is_enough_not_to_fall_over)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	pty_resize(pty, 1, 1);
	pty_settle(pty, 100);
	pty_type(pty, "aLM");
	pty_settle(pty, 100);
	pty_resize(pty, 2, 3);
	pty_type(pty, "LN");
	pty_settle(pty, 100);
	pty_resize(pty, 80, 24);
	pty_wait(pty, "size 80x24");
	quit(pty);
	pty = start((struct pty_options){ .width = 1, .height = 1 }, NULL);
	pty_wait(pty, "s");
	quit(pty);
}

/* --- drawing --- */

static void expect_text_and_attributes(const char *term, bool bold, bool reverse)
{
	struct pty *pty = opened((struct pty_options){ .term = term }, NULL);
	struct pty_cell cell[4];

	pty_wait(pty, "bold reverse both │ é e\xcc\x81 日本 «—» █▒\n");
	for (int i = 0; i < 4; i++)
		cell[i] = pty_cell_at(pty, 1, (const int[]){ 0, 5, 13, 18 }[i]);
	cr_expect_eq(cell[0].bold, bold, "%s: bold", term);
	cr_expect_eq(cell[1].reverse, reverse, "%s: reverse", term);
	cr_expect(cell[2].bold == bold && cell[2].reverse == reverse, "%s: both", term);
	cr_expect(!cell[3].bold && !cell[3].reverse, "%s: neither", term);
	quit(pty);
}

Test(term, every_terminal_shows_the_same_text_bold_and_reverse)
{
	static const char *const terms[] = { "xterm-256color",
					     "xterm",
					     "xterm-mono",
					     "linux",
					     "vt100",
					     "vt220",
					     "screen",
					     "screen-256color",
					     "tmux",
					     "tmux-256color",
					     "rxvt",
					     "rxvt-unicode-256color",
					     "ansi" };
	size_t tried = 0;

	for (size_t i = 0; i < ARRAY_SIZE(terms); i++) {
		struct buf command;

		buf_init(&command);
		buf_add_format(&command, "infocmp %s >/dev/null 2>&1", terms[i]);
		if (system(command.data) == 0) {
			expect_text_and_attributes(terms[i], true, true);
			tried++;
		}
		buf_release(&command);
	}
	cr_assert_gt(tried, 5);
}

Test(term, the_cursor_stands_where_the_focus_is)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);
	int row, column;

	pty_wait(pty, "█▒");
	pty_settle(pty, 50);
	pty_cursor(pty, &row, &column);
	cr_assert(row == 1 && column == 5, "it stands at %d, %d", row, column);
	pty_type(pty, "M");
	pty_wait_gone(pty, "size");
	pty_settle(pty, 50);
	pty_cursor(pty, &row, &column);
	cr_assert(row == 23 && column == 0, "it stands at %d, %d", row, column);
	quit(pty);
}

static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
		count++;
	return count;
}

/* Rows of wide characters, every other one shifted by a column: one is cut at the edge, and leaves a blank. */
Test(term, a_surface_larger_than_the_screen_fills_it_to_the_last_corner)
{
	static const char *const terms[] = { "xterm-256color", "vt100", "linux" };

	for (size_t i = 0; i < ARRAY_SIZE(terms); i++) {
		struct pty *pty = opened((struct pty_options){ .term = terms[i], .width = 20, .height = 4 }, NULL);

		pty_type(pty, "L");
		pty_wait_gone(pty, "size");
		pty_settle(pty, 100);
		cr_expect_str_eq(
			pty_screen(pty),
			"日日日日日日日日日日\n 日日日日日日日日日\n日日日日日日日日日日\n 日日日日日日日日日\n",
			"%s:\n%s", terms[i], pty_screen(pty));
		pty_type(pty, "M");
		pty_wait_gone(pty, "日");
		cr_expect_str_eq(pty_screen(pty), "m\n\n\n\n", "%s:\n%s", terms[i], pty_screen(pty));
		quit(pty);
	}
}

Test(term, only_what_changed_is_sent)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);
	size_t before, sent;

	pty_type(pty, "a");
	pty_wait(pty, "1:a");
	pty_settle(pty, 100);
	before = pty_output(pty)->length;
	pty_type(pty, "b");
	pty_wait(pty, "2:b");
	pty_settle(pty, 100);
	sent = pty_output(pty)->length - before;
	cr_assert(sent > 0 && sent < 60, "%zu bytes for one key", sent);
	cr_assert_eq(count_of(pty_output(pty)->data, "reverse"), 1);
	pty_type(pty, "R");
	pty_wait(pty, "3:R");
	pty_settle(pty, 100);
	cr_assert_eq(count_of(pty_output(pty)->data, "reverse"), 2, "redrawing sends everything");
	quit(pty);
}

static long switches(pid_t process)
{
	char path[64], line[200];
	long count = -1;
	FILE *file;

	(void)snprintf(path, sizeof(path), "/proc/%d/status", (int)process);
	file = fopen(path, "r");
	cr_assert_not_null(file);
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "voluntary_ctxt_switches: %ld", &count) == 1)
			break;
	(void)fclose(file);
	return count;
}

Test(term, while_nobody_types_nothing_is_sent_and_nothing_wakes)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);
	size_t sent;
	long woken;

	pty_type(pty, "a");
	pty_wait(pty, "1:a");
	pty_settle(pty, 300);
	sent = pty_output(pty)->length;
	woken = switches(pty_process(pty));
	pty_settle(pty, 1000);
	cr_assert_eq(pty_output(pty)->length, sent);
	cr_assert_eq(switches(pty_process(pty)), woken, "it woke %ld times", switches(pty_process(pty)) - woken);
	quit(pty);
}

Test(term, a_limited_wait_ends_in_time_and_sends_nothing_new)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	pty_type(pty, "T");
	pty_wait(pty, "3 timeouts");
	pty_type(pty, "a");
	pty_wait(pty, "2:a");
	quit(pty);
}

/* --- the end --- */

static bool same_modes(const struct termios *a, const struct termios *b)
{
	return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_lflag == b->c_lflag &&
	       a->c_cflag == b->c_cflag;
}

/* A shell's view: the modes before, and a process group of one's own. */
static struct pty *opened_with_modes(struct termios *before, struct pty_options options)
{
	struct pty *other = pty_open(&(struct pty_options){ .argv = (const char *const[]){ "/bin/cat", NULL } });
	struct pty *pty;

	/* What a new pseudo-terminal begins with; that of `pty` may be in other modes already. */
	*before = pty_modes(other);
	pty_close(other);
	pty = opened(options, NULL);
	cr_assert(pty_is_fullscreen(pty));
	return pty;
}

static void expect_put_back(struct pty *pty, const struct termios *before)
{
	const struct termios after = pty_modes(pty);
	const char *output = pty_output(pty)->data;

	cr_assert(same_modes(before, &after), "lflag %#x, was %#x; iflag %#x, was %#x; oflag %#x, was %#x",
		  after.c_lflag, before->c_lflag, after.c_iflag, before->c_iflag, after.c_oflag, before->c_oflag);
	cr_assert_not(pty_is_fullscreen(pty));
	cr_assert_geq(count_of(output, "\033[?2004l"), 1, "pastes are still bracketed");
	cr_assert_geq(count_of(output, "\033[?1l"), 1, "the keypad is still in application mode");
}

Test(term, leaving_puts_the_terminal_back)
{
	struct termios before;
	struct pty *pty = opened_with_modes(&before, (struct pty_options){ 0 });

	pty_type(pty, "q");
	cr_assert_eq(pty_end(pty), 0);
	expect_put_back(pty, &before);
	pty_wait(pty, "left");
	pty_close(pty);
}

Test(term, where_the_screen_stays_what_comes_after_it_begins_below_it)
{
	static const struct {
		const char *term;
		bool below;
	} rows[] = { { "vt100", true }, { "xterm-256color", false } };

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct pty *pty = opened((struct pty_options){ .term = rows[i].term }, NULL);

		pty_type(pty, "q");
		cr_assert_eq(pty_end(pty), 0);
		pty_wait(pty, "left");
		cr_expect_eq(strstr(pty_output(pty)->data, "\nleft") != NULL, rows[i].below, "%s", rows[i].term);
		pty_close(pty);
	}
}

static void end_by(int number, const char *says)
{
	struct termios before;
	struct pty *pty = opened_with_modes(&before, (struct pty_options){ 0 });
	int status;

	pty_type(pty, "ab");
	pty_wait(pty, "2:b");
	cr_assert_eq(kill(pty_process(pty), number), 0);
	status = pty_end(pty);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 3, "signal %d: status %#x", number, (unsigned)status);
	pty_wait(pty, says);
	expect_put_back(pty, &before);
	pty_close(pty);
}

Test(term, a_signal_to_end_is_told_and_the_terminal_put_back)
{
	end_by(SIGTERM, "gone by SIGTERM");
	end_by(SIGHUP, "gone by SIGHUP");
	end_by(SIGINT, "gone by SIGINT");
}

Test(term, ctrl_c_is_a_key_and_ends_nothing)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	pty_type(pty, "\003");
	pty_wait(pty, "1:<C-c>");
	quit(pty);
}

Test(term, a_signal_is_heard_while_keys_rain)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);
	char keys[3000];
	int status;

	memset(keys, 'a', sizeof(keys));
	pty_bytes(pty, keys, sizeof(keys));
	cr_assert_eq(kill(pty_process(pty), SIGTERM), 0);
	status = pty_end(pty);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	cr_assert_null(strstr(pty_screen(pty), "3000:a"));
	pty_close(pty);
}

static void ignore_hang_up(void)
{
	(void)signal(SIGHUP, SIG_IGN);
}

Test(term, a_terminal_that_goes_away_ends_it_with_and_without_a_signal)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);
	int status = pty_hang_up(pty);

	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 3, "status %#x", (unsigned)status);
	pty_close(pty);
	pty = opened((struct pty_options){ .prepare = ignore_hang_up }, NULL);
	status = pty_hang_up(pty);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 3, "status %#x", (unsigned)status);
	pty_close(pty);
}

static bool under_valgrind(void)
{
	return getenv("CADRAN_TEST_SHARE") != NULL;
}

/* A sanitizer answers some of these signals with a report and status 1; that it ends badly is what counts. */
static void crash_by(const char *key, int number)
{
	struct termios before;
	struct pty *pty = opened_with_modes(
		&before,
		(struct pty_options){ .environment = (const char *const[]){ "ASAN_OPTIONS", "UBSAN_OPTIONS", NULL } });
	int status;

	if (key)
		pty_type(pty, key);
	else
		cr_assert_eq(kill(pty_process(pty), number), 0);
	status = pty_end(pty);
	cr_assert(WIFSIGNALED(status) ? WTERMSIG(status) == number : WEXITSTATUS(status) != 0, "status %#x",
		  (unsigned)status);
	expect_put_back(pty, &before);
	pty_close(pty);
}

Test(term, a_crash_puts_the_terminal_back)
{
	if (under_valgrind())
		cr_skip_test("valgrind speaks of every crash");
	crash_by("A", SIGABRT);
	crash_by("S", SIGSEGV);
	crash_by(NULL, SIGSEGV);
	crash_by(NULL, SIGBUS);
	crash_by(NULL, SIGFPE);
	crash_by(NULL, SIGQUIT);
}

Test(term, the_end_of_memory_puts_the_terminal_back_before_it_speaks)
{
	struct termios before;
	struct pty *pty = opened_with_modes(&before, (struct pty_options){ 0 });
	int status;

	pty_type(pty, "D");
	status = pty_end(pty);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	pty_wait(pty, "cadran: nothing left to do");
	expect_put_back(pty, &before);
	pty_close(pty);
}

/* --- suspending --- */

/* A shell that holds a job, and asks what the terminal looks like meanwhile. */
static struct pty *opened_in_shell(void)
{
	struct buf command;
	struct pty *pty;

	buf_init(&command);
	buf_add_format(
		&command,
		"set -m; %s; stty -a | grep -q ' icanon' && echo canonical; echo stopped; read line; fg; echo over $?",
		pty_beside("helper_term"));
	pty = pty_open(&(struct pty_options){ .argv = (const char *const[]){ "/bin/sh", "-c", command.data, NULL } });
	buf_release(&command);
	pty_wait(pty, "0 events");
	return pty;
}

Test(term, ctrl_z_gives_the_terminal_to_the_shell_and_coming_back_draws_everything)
{
	struct pty *pty;

	if (under_valgrind())
		cr_skip_test("valgrind lets nothing stop");
	pty = opened_in_shell();
	pty_type(pty, "é");
	pty_wait(pty, "1:é");
	pty_type(pty, "\032");
	pty_wait(pty, "stopped");
	pty_wait(pty, "canonical");
	cr_assert_not(pty_is_fullscreen(pty));
	cr_assert_eq(count_of(pty_output(pty)->data, "\033[?2004l"), 1);
	pty_resize(pty, 70, 20);
	pty_type(pty, "\n");
	pty_wait(pty, "size 70x20");
	pty_wait(pty, "1:é 2:resize");
	cr_assert(pty_is_fullscreen(pty));
	cr_assert_eq(count_of(pty_output(pty)->data, "\033[?2004h"), 2);
	pty_type(pty, "\033OA\023");
	pty_wait(pty, "3:<Up> 4:<C-s>");
	pty_type(pty, "q");
	pty_wait(pty, "over 0");
	pty_end(pty);
	pty_close(pty);
}

Test(term, a_program_that_is_stopped_from_outside_comes_back_too)
{
	struct pty *pty = opened((struct pty_options){ 0 }, NULL);

	cr_assert_eq(kill(pty_process(pty), SIGSTOP), 0);
	cr_assert_eq(kill(pty_process(pty), SIGCONT), 0);
	pty_wait(pty, "1:resize");
	/* Nobody could wake us up: then we do not sleep. */
	pty_type(pty, "\032");
	pty_wait(pty, "2:resize");
	pty_type(pty, "a");
	pty_wait(pty, "3:a");
	quit(pty);
}

/* --- what is no terminal --- */

/* One sentence on standard error, which stays on the terminal, and nothing else anywhere. */
static void expect_refusal(struct pty_options options, const char *sentence)
{
	struct pty *pty = start(options, NULL);
	int status = pty_end(pty);
	struct buf expected;

	buf_init(&expected);
	buf_add_format(&expected, "helper_term: %s\r\n", sentence);
	cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 2, "%s: status %#x", sentence, (unsigned)status);
	cr_expect_str_eq(pty_output(pty)->data, expected.data);
	buf_release(&expected);
	pty_close(pty);
}

Test(term, terminals_that_cannot_show_a_screen_are_refused_with_a_sentence)
{
	expect_refusal((struct pty_options){ .term = "dumb" },
		       "TERM is «dumb», a terminal that cannot move its cursor");
	expect_refusal((struct pty_options){ .term = "no-such-terminal" },
		       "TERM is «no-such-terminal», a terminal that is not known here");
	expect_refusal((struct pty_options){ .term = "unknown" },
		       "TERM is «unknown», a terminal that is not known here");
	expect_refusal((struct pty_options){ .environment = (const char *const[]){ "TERM", NULL } },
		       "TERM is not set; it names the kind of terminal, as xterm-256color");
	expect_refusal((struct pty_options){ .environment = (const char *const[]){ "TERM=", NULL } },
		       "TERM is not set; it names the kind of terminal, as xterm-256color");
}

static void input_is_a_pipe(void)
{
	int ends[2];

	if (pipe(ends) == 0)
		(void)dup2(ends[0], STDIN_FILENO);
}

static void output_is_a_file(void)
{
	(void)dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
}

static void input_is_closed(void)
{
	(void)close(STDIN_FILENO);
}

static void output_is_closed(void)
{
	(void)close(STDOUT_FILENO);
}

Test(term, standard_input_and_output_must_be_the_terminal)
{
	static void (*const ways[])(void) = { input_is_a_pipe, output_is_a_file, input_is_closed, output_is_closed };

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++)
		expect_refusal((struct pty_options){ .prepare = ways[i] },
			       "the screen needs a terminal, and standard input or output is not one");
}
