/*
 * Taking up a newer version of content: what becomes of what was given.
 *
 *	old copy         new copy
 *	a        ──────  a              the same id
 *	b        ──────  c, was b       renamed
 *	d.x      ──────  e.x            with its dimension: e was d
 *	f                               dropped
 *	                 g              new
 *
 * They are looked for in this order, and nothing is taken twice: where c and b
 * stood both in the old copy, c keeps its own and b is dropped.
 */
#ifndef CADRAN_CORE_UPGRADE_H
#define CADRAN_CORE_UPGRADE_H

#include "cadran/core/document.h"

/*
 * Which of the sources of `own` have a newer version in `other`: of the same
 * kind and id, with a version that is higher as a number. `newer` has room for
 * own->source_count, NULL where there is none. Returns how many there are. A
 * charter never has one: what was signed stays as it was signed.
 */
size_t content_newer(const struct content *own, const struct content *other, const struct content_source **newer);

/*
 * A copy of `old` on `content`, which it takes over and which has all kinds and
 * ids of files of the old one: answers, scores and votes stand where their
 * question or criterion is now, requirements name the dimension as it is called
 * now. What has no place any more is in `old` only.
 */
struct document *document_upgrade(const struct document *old, struct content *content);

enum upgrade_part { UPGRADE_ANSWER, UPGRADE_SCORE, UPGRADE_REQUIREMENT };

enum upgrade_fate {
	UPGRADE_KEPT,    /* the same id, the same words */
	UPGRADE_REVIEW,  /* kept, but renamed, or asked in other words */
	UPGRADE_DROPPED, /* no such question any more */
	UPGRADE_NEW,     /* a question or criterion that was not there */
};

/* One answer, one use case's score with its votes, one requirement; or one question or criterion that is new. */
struct upgrade_item {
	enum upgrade_part part;
	enum upgrade_fate fate;
	bool reworded;              /* the question, a descriptor, an anchor or the direction is another one */
	const char *content;        /* id of the grid or the criteria */
	const char *before, *after; /* ids of the question, criterion or dimension; NULL where it is not there */
	const struct text *text;    /* the question, or the name; the old one where it is dropped */
	const struct answer *answer;
	const struct use_case *use_case;
	const struct score *score;
	double level; /* of a requirement */
};

/* In the order of the old content, then what is new; borrowed from the document and both contents. */
struct upgrade_plan {
	struct upgrade_item *items;
	size_t count, capacity;
};

/* What document_upgrade does with all that was given in `document` (of use cases that are there). */
void upgrade_plan_compute(const struct document *document, const struct content *content, struct upgrade_plan *plan);
void upgrade_plan_release(struct upgrade_plan *plan);

#endif
