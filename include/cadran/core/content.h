/*
 * Everything that is read from content files: what is asked, how it is weighed
 * and what it is called. Const once loaded; one arena holds all of it.
 */
#ifndef CADRAN_CORE_CONTENT_H
#define CADRAN_CORE_CONTENT_H

#include "cadran/base/arena.h"
#include "cadran/base/buf.h"
#include "cadran/core/charter.h"
#include "cadran/core/grid.h"
#include "cadran/core/matrix.h"
#include "cadran/core/tree.h"
#include "cadran/core/use_case.h"

enum content_kind {
	CONTENT_GRID,
	CONTENT_CRITERIA,
	CONTENT_MATRIX,
	CONTENT_TREE,
	CONTENT_CHARTER,
	CONTENT_CATALOGUE,
	CONTENT_DEMO,
	CONTENT_KIND_COUNT,
};

/* A candidate as a catalogue or a demonstration proposes it: values by name. */
struct preset {
	const char *id;
	int line;          /* of its section, for what is said about it */
	unsigned profiles; /* whom an entry of a catalogue is for: 1 << profile, ORed */
	struct preset_value {
		const char *name;  /* a field's id, «score.CRITERION», «votes.CRITERION», «votes2.CRITERION» */
		struct text value; /* one text, or one for each language */
		int line;          /* in the file, for what is said about it */
	} * values;
	size_t count;
};

struct catalogue {
	const char *id, *version;
	const char *file; /* for messages */
	struct text name;
	struct preset *entries;
	size_t count;
};

/* A demonstration dossier: what «new --demo» fills in. */
struct demo {
	const char *id, *version;
	const char *file; /* for messages */
	struct text name;
	struct preset service;  /* service fields, participants, «target.GRID» */
	struct preset *answers; /* id «data.quality.errors», values level, target, note … */
	size_t answer_count;
	struct preset *candidates; /* over the catalogue's entry of the same id */
	size_t candidate_count;
	struct preset *principles; /* of the charter: state, note */
	size_t principle_count;
	struct preset *uses; /* of the inventory, by the ids of its fields */
	size_t use_count;
};

/* One file as it was read: what a dossier keeps a copy of. */
struct content_source {
	enum content_kind kind;
	const char *id; /* of the grid, the matrix … */
	const char *version;
	const char *name;  /* of the file, for messages */
	const char *bytes; /* the whole file, UTF-8 */
	size_t length;
};

struct content {
	struct arena arena;
	struct content_source *sources;
	size_t source_count;
	struct grid *grids; /* by their order, then by file */
	size_t grid_count;
	struct criteria criteria; /* count 0 where no file was read */
	struct matrix *matrices;
	size_t matrix_count;
	const struct matrix *matrix; /* the one in use; NULL before content_choose_matrix */
	struct tree tree;            /* ask_count 0 where there is none */
	struct charter charter;      /* count 0 where there is none */
	struct catalogue *catalogues;
	size_t catalogue_count;
	struct demo *demos;
	size_t demo_count;
	const struct demo *demo; /* the one chosen; NULL before content_choose_demo */
	size_t shares;           /* holders beside the first */
};

/* Gives it back; the last holder's call frees it. */
void content_free(struct content *content);

/* One holder more. What changes it, the choice of a matrix too, changes it for all. */
struct content *content_share(struct content *content);

const char *content_kind_id(enum content_kind kind);

/* The copy of a file of that kind and id; NULL where there is none. */
const struct content_source *content_source(const struct content *content, enum content_kind kind, const char *id);

/* What the grid, the criteria … of a source of `content` is called. */
const struct text *content_name(const struct content *content, const struct content_source *source);

const struct grid *content_grid(const struct content *content, const char *id);

const struct matrix *content_matrix(const struct content *content, const char *id);

/* Adds the ids of the matrices there are, «a, b, c», to `out`. */
void content_matrix_ids(const struct content *content, struct buf *out);

/*
 * Puts the matrix `id` in use. Without an id: `valeur-facilite`, else the only
 * one. False with `err` where that leaves none or too many.
 */
bool content_choose_matrix(struct content *content, const char *id, struct err *err);

/*
 * Chooses the demonstration `id`. Without an id: `spsti`, else the first. False
 * with `err`, which lists those there are, where there is no such one.
 */
bool content_choose_demo(struct content *content, const char *id, struct err *err);

/* The one chosen, else the one taken without an id; NULL where there is none. */
const struct demo *content_demo(const struct content *content);

/* «data.quality» into grid and dimension; false where either is unknown. */
bool content_find_dimension(const struct content *content, const char *grid_id, const char *dimension_id, size_t *grid,
			    size_t *dimension);

/*
 * «ai.governance.charter» into grid and question, «ai.governance» into grid and
 * dimension, with `*question` then the number of questions; false where it
 * names neither.
 */
bool content_find_fed(const struct content *content, const char *name, size_t length, size_t *grid, size_t *dimension,
		      size_t *question);

const struct preset *content_catalogue_entry(const struct content *content, const char *id);

/* Whether an entry of a catalogue is meant for services of `profile`. */
bool preset_is_for(const struct preset *entry, enum profile profile);

/* The value of `name` in a preset, NULL where it has none. */
const struct preset_value *preset_value(const struct preset *preset, const char *name);

#endif
