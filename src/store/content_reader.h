/*
 * What the readers of the kinds of content files share.
 */
#ifndef CADRAN_STORE_CONTENT_READER_H
#define CADRAN_STORE_CONTENT_READER_H

#include "cadran/base/map.h"
#include "cadran/store/content_read.h"
#include "cadran/store/ini.h"

struct reading {
	struct content *content; /* texts go to its arena */
	struct ini *ini;
	struct fault_list *faults;
	struct map seen; /* sections that check_id has passed, by «kind id» */
};

/* A fault at a line of the file; `format` is translated. */
void reading_fault(struct reading *reading, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Copies into the content. */
const char *reading_keep(struct reading *reading, const char *text);

/* «name.fr» and «name.en»; a fault where it is required and neither stands there, a notice where one is missing. */
enum need { OPTIONAL, REQUIRED };
void take_text(struct reading *reading, struct ini_section *section, const char *name, enum need need,
	       struct text *text);

/* A single text; NULL where it is missing. */
const char *take_word(struct reading *reading, struct ini_section *section, const char *name, enum need need);

/* No weight, limit or bound is larger: sums and products of them stay finite. */
#define WEIGHT_MOST 1e12

/* A number from `least` to `most`; `otherwise` where it is missing (NAN: it is required) or wrong. */
double take_number(struct reading *reading, struct ini_section *section, const char *name, double least, double most,
		   double otherwise);

bool take_yes_no(struct reading *reading, struct ini_section *section, const char *name, bool otherwise);

/* A text for everybody («example.fr») and those of profiles («example.hospital.fr»), which are optional. */
void take_by_profile(struct reading *reading, struct ini_section *section, const char *name, enum need need,
		     struct text text[PROFILE_COUNT]);
void take_examples(struct reading *reading, struct ini_section *section, struct text example[PROFILE_COUNT]);

/* «level1» to «level5», all required. */
void take_levels(struct reading *reading, struct ini_section *section, struct text levels[LEVEL_COUNT]);

/* A fault at the section; its keys are told with it. */
void refuse_section(struct reading *reading, struct ini_section *section, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Faults for keys that nobody took. */
void check_unknown_keys(struct reading *reading, const struct ini_section *section);

/* The only section of a kind and id; a fault where `need` says so and it is missing, or where it stands twice. */
struct ini_section *find_section(struct reading *reading, const char *kind, const char *id, enum need need);

/* How many sections are of a kind. */
size_t count_sections(const struct ini *ini, const char *kind);

/* A fault for a section that does not belong in this kind of file; `kinds` is ended by NULL. */
void check_sections(struct reading *reading, const char *const *kinds);

/* A fault where the id of `section` is empty or was used by a section of its kind before it. */
void check_id(struct reading *reading, const struct ini_section *section);

/*
 * «was = a, b»: the ids that a section had in former versions, none of which
 * another section of its kind has or had. NULL where there are none.
 */
const char *take_former(struct reading *reading, struct ini_section *section);

void read_grid(struct reading *reading, struct grid *grid);
void read_criteria(struct reading *reading, struct criteria *criteria);
void read_matrix(struct reading *reading, struct matrix *matrix);
void read_tree(struct reading *reading, struct tree *tree);
void read_charter(struct reading *reading, struct charter *charter);
void read_catalogue(struct reading *reading, struct catalogue *catalogue);
void read_demo(struct reading *reading, struct demo *demo);

#endif
