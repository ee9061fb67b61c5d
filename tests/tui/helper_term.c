/*
 * A program that does nothing but take the terminal over and show what comes:
 * «1:<Up> 2:é 3:paste(a|b)». For the tests of the terminal, and to try a
 * terminal or a keyboard by hand.
 *
 *	q leaves	A aborts	S runs out of stack	D dies
 *	L draws on a surface larger than any screen, M on one of a single cell, N normally
 *	m switches the mouse on or off
 *	R has everything sent anew	T waits 100 ms only, from then on
 *
 * Usage: helper_term [CODESET]
 */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/die.h"
#include "cadran/base/message.h"
#include "cadran/tui/term.h"

static struct buf seen;
static int count, timeouts;
static int wait_for = -1;
static bool mouse;
static char size_of_surface = 'N';

static void note(const struct term_input *input)
{
	buf_add_format(&seen, "%d:", ++count);
	if (input->event == TERM_KEY)
		buf_add_text(&seen, input->key.name);
	else if (input->event == TERM_POINT)
		buf_add_format(&seen, "%s(%d,%d)",
			       (const char *const[]){ "press", "wheel-up", "wheel-down" }[input->point.what],
			       input->point.row, input->point.column);
	else if (input->event == TERM_RESIZE)
		buf_add_text(&seen, "resize");
	else if (input->event == TERM_PASTE && input->paste.length > 1000)
		buf_add_format(&seen, "paste of %zu", input->paste.length);
	else if (input->event == TERM_PASTE) {
		buf_add_text(&seen, "paste(");
		for (const char *at = input->paste.data; *at; at++)
			buf_add_char(&seen, *at == '\n' ? '|' : *at);
		buf_add_char(&seen, ')');
	}
	buf_add_char(&seen, ' ');
}

static void draw_normally(struct surface *surface)
{
	struct buf head;

	buf_init(&head);
	buf_add_format(&head, "size %dx%d, %d events, %d timeouts", surface->width, surface->height, count, timeouts);
	surface_text(surface, 0, 0, 200, ATTRIBUTE_NONE, head.data);
	surface_text(surface, 1, 0, 4, ATTRIBUTE_BOLD, "bold");
	surface_text(surface, 1, 5, 7, ATTRIBUTE_REVERSE, "reverse");
	surface_text(surface, 1, 13, 4, ATTRIBUTE_BOLD | ATTRIBUTE_REVERSE, "both");
	surface_text(surface, 1, 18, 40, ATTRIBUTE_NONE, "│ é e\xcc\x81 日本 «—» █▒");
	surface_wrap(surface, 2, 0, surface->width, ATTRIBUTE_NONE, seen.data);
	surface_cursor(surface, 1, 5);
	buf_release(&head);
}

static void draw(void)
{
	struct surface surface;
	int width, height;

	term_size(&width, &height);
	if (size_of_surface == 'L')
		surface_init(&surface, 400, 300, false);
	else if (size_of_surface == 'M')
		surface_init(&surface, 1, 1, false);
	else
		surface_init(&surface, width, height, false);
	if (size_of_surface == 'N')
		draw_normally(&surface);
	for (int row = 0; row < 300 && size_of_surface == 'L'; row++)
		for (int column = row % 2; column < 400; column += 2)
			surface_text(&surface, row, column, 2, ATTRIBUTE_NONE, "日");
	if (size_of_surface == 'M')
		surface_text(&surface, 0, 0, 1, ATTRIBUTE_NONE, "m");
	term_show(&surface);
	surface_release(&surface);
}

static void leave(int status, const char *how)
{
	term_close();
	term_close();
	printf("%s\n", how);
	buf_release(&seen);
	exit(status);
}

static int run_out_of_stack(volatile int depth)
{
	volatile char room[4096] = { 0 };

	return depth < 0 ? 0 : run_out_of_stack(depth + 1) + room[depth % 4096];
}

static void obey(const char *key)
{
	if (strcmp(key, "q") == 0)
		leave(0, "left");
	if (strcmp(key, "A") == 0)
		abort();
	if (strcmp(key, "S") == 0)
		count = run_out_of_stack(0);
	if (strcmp(key, "D") == 0)
		die("nothing left to do");
	if (strcmp(key, "R") == 0)
		term_redraw();
	if (strcmp(key, "m") == 0)
		term_mouse(mouse = !mouse);
	if (strcmp(key, "T") == 0)
		wait_for = 100;
	if (strlen(key) == 1 && strchr("LMN", *key))
		size_of_surface = *key;
}

int main(int argc, char **argv)
{
	struct term_input input;
	struct err err;

	setlocale(LC_ALL, "");
	setlocale(LC_CTYPE, "C.UTF-8");
	buf_init(&seen);
	buf_init(&input.paste);
	if (!term_open(argc > 1 ? argv[1] : "UTF-8", &err)) {
		fprintf(stderr, "helper_term: %s\n", err.text);
		return 2;
	}
	for (;;) {
		draw();
		term_read(&input, wait_for);
		if (input.event == TERM_GONE)
			break;
		if (input.event == TERM_TIMEOUT)
			timeouts++;
		else
			note(&input);
		if (input.event == TERM_KEY)
			obey(input.key.name);
	}
	buf_release(&input.paste);
	leave(3, term_signal() == SIGTERM  ? "gone by SIGTERM"
		 : term_signal() == SIGHUP ? "gone by SIGHUP"
		 : term_signal() == SIGINT ? "gone by SIGINT"
					   : "gone");
}
