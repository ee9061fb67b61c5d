/*
 * The least that a list in a terminal takes: 100 lines, one of them reversed, j
 * and k move, q leaves. What the interface is measured against (tests/run-bench).
 */
#include <curses.h>
#include <locale.h>

enum { LINES_MOST = 100 };

static void draw(int top, int selected)
{
	for (int row = 0; row < LINES && top + row < LINES_MOST; row++) {
		if (top + row == selected)
			attron(A_REVERSE);
		mvprintw(row, 0, "%3d  a line of the list", top + row + 1);
		attroff(A_REVERSE);
	}
	move(selected - top, 0);
	refresh();
}

int main(void)
{
	int top = 0, selected = 0, key = 0;

	setlocale(LC_ALL, "");
	initscr();
	cbreak();
	noecho();
	do {
		if (key == 'j' && selected + 1 < LINES_MOST)
			selected++;
		if (key == 'k' && selected)
			selected--;
		if (selected >= top + LINES)
			top = selected - LINES + 1;
		if (selected < top)
			top = selected;
		draw(top, selected);
		key = getch();
	} while (key != 'q' && key != ERR);
	endwin();
	return 0;
}
