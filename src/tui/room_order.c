#include "room_order.h"

#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/workshop.h"

struct seat {
	size_t place, participant;
};

static int compare_seats(const void *left, const void *right)
{
	const struct seat *a = left, *b = right;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return (a->participant > b->participant) - (a->participant < b->participant);
}

/* The document names participants in the order in which they were first named: a new name is the last. */
static void move_renamed(const struct session *session, struct seat *seats)
{
	for (size_t i = 0; i < session->done; i++) {
		const struct change_list *changes = &session->units[i].changes;
		char *name = workshop_renamed(changes);
		size_t from, to;

		if (name && document_participant(session->document, name, &from) &&
		    document_participant(session->document, changes->items[0].key, &to))
			seats[to].place = seats[from].place;
		free(name);
	}
}

size_t *room_order(const struct session *session)
{
	const size_t count = session->document->participant_count;
	struct seat *seats = xcalloc(count, sizeof(*seats));
	size_t *order = xcalloc(count, sizeof(*order));

	for (size_t i = 0; i < count; i++)
		seats[i] = (struct seat){ i, i };
	move_renamed(session, seats);
	if (count)
		qsort(seats, count, sizeof(*seats), compare_seats);
	for (size_t i = 0; i < count; i++)
		order[i] = seats[i].participant;
	free(seats);
	return order;
}
