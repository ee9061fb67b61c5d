/*
 * The interface as a value: keys in, a surface out. It knows nothing of the
 * terminal and asks nothing of the world but through the session, so that a
 * test presses keys by name and compares what is drawn.
 *
 *	ui_key, ui_paste, ui_resize ── what the user did
 *	ui_draw ── the whole screen
 *	ui_settle ── what was changed goes to the disk
 *	ui_wait, ui_tick ── when there is something to do while nobody presses a key
 */
#ifndef CADRAN_TUI_UI_H
#define CADRAN_TUI_UI_H

#include "cadran/app/session.h"
#include "cadran/tui/complete.h"
#include "cadran/tui/key.h"
#include "cadran/tui/lineedit.h"
#include "cadran/tui/view.h"

struct page;
struct ui;

/* The least that a screen needs. */
enum { UI_WIDTH = 80, UI_HEIGHT = 24 };

enum { STEP_MOST = 16, PILE_MOST = 8 };

/* A step of the way: its pile of pages. */
struct step {
	const struct page *page; /* the lowest */
	size_t grid;             /* of content.grids, where it is about one */
	const char *name;        /* in the user's language */
	const char *names[LANGUAGE_COUNT];
	struct layer {
		const struct page *page;
		void *state;
		int door; /* the action that opened it from anywhere: it closes when one goes to a step (doors.c); else
			     0 */
	} pile[PILE_MOST];
	size_t depth;
};

/* What is being typed, and what it is to become. */
struct edit {
	bool open;
	bool waits; /* Enter was pressed; the disk has it not yet */
	struct lineedit line;
	char *label;
	enum change_kind kind; /* of the change; with `done`, none */
	char *key, *field;
	bool (*done)(struct ui *ui, const char *text);
	const char *enter; /* as in struct prompt, with `done` */
	bool path;
	void (*also)(struct ui *ui, struct change_list *changes); /* adds what goes with the value; NULL: nothing */
	bool drawn;                                               /* by the page, in its place */
	bool in_form;                                             /* <Tab> goes on to the next field */
	bool unsaved;                                             /* typed since the last draft */
	long long unsaved_since;
	/* What it may become, and what was typed in this way before; see struct prompt. */
	void (*complete)(const struct ui *ui, const char *typed, struct candidates *out);
	struct candidates candidates; /* of what is typed */
	int chosen;                   /* of them; -1: none */
	bool remembers;
	bool refused; /* by `done`, with the last key: it is read and typed anew */
	size_t past;  /* how many texts back; 0: what is typed now */
	char *typed;  /* by hand, before a candidate or an earlier text was chosen; NULL */
};

enum { HISTORY_MOST = 100 };

/* What was typed, the last one last; each once. */
struct history {
	char *items[HISTORY_MOST]; /* owned */
	size_t count;
};

/* The time for it runs on whatever page is looked at. */
struct discussion {
	char use_case[KEY_MOST + 1]; /* its id; "" where nothing is talked about */
	size_t criterion;
	long long end, left; /* ms: when it is over, 0 where it stands still; what is left then */
	bool over;           /* its end was told */
};

/* What a workshop keeps besides the dossier, while the program runs. */
struct room {
	long minutes;           /* of a discussion */
	bool shows;             /* the vote that is being typed stands on the screen */
	long long since;        /* when the first votes were asked for; 0: not yet */
	size_t retained_before; /* how many items were retained then */
	struct discussion discussion;
};

enum { ROOM_MINUTES = 3, ROOM_MINUTES_MOST = 120 };

/* Catalogues and matrices to choose from: some pages ask for them, and few workshops open these. */
struct stock {
	struct content *(*load)(void); /* NULL where it cannot be */
	struct content *content;       /* NULL until somebody asks; the caller releases it in the end */
};

struct ui {
	struct session *session;       /* borrowed */
	const struct content *shipped; /* see ui_shipped */
	struct stock *stock;           /* what ui_shipped takes where `shipped` is NULL; borrowed, may be NULL */
	struct evaluation evaluation;
	struct robustness robustness; /* of the evaluation: exact at once, the rest while nobody presses a key */
	unsigned long evaluations;    /* how many there were, from 1: what was made of an earlier one is out of date */
	size_t scored, to_score; /* in the evaluation: the required scores that are there, of all that are asked for */
	struct scene scene;
	int width, height;
	bool ascii;
	struct step steps[STEP_MOST];
	size_t step_count, step;
	bool complete; /* the complete reading of the grids, not the express one */
	struct edit edit;
	struct buf message;
	struct buf before;      /* the message that the last key found */
	bool pending;           /* what the message tells is not on the disk yet */
	struct buf change;      /* what was changed, in words */
	bool cleared;           /* what was changed is empty now */
	unsigned times;         /* how often in a row the same was taken back, or done again */
	struct history history; /* after «:», since the dossier was opened */
	char *searched;         /* the last words looked for, folded; NULL */
	struct err read_only;   /* why; ERR_NONE where it is not */
	bool refused;           /* a change was, for that */
	struct journal_stamp (*stamp)(void);
	long long now; /* milliseconds, monotonic; set by the caller before each event */
	long long due; /* when what is drawn is out of date by itself; 0: never */
	bool projector;
	struct room room;
	bool leaving, redraw;
	bool bell;                  /* is to be rung; the caller clears it */
	bool mouse;                 /* what it does is wanted */
	struct surface_zone *zones; /* of the screen as it was drawn last; owned */
	size_t zone_count;
	bool wants_editor; /* what is being typed is to be edited by another program: ui_edited tells what came of it */
};

/* `language` is that of the content; `ascii` as for surfaces. `why` says why the session is read-only. */
void ui_init(struct ui *ui, struct session *session, const struct content *shipped, int width, int height, bool ascii,
	     const struct err *why, struct journal_stamp (*stamp)(void));
void ui_release(struct ui *ui);

/* What there is to choose from, where it came after ui_init; true where it has something to say: draw again then. */
bool ui_take_shipped(struct ui *ui, const struct content *shipped);

/* Loads it first where nobody asked before; NULL where there is none. */
const struct content *ui_shipped(const struct ui *ui);

void ui_key(struct ui *ui, const char *key);
void ui_paste(struct ui *ui, const char *text);

/*
 * A press on a key's label is that key, on a line it goes there, on the chosen
 * line it opens it; the wheel goes line by line. While a text is typed only the
 * keys at the foot can be pressed.
 */
void ui_point(struct ui *ui, const struct point *point);
void ui_resize(struct ui *ui, int width, int height);

/*
 * What another program made of edit.line.text, the text being typed, cleaned as
 * a text that is pasted; NULL, with `err`, where nothing came of it.
 */
void ui_edited(struct ui *ui, const char *text, const struct err *err);

/* On a surface of ui->width × ui->height. */
void ui_draw(struct ui *ui, struct surface *surface);

/* Flushes what is staged and says whether it is saved; true where the screen has to be drawn again. */
bool ui_settle(struct ui *ui);

/* How long until ui_tick has to be called, in milliseconds; -1: not before the next event. */
int ui_wait(const struct ui *ui);

/* Keeps what is being typed, where it is time to. */
void ui_keep(struct ui *ui);

/*
 * The same, and else some more samples of how sure the ranking is, in less time
 * than a key may wait. True where the screen has to be drawn again.
 */
bool ui_tick(struct ui *ui);

/* The last call before leaving: what is being typed is kept. */
void ui_leave(struct ui *ui);

#endif
