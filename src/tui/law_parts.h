/*
 * What the AI Act page and the explanation of a use case both tell of the law.
 * Nothing is told where the tree of the dossier has nothing on it.
 */
#ifndef CADRAN_TUI_LAW_PARTS_H
#define CADRAN_TUI_LAW_PARTS_H

#include "cadran/tui/pen.h"
#include "cadran/tui/wording.h"

/* The answers on the way to a class, each with its article and what follows from it. */
void law_tell_answers(struct pen *pen, const struct scene *scene, const char *answers);

/* The duties beside `class`, which may be another than that of the sheet. None makes a prohibited use lawful. */
void law_tell_duties(struct pen *pen, const struct scene *scene, const struct use_case *use_case, enum ai_act class);

/* What applies from when. */
void law_tell_dates(struct pen *pen, const struct scene *scene);

/* « · answers lead to Limited risk» where they lead to another class than the sheet has; nothing else. */
void law_word_disagreement(struct buf *out, const struct scene *scene, const struct use_case *use_case);

/* Whether the sheet says «no» where the answers say that it is a medical device. */
bool law_is_device_denied(const struct scene *scene, const struct use_case *use_case);

/* Then «Medical device: no on the sheet, yes by the AI Act answers · »; nothing else. */
void law_word_device(struct buf *out, const struct scene *scene, const struct use_case *use_case);

#endif
