/*
 * What a use case is scored on: four families of criteria, each criterion
 * scored 1 to 5 against anchors in words; and what is asked of its need before.
 */
#ifndef CADRAN_CORE_CRITERIA_H
#define CADRAN_CORE_CRITERIA_H

#include <stdbool.h>
#include <stddef.h>

#include "cadran/core/grid.h"
#include "cadran/core/use_case.h"

enum family { FAMILY_IMPACT, FAMILY_ROI, FAMILY_FEASIBILITY, FAMILY_RISK, FAMILY_COUNT };

/* Figures that a score may be derived from when nobody scored it. */
enum derive { DERIVE_NONE, DERIVE_ROI, DERIVE_PAYBACK, DERIVE_TCO, DERIVE_COUNT };

struct criterion {
	const char *id;  /* «impact.strategic»: its family's id, then its own */
	const char *was; /* former ids, read by former_next; NULL where it has none */
	enum family family;
	struct text name, text, evidence;
	struct text anchor[LEVEL_COUNT][PROFILE_COUNT]; /* read by criterion_anchor */
	bool less_is_better;
	bool required, express;
	double weight;
	enum derive derive;
};

/*
 * Asked before scoring. The answer goes into the need, the sponsor or the
 * indicator of the sheet: the questions lead there, only the fields decide.
 */
struct need_question {
	const char *id;
	struct text text;
	struct text help[PROFILE_COUNT]; /* what a good answer looks like; read by profile_example */
	enum use_case_field field;
};

enum { NEED_FIELD_COUNT = 3 };

/* The fields that state a need, in the order of the sheet. */
extern const enum use_case_field need_fields[NEED_FIELD_COUNT];

struct criteria {
	const char *id, *version;
	struct text name;
	struct {
		struct text name, short_name, text; /* short: 6 columns at most, for tables */
	} families[FAMILY_COUNT];
	struct criterion *items; /* in the order of the file */
	size_t count;
	struct need_question *need; /* in the order of the file; may be none */
	size_t need_count;
};

const char *family_id(enum family family);
bool family_parse(const char *id, enum family *family);
const char *derive_id(enum derive derive);
bool derive_parse(const char *id, enum derive *derive);

/* What a score of `level`, 1 to 5, means for `profile`: an anchor of its own, else the one for everybody. */
const struct text *criterion_anchor(const struct criterion *criterion, int level, enum profile profile);

/* The field of that id, where it is one of `need_fields`. */
bool need_field_parse(const char *id, enum use_case_field *field);

/* Into `*index`; false where there is none of that id. */
bool criteria_find(const struct criteria *criteria, const char *id, size_t *index);

#endif
