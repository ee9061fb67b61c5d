/*
 * The order of the participants: who has another name keeps their place, in the
 * list and when the keyboard goes round.
 */
#ifndef CADRAN_TUI_ROOM_ORDER_H
#define CADRAN_TUI_ROOM_ORDER_H

#include "cadran/app/session.h"

/* Of all participants of the document, their places in it, in the order of the room. Free it. */
size_t *room_order(const struct session *session);

#endif
