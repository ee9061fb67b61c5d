/*
 * What the content proposes, as changes: use cases of a catalogue, a whole
 * demonstration.
 */
#ifndef CADRAN_APP_PROPOSAL_H
#define CADRAN_APP_PROPOSAL_H

#include "cadran/core/change.h"

/*
 * Adds the changes that take the use case `id` of a catalogue into `document`, in
 * `language`: its fields and its default scores. False where no catalogue has it.
 */
bool proposal_use_case(const struct content *content, const struct document *document, const char *id,
		       enum language language, struct change_list *changes, struct err *err);

/*
 * Adds the changes that make the demonstration chosen (content_choose_demo):
 * the service, its answers, its use cases over those of the catalogue, its votes.
 */
bool proposal_demo(const struct content *content, enum language language, struct change_list *changes, struct err *err);

#endif
