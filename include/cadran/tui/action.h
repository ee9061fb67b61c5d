/*
 * What keys can ask for. Named once: the enum, the help page, the command line
 * («:undo») and the manual's list of keys are made from this table.
 *
 *	name		words after «:» in English and French	what it does
 */
#ifndef CADRAN_TUI_ACTION_H
#define CADRAN_TUI_ACTION_H

#include <stdbool.h>

#include "cadran/base/message.h"

#define ACTIONS(_)                                                                                                     \
	_(NEXT, "next", "suivant", N_("Go to the next line"))                                                          \
	_(PREVIOUS, "previous", "précédent", N_("Go to the previous line"))                                            \
	_(PAGE_DOWN, "page-down", "page-suivante", N_("Go down one screen"))                                           \
	_(PAGE_UP, "page-up", "page-précédente", N_("Go up one screen"))                                               \
	_(FIRST, "first", "premier", N_("Go to the first line"))                                                       \
	_(LAST, "last", "dernier", N_("Go to the last line"))                                                          \
	_(LEFT, "left", "gauche",                                                                                      \
	  N_("Go left: the previous question, use case or criterion; in a field of choices the one before"))           \
	_(RIGHT, "right", "droite",                                                                                    \
	  N_("Go right: the next question, use case or criterion; in a field of choices the one after"))               \
	_(UP, "up", "haut", N_("Go to the nearest use case above in the plot"))                                        \
	_(DOWN, "down", "bas", N_("Go to the nearest use case below in the plot"))                                     \
	_(OPEN, "open", "ouvrir", N_("Open, choose or change what the cursor is on"))                                  \
	_(BACK, "back", "retour", N_("Go back one page, or give up what is being typed"))                              \
	_(STEP_NEXT, "step-next", "étape-suivante", N_("Go to the next step"))                                         \
	_(STEP_PREVIOUS, "step-previous", "étape-précédente", N_("Go to the previous step"))                           \
	_(STEP, "step", "étape", N_("Go to step 1 to 8"))                                                              \
	_(LEVEL, "level", "niveau", N_("Answer, or score, from 1 to 5"))                                               \
	_(DECIMAL, "decimal", "décimale", N_("Type a score with decimals, such as 3.5"))                               \
	_(DONT_KNOW, "dont-know", "ne-sait-pas", N_("Answer «don't know»"))                                            \
	_(NOT_APPLICABLE, "not-applicable", "sans-objet", N_("Answer «not applicable», with the reason"))              \
	_(TARGET, "target", "cible", N_("Set the target: the level of the cursor"))                                    \
	_(CLEAR, "clear", "effacer", N_("Clear the answer, score or field"))                                           \
	_(NOTE, "note", "note", N_("Write a note"))                                                                    \
	_(EVIDENCE, "evidence", "preuve", N_("Write down the evidence"))                                               \
	_(CONFIDENCE, "confidence", "certitude", N_("Change how sure the answer is"))                                  \
	_(EVIDENCE_DATE, "evidence-date", "date-de-preuve", N_("Change the day on which the evidence was seen"))       \
	_(NO_EVIDENCE, "no-evidence", "sans-preuve", N_("List the answers without evidence, or the other list"))       \
	_(UNKNOWN, "unknown", "inconnue", N_("Go to the next question answered «don't know»"))                         \
	_(TAKE, "take", "prendre", N_("Answer with the line that the cursor was moved to, and go on"))                 \
	_(COPY, "copy", "copier", N_("Copy the answer to several questions"))                                          \
	_(COPY_LEVEL, "copy-level", "copier-niveau", N_("Copy the level with it, or not"))                             \
	_(COPY_NOTE, "copy-note", "copier-note", N_("Copy the note with it, or not"))                                  \
	_(COPY_EVIDENCE, "copy-evidence", "copier-preuve", N_("Copy the evidence with it, or not"))                    \
	_(SORT_LEFT, "sort-left", "tri-à-gauche", N_("Sort by the column to the left"))                                \
	_(SORT_RIGHT, "sort-right", "tri-à-droite", N_("Sort by the column to the right"))                             \
	_(SORT_TURN, "sort-turn", "tri-inverse", N_("Turn the order round"))                                           \
	_(FILTER, "filter", "filtrer", N_("Show only some: words, incomplete, quick wins, a quadrant; Esc shows all")) \
	_(INCOMPLETE, "incomplete", "incomplets", N_("Put those that lack something first, or not"))                   \
	_(STATUS, "status", "statut", N_("Change the status: of the use case, or of all that are marked"))             \
	_(DOMAIN, "domain", "domaine", N_("Change the domain: of the use case, or of all that are marked"))            \
	_(READING, "reading", "lecture", N_("Switch between the express and the complete reading"))                    \
	_(UNANSWERED, "unanswered", "sans-réponse", N_("Go to the next question without an answer"))                   \
	_(ADD, "add", "ajouter", N_("Add a use case, a use to the inventory, or a participant"))                       \
	_(CATALOGUE, "catalogue", "catalogue", N_("Add use cases from the catalogue"))                                 \
	_(REMOVE, "remove", "retirer", N_("Remove what the cursor is on"))                                             \
	_(NEED, "need", "besoin", N_("Ask for the need, question by question, before scoring"))                        \
	_(TREE, "ai-act", "règlement-ia", N_("Classify by the AI Act, question by question"))                          \
	_(CLASS, "ai-act-class", "classe-ia", N_("Choose the AI Act class from a list"))                               \
	_(FIGURES, "figures", "chiffres", N_("Type the figures: hours, costs, gains"))                                 \
	_(SCORES, "scores", "notes", N_("Score the use case"))                                                         \
	_(TURN, "turn", "autrement", N_("Show it another way: by use case or by criterion, in words or as bars"))      \
	_(MARK, "mark", "marquer", N_("Mark or unmark the line"))                                                      \
	_(KIND, "kind", "nature", N_("Change the kind of dependency"))                                                 \
	_(YES, "yes", "oui", N_("Answer yes"))                                                                         \
	_(NO, "no", "non", N_("Answer no"))                                                                            \
	_(PARTLY, "partly", "en-partie", N_("Answer «in part»"))                                                       \
	_(CHARTER, "charter", "charte", N_("Go to the charter: ten principles to tick"))                               \
	_(INVENTORY, "inventory", "inventaire", N_("List the uses of AI that are there already"))                      \
	_(MATRIX, "matrix", "matrice", N_("Choose the matrix"))                                                        \
	_(ZOOM, "zoom", "zoom", N_("Zoom on the quadrant of the cursor, and out again"))                               \
	_(WEIGHTS, "weights", "poids", N_("Try other weights of the families; the dossier stays as it is"))            \
	_(HEAVIER, "heavier", "plus-lourd", N_("Add five points to the weight"))                                       \
	_(LIGHTER, "lighter", "plus-léger", N_("Take five points off the weight"))                                     \
	_(MORE, "more", "plus", N_("Add one point to the weight"))                                                     \
	_(LESS, "less", "moins", N_("Take one point off the weight"))                                                  \
	_(RESET, "reset", "poids-du-dossier", N_("Give the family the weight that it has in the dossier"))             \
	_(TRACE, "trace", "trace", N_("Show where a use case stands without the maturity gate, and where it stands"))  \
	_(RANKING, "ranking", "classement", N_("Read the ranking, and how sure it is"))                                \
	_(DIALECT, "dialect", "format-csv", N_("Change how CSV files are written: for which spreadsheet or program"))  \
	_(ANONYMOUS, "anonymous", "anonyme", N_("Write without names, notes and other free text, or with them again")) \
	_(PATH, "path", "chemin", N_("Write to another place, or under another name"))                                 \
	_(IMPORT, "import", "importer", N_("Import a file: answers, use cases or votes"))                              \
	_(GOOD_ROWS, "good-rows", "bonnes-lignes", N_("Take the rows without a fault alone, or all or nothing again")) \
	_(HOME, "home", "accueil", N_("Where the dossier stands, and the next best step"))                             \
	_(RADAR, "radar", "radar", N_("Both grids as radars, with their targets"))                                     \
	_(UNLOCKS, "unlocks", "déblocages", N_("What one more level of maturity unlocks"))                             \
	_(HISTORY, "history", "historique", N_("All changes: who, when, what; take back or do again up to one"))       \
	_(COMPARE, "compare", "comparer", N_("Compare with a milestone or another dossier"))                           \
	_(SETTINGS, "settings", "réglages", N_("Content, matrix, language and file of the dossier"))                   \
	_(MILESTONE, "milestone", "jalon", N_("Set a milestone here, by name"))                                        \
	_(COLUMN, "column", "colonne", N_("Say which field a column of the file is"))                                  \
	_(PARTICIPANTS, "participants", "participants", N_("Say who takes part in the workshop, and who is here"))     \
	_(WITHDRAW, "withdraw", "retrait-définitif",                                                                   \
	  N_("Take a participant and their votes out for good, history included"))                                     \
	_(ABSTAIN, "abstain", "abstention", N_("Abstain, which is a vote of its own"))                                 \
	_(SCOPE, "scope", "portée",                                                                                    \
	  N_("Vote on one criterion, on all required ones of a use case, or on one over all use cases"))               \
	_(ROUND, "round", "tour", N_("Vote once more on the same, in secret again"))                                   \
	_(TIMER, "timer", "minuteur", N_("Let the time for discussion run, or stop it"))                               \
	_(DISCUSSION, "discussion", "durée", N_("Type how many minutes a discussion takes"))                           \
	_(SHOW_VOTE, "show-vote", "montrer-vote", N_("Show the vote that is being typed, or hide it"))                 \
	_(MINUTES, "minutes", "compte-rendu", N_("Go to the minutes of the workshop, to write them"))                  \
	_(WORKSHOP, "workshop", "atelier",                                                                             \
	  N_("Go to the workshop: who takes part, secret votes, how far the room is"))                                 \
	_(PROJECTOR, "projector", "projecteur", N_("Show what is talked about alone, with much air, for a projector")) \
	_(UNDO, "undo", "annuler", N_("Take back the last change"))                                                    \
	_(REDO, "redo", "rétablir", N_("Do again what was taken back"))                                                \
	_(SEARCH, "search", "chercher", N_("Search; empty: search again"))                                             \
	_(EXPLAIN, "explain", "pourquoi", N_("Explain what the cursor is on, or list the keys"))                       \
	_(HELP, "help", "aide", N_("List the keys"))                                                                   \
	_(COMMAND, "command", "commande", N_("Go to a step by its name or number, or type an action by its name"))     \
	_(MOUSE, "mouse", "souris", N_("Switch the mouse on or off"))                                                  \
	_(REDRAW, "redraw", "redessiner", N_("Draw the screen anew"))                                                  \
	_(RELOAD, "reload", "relire", N_("Read the file again, after another program changed it"))                     \
	_(QUIT, "quit", "quitter", N_("Leave; everything is saved"))

enum action {
	ACTION_NONE,
#define ACTION_ENUM(name, english, french, help) ACTION_##name,
	ACTIONS(ACTION_ENUM)
#undef ACTION_ENUM
		ACTION_COUNT,
};

/* The word after «:» in that language, and what it does, a message id. */
const char *action_word(enum action action, enum language language);
const char *action_help(enum action action);

/* By its word in either language, accents and capitals aside. */
bool action_parse(const char *word, enum action *action);

/* The only one whose word begins so in the language of messages; where none does, in the other one. */
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
