/*
 * A page of the interface: what stands between the line of steps and the line
 * of keys. One file a page, one exported name; its keys are a table.
 *
 *	key ─► binding ─► page->act() ─► ui_change() ─► session
 *	screen ◄─ page->draw() ◄─ document, evaluation (const)
 *
 * Pages lie on each other, one pile for each step: a step that is left and come
 * back to shows what it showed. The state of a page lives from ui_open to
 * ui_back and begins zeroed.
 */
#ifndef CADRAN_TUI_PAGE_H
#define CADRAN_TUI_PAGE_H

#include "cadran/core/date.h"
#include "cadran/tui/action.h"
#include "cadran/tui/ui.h"

/* Longer lines are lost between their beginning and their end. */
enum { PAGE_LINE = 120 };

struct page {
	const char *name;
	size_t state_size;
	const struct binding *bindings;
	int most; /* columns of a body of lines, that the eye has to follow to their end; 0: all there are */

	/* Draws the body. What the state points at may be gone since (undo): draw something else then. */
	void (*draw)(struct ui *ui, void *state, struct surface *surface);

	/* False where the action means nothing here; the interface then tries what works everywhere. `key` is what was
	 * pressed. */
	bool (*act)(struct ui *ui, void *state, enum action action, const char *key);

	/* Draws the same for a projector: on the whole screen but its last row, which the keys and messages have.
	 * False where there is nothing that a room follows together; that is asked with `surface` NULL. NULL: never. */
	bool (*project)(struct ui *ui, void *state, struct surface *surface);

	/* Goes to the next line, after the one of the cursor and round, that has `words` (text_fold) in it; false where
	 * none has. NULL: nothing to search. */
	bool (*find)(struct ui *ui, void *state, const char *words);

	/* Whether what the page is about is not there any more: undo then closes it. NULL: never. */
	bool (*gone)(const struct ui *ui, const void *state);

	/*
	 * In how many milliseconds the page on top has something to do while nobody
	 * presses a key, -1: nothing; and what it does then, in less time than a key
	 * may wait: true where the screen has to be drawn again. NULL: never.
	 */
	int (*wait)(const struct ui *ui, const void *state);
	bool (*tick)(struct ui *ui, void *state);

	/* Keys that this state has labels for, shown before those of `bindings`; NULL: none. */
	const struct binding *(*more)(const void *state);

	/* Whether a key of this action would find nothing now: it is not offered at the foot. NULL: never. */
	bool (*idle)(const struct ui *ui, const void *state, enum action action);

	/* What it holds besides its own bytes; NULL: nothing. */
	void (*release)(void *state);
};

/* Whether the folded form of `text` has `words` in it. */
bool text_has(const char *text, const char *words);

/* Where: the bytes from `*begin` to `*end` of the text as it stands; false where it has not. */
bool text_locate(const char *text, const char *words, size_t *begin, size_t *end);

/* Lays `page` on the current step's pile; its state, zeroed, to be filled in. */
void *ui_open(struct ui *ui, const struct page *page);

/* Takes the page on top away; the lowest one stays. */
void ui_back(struct ui *ui);

/* Takes the page with this state away, wherever it lies on the current pile. */
void ui_close(struct ui *ui, const void *state);

/* The step that has `page` at its bottom with that grid, or -1. */
void ui_go_to_step(struct ui *ui, size_t step);

/* To be called while drawing: what is drawn is out of date at that moment (as ui.now), and drawn again then. */
void ui_draw_again(struct ui *ui, long long moment);

/* What the message line says until the next key. */
void ui_say(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ui_say_err(struct ui *ui, const struct err *err);

/* The day of the session's clock. */
void ui_today(const struct ui *ui, char date[DATE_SIZE]);

/* False, having said why, where the dossier is open for reading only: to be asked before anything is typed. */
bool ui_may_change(struct ui *ui);

/*
 * One change, or several as one unit: in the document and the evaluation at
 * once, on the disk after the next painting. False, having said why, where it
 * cannot be taken; the list is empty afterwards in any case.
 */
bool ui_change(struct ui *ui, enum change_kind kind, const char *key, const char *field, const char *value);
bool ui_change_all(struct ui *ui, struct change_list *changes);

/*
 * Lets the user type a value: with Enter it becomes the change, a value that is
 * refused stays to be mended, Esc gives it up. A page may draw the field in its
 * place (ui_edit_draw); else it stands at the foot of the body.
 */
void ui_edit_value(struct ui *ui, const char *label, enum change_kind kind, const char *key, const char *field,
		   const char *text, bool lines);

/* Something else to be typed than a value: words to look for, a path, yes or no. */
struct prompt {
	const char *label; /* in the user's language */
	const char *enter; /* what Enter does with it, a message id; NULL: it says «yes» or «no» */
	const char *text;  /* to begin with */
	bool proposed;     /* what is typed replaces it (lineedit.h) */
	bool path;         /* «~» is the user's home: with Enter the field shows the whole path; <Tab> completes it */
	/* Adds what `typed` may become, for <Tab>; NULL: nothing. */
	void (*complete)(const struct ui *ui, const char *typed, struct candidates *out);
	bool remembers;                                /* <Up> and <Down> bring back what was typed before */
	bool (*done)(struct ui *ui, const char *text); /* says whether it was taken; the field is closed then */
};

void ui_ask(struct ui *ui, const struct prompt *prompt);

/* Whether it begins as «yes» or «oui» do, whatever the language of the messages. */
bool text_is_yes(const char *text);

/* Whether this value is being typed just now. */
bool ui_edits(const struct ui *ui, enum change_kind kind, const char *key, const char *field);
void ui_edit_draw(struct ui *ui, struct surface *surface, int row, int column, int columns, int rows);

/* A page of text: the view drawn on a surface that grows, with a scroll bar of its own. */
void ui_open_text(struct ui *ui, const char *subject, const struct view *view);

/* The explanation of a use case, a grid or a dimension (view_explain). */
void ui_explain(struct ui *ui, const char *subject);

/*
 * A list to choose from. `item` fills what is shown of one line; `choose` is
 * called for OPEN and for every other action that `bindings` bring (MARK, LEVEL,
 * KIND …) and says whether the list is done with.
 */
struct pick_item {
	struct buf text, detail; /* the line; what is said below of the chosen one, a line end between paragraphs */
	struct buf right;        /* at the end of the line */
	bool marked, current;
};

struct pick {
	const char *title; /* in the user's language; copied */
	size_t count, selected;
	/* How many there are now, where that may change while the list is open; NULL: `count`. */
	size_t (*count_now)(struct ui *ui, const struct pick *pick);
	int detail_rows;                /* 0: six */
	const struct binding *bindings; /* besides moving and OPEN; NULL: none */
	void (*item)(struct ui *ui, const struct pick *pick, size_t index, struct pick_item *item);
	bool (*choose)(struct ui *ui, const struct pick *pick, size_t index, enum action action, const char *key);
	char subject[2000]; /* for item and choose: the use case that is worked on */
	int number;         /* and which field or the like */
	const char *help;   /* what it is about, a message id; NULL: nothing */
	const char *empty;  /* said where there is no line, a message id; NULL: that there is nothing to choose from */
};

void ui_pick(struct ui *ui, const struct pick *pick);

#endif
