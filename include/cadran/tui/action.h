/*
 * What keys can ask for. Named once: the enum, the help page, the command line
 * («:undo») and the manual's list of keys are made from this table.
 *
 *	name		word after «:»	what it does
 */
#ifndef CADRAN_TUI_ACTION_H
#define CADRAN_TUI_ACTION_H

#include <stdbool.h>

#define ACTIONS(_)                                                                                                     \
	_(NEXT, "next", N_("Go to the next line"))                                                                     \
	_(PREVIOUS, "previous", N_("Go to the previous line"))                                                         \
	_(PAGE_DOWN, "page-down", N_("Go down one screen"))                                                            \
	_(PAGE_UP, "page-up", N_("Go up one screen"))                                                                  \
	_(FIRST, "first", N_("Go to the first line"))                                                                  \
	_(LAST, "last", N_("Go to the last line"))                                                                     \
	_(LEFT, "left",                                                                                                \
	  N_("Go left: the previous question, use case or criterion; in a field of choices the one before"))           \
	_(RIGHT, "right",                                                                                              \
	  N_("Go right: the next question, use case or criterion; in a field of choices the one after"))               \
	_(UP, "up", N_("Go to the nearest use case above in the plot"))                                                \
	_(DOWN, "down", N_("Go to the nearest use case below in the plot"))                                            \
	_(OPEN, "open", N_("Open, choose or change what the cursor is on"))                                            \
	_(BACK, "back", N_("Go back one page, or give up what is being typed"))                                        \
	_(STEP_NEXT, "step-next", N_("Go to the next step"))                                                           \
	_(STEP_PREVIOUS, "step-previous", N_("Go to the previous step"))                                               \
	_(STEP, "step", N_("Go to step 1 to 8"))                                                                       \
	_(LEVEL, "level", N_("Answer, or score, from 1 to 5"))                                                         \
	_(DECIMAL, "decimal", N_("Type a score with decimals, such as 3.5"))                                           \
	_(DONT_KNOW, "dont-know", N_("Answer «don't know»"))                                                           \
	_(NOT_APPLICABLE, "not-applicable", N_("Answer «not applicable», with the reason"))                            \
	_(TARGET, "target", N_("Set the target: the level of the cursor"))                                             \
	_(CLEAR, "clear", N_("Clear the answer, score or field"))                                                      \
	_(NOTE, "note", N_("Write a note"))                                                                            \
	_(EVIDENCE, "evidence", N_("Write down the evidence"))                                                         \
	_(CONFIDENCE, "confidence", N_("Change how sure the answer is"))                                               \
	_(EVIDENCE_DATE, "evidence-date", N_("Change the day on which the evidence was seen"))                         \
	_(NO_EVIDENCE, "no-evidence", N_("List the answers without evidence, or the other list"))                      \
	_(UNKNOWN, "unknown", N_("Go to the next question answered «don't know»"))                                     \
	_(TAKE, "take", N_("Answer with the line that the cursor was moved to, and go on"))                            \
	_(COPY, "copy", N_("Copy the answer to several questions"))                                                    \
	_(COPY_LEVEL, "copy-level", N_("Copy the level with it, or not"))                                              \
	_(COPY_NOTE, "copy-note", N_("Copy the note with it, or not"))                                                 \
	_(COPY_EVIDENCE, "copy-evidence", N_("Copy the evidence with it, or not"))                                     \
	_(SORT_LEFT, "sort-left", N_("Sort by the column to the left"))                                                \
	_(SORT_RIGHT, "sort-right", N_("Sort by the column to the right"))                                             \
	_(SORT_TURN, "sort-turn", N_("Turn the order round"))                                                          \
	_(FILTER, "filter", N_("Show only some: words, incomplete, quick wins, a quadrant; Esc shows all"))            \
	_(INCOMPLETE, "incomplete", N_("Put those that lack something first, or not"))                                 \
	_(STATUS, "status", N_("Change the status: of the use case, or of all that are marked"))                       \
	_(DOMAIN, "domain", N_("Change the domain: of the use case, or of all that are marked"))                       \
	_(READING, "reading", N_("Switch between the express and the complete reading"))                               \
	_(UNANSWERED, "unanswered", N_("Go to the next question without an answer"))                                   \
	_(ADD, "add", N_("Add a use case, a use to the inventory, or a participant"))                                  \
	_(CATALOGUE, "catalogue", N_("Add use cases from the catalogue"))                                              \
	_(REMOVE, "remove", N_("Remove what the cursor is on"))                                                        \
	_(NEED, "need", N_("Ask for the need, question by question, before scoring"))                                  \
	_(TREE, "ai-act", N_("Classify by the AI Act, question by question"))                                          \
	_(CLASS, "ai-act-class", N_("Choose the AI Act class from a list"))                                            \
	_(FIGURES, "figures", N_("Type the figures: hours, costs, gains"))                                             \
	_(SCORES, "scores", N_("Score the use case"))                                                                  \
	_(TURN, "turn", N_("Show it another way: by use case or by criterion, in words or as bars"))                   \
	_(MARK, "mark", N_("Mark or unmark the line"))                                                                 \
	_(KIND, "kind", N_("Change the kind of dependency"))                                                           \
	_(YES, "yes", N_("Answer yes"))                                                                                \
	_(NO, "no", N_("Answer no"))                                                                                   \
	_(PARTLY, "partly", N_("Answer «in part»"))                                                                    \
	_(CHARTER, "charter", N_("Go to the charter: ten principles to tick"))                                         \
	_(INVENTORY, "inventory", N_("List the uses of AI that are there already"))                                    \
	_(MATRIX, "matrix", N_("Choose the matrix"))                                                                   \
	_(ZOOM, "zoom", N_("Zoom on the quadrant of the cursor, and out again"))                                       \
	_(WEIGHTS, "weights", N_("Try other weights of the families; the dossier stays as it is"))                     \
	_(HEAVIER, "heavier", N_("Add five points to the weight"))                                                     \
	_(LIGHTER, "lighter", N_("Take five points off the weight"))                                                   \
	_(MORE, "more", N_("Add one point to the weight"))                                                             \
	_(LESS, "less", N_("Take one point off the weight"))                                                           \
	_(RESET, "reset", N_("Give the family the weight that it has in the dossier"))                                 \
	_(TRACE, "trace", N_("Show where a use case stands without the maturity gate, and where it stands"))           \
	_(RANKING, "ranking", N_("Read the ranking, and how sure it is"))                                              \
	_(DIALECT, "dialect", N_("Change how CSV files are written: for which spreadsheet or program"))                \
	_(ANONYMOUS, "anonymous", N_("Write without names, notes and other free text, or with them again"))            \
	_(PATH, "path", N_("Write to another place, or under another name"))                                           \
	_(IMPORT, "import", N_("Import a file: answers, use cases or votes"))                                          \
	_(GOOD_ROWS, "good-rows", N_("Take the rows without a fault alone, or all or nothing again"))                  \
	_(HOME, "home", N_("Where the dossier stands, and the next best step"))                                        \
	_(RADAR, "radar", N_("Both grids as radars, with their targets"))                                              \
	_(UNLOCKS, "unlocks", N_("What one more level of maturity unlocks"))                                           \
	_(HISTORY, "history", N_("All changes: who, when, what; take back or do again up to one"))                     \
	_(COMPARE, "compare", N_("Compare with a milestone or another dossier"))                                       \
	_(SETTINGS, "settings", N_("Content, matrix, language and file of the dossier"))                               \
	_(MILESTONE, "milestone", N_("Set a milestone here, by name"))                                                 \
	_(COLUMN, "column", N_("Say which field a column of the file is"))                                             \
	_(PARTICIPANTS, "participants", N_("Say who takes part in the workshop, and who is here"))                     \
	_(WITHDRAW, "withdraw", N_("Take a participant and their votes out for good, history included"))               \
	_(ABSTAIN, "abstain", N_("Abstain, which is a vote of its own"))                                               \
	_(SCOPE, "scope",                                                                                              \
	  N_("Vote on one criterion, on all required ones of a use case, or on one over all use cases"))               \
	_(ROUND, "round", N_("Vote once more on the same, in secret again"))                                           \
	_(TIMER, "timer", N_("Let the time for discussion run, or stop it"))                                           \
	_(DISCUSSION, "discussion", N_("Type how many minutes a discussion takes"))                                    \
	_(SHOW_VOTE, "show-vote", N_("Show the vote that is being typed, or hide it"))                                 \
	_(MINUTES, "minutes", N_("Go to the minutes of the workshop, to write them"))                                  \
	_(WORKSHOP, "workshop", N_("Go to the workshop: who takes part, secret votes, how far the room is"))           \
	_(PROJECTOR, "projector", N_("Show what is talked about alone, with much air, for a projector"))               \
	_(UNDO, "undo", N_("Take back the last change"))                                                               \
	_(REDO, "redo", N_("Do again what was taken back"))                                                            \
	_(SEARCH, "search", N_("Search; empty: search again"))                                                         \
	_(EXPLAIN, "explain", N_("Explain what the cursor is on, or list the keys"))                                   \
	_(HELP, "help", N_("List the keys"))                                                                           \
	_(COMMAND, "command", N_("Go to a step by its name or number, or type an action by its name"))                 \
	_(MOUSE, "mouse", N_("Switch the mouse on or off"))                                                            \
	_(REDRAW, "redraw", N_("Draw the screen anew"))                                                                \
	_(RELOAD, "reload", N_("Read the file again, after another program changed it"))                               \
	_(QUIT, "quit", N_("Leave; everything is saved"))

enum action {
	ACTION_NONE,
#define ACTION_ENUM(name, word, help) ACTION_##name,
	ACTIONS(ACTION_ENUM)
#undef ACTION_ENUM
		ACTION_COUNT,
};

/* The word after «:», and what it does, a message id. */
const char *action_word(enum action action);
const char *action_help(enum action action);
bool action_parse(const char *word, enum action *action);

/* The only one whose word begins so. */
bool action_parse_beginning(const char *beginning, enum action *action);

/*
 * A row of a key table; tables end with a row without a key. `label`, a message
 * id, puts the row into the line of keys at the foot of the screen.
 */
struct binding {
	const char *key;
	enum action action;
	const char *label;
};

/* The keys that work everywhere, after those of the page. */
extern const struct binding shared_bindings[];

/* Whether its key, as it is labelled, changes the dossier: not offered where that is open for reading only. */
bool binding_changes(const struct binding *binding);

/* The action of `key` in `bindings`, ACTION_NONE where there is none. */
enum action binding_find(const struct binding *bindings, const char *key);

#endif
