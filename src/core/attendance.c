#include "cadran/core/attendance.h"

#include <string.h>

#include "cadran/base/words.h"

static const char *const attendance_ids[ATTENDANCE_FIELD_COUNT] = {
#define FIELD_ROW(name, id) id,
	ATTENDANCE_FIELDS(FIELD_ROW)
#undef FIELD_ROW
};

const char *attendance_field_id(enum attendance_field field)
{
	return attendance_ids[field];
}

bool attendance_field_parse(const char *id, enum attendance_field *field)
{
	int found = word_index(attendance_ids, ATTENDANCE_FIELD_COUNT, id);

	*field = (enum attendance_field)(found < 0 ? 0 : found);
	return found >= 0;
}

bool participant_name_check(const char *name, struct err *err)
{
	const size_t length = strlen(name);
	const char *dot = strrchr(name, '.');

	if (!length || length > PARTICIPANT_MOST || *name == ' ' || name[length - 1] == ' ' || strpbrk(name, "\n\t\r"))
		return err_set(err, ERR_VALUE,
			       N_("«%.40s» is not a participant's name; expected 1 to %d bytes on one line, without a "
				  "blank at either end"),
			       name, PARTICIPANT_MOST);
	if (dot && dot[1] && !dot[1 + strspn(dot + 1, "0123456789")])
		return err_set(
			err, ERR_VALUE,
			N_("«%s» ends as a round of votes does; expected a name that does not end in a point and "
			   "figures"),
			name);
	return true;
}
