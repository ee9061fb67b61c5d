/*
 * Who takes part in a workshop: names, or pseudonyms, and who is in the room.
 */
#ifndef CADRAN_CORE_ATTENDANCE_H
#define CADRAN_CORE_ATTENDANCE_H

#include <stdbool.h>

#include "cadran/base/err.h"

#define ATTENDANCE_FIELDS(_)                                                                                           \
	_(PRESENT, "present") /* listed: "yes"; "" where only votes say so, or nothing does */                         \
	_(AWAY, "away")       /* "yes": not in the room now, and not waited for */

enum attendance_field {
#define FIELD_ENUM(name, id) ATTENDANCE_##name,
	ATTENDANCE_FIELDS(FIELD_ENUM)
#undef FIELD_ENUM
		ATTENDANCE_FIELD_COUNT,
};

const char *attendance_field_id(enum attendance_field field);
bool attendance_field_parse(const char *id, enum attendance_field *field);

struct attendance {
	char *field[ATTENDANCE_FIELD_COUNT];
};

/* What a name, or a pseudonym, may be: one line without blanks at its ends that does not end as a round does, «.2». */
enum { PARTICIPANT_MOST = 200 /* bytes */ };
bool participant_name_check(const char *name, struct err *err);

#endif
