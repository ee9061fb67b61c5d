/*
 * Ids that programs and people give apart: UC004 of one dossier and UC004 of
 * another may be two use cases.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/arena.h"
#include "cadran/base/buf.h"
#include "merge_parts.h"

enum { HASH_DIGITS = 6 };

/* A use case or a use of one source. */
struct member {
	size_t source;
	const struct atom *present;
	const struct write *origin; /* its making; NULL where only its taking away is known */
	const struct write *name;   /* its first one; NULL where it has none */
	char *base;                 /* its id without «~hhhhhh»; owned */
	char hash[HASH_DIGITS + 1];
	bool plain; /* the id is the base */
};

struct members {
	struct member *items;
	size_t count, capacity;
};

/* FNV-1a, folded to 24 bits. */
static void hash_name(const char *name, char hash[HASH_DIGITS + 1])
{
	uint32_t sum = 2166136261u;

	for (; *name; name++)
		sum = (sum ^ (unsigned char)*name) * 16777619u;
	(void)snprintf(hash, HASH_DIGITS + 1, "%06x", (unsigned)((sum ^ (sum >> 24)) & 0xffffffu));
}

static void next_hash(char hash[HASH_DIGITS + 1])
{
	(void)snprintf(hash, HASH_DIGITS + 1, "%06x", (unsigned)((strtoul(hash, NULL, 16) + 1) & 0xffffffu));
}

static bool read_suffix(struct member *member, const char *id)
{
	const size_t length = strlen(id);
	const char *tail = length > HASH_DIGITS + 1 ? id + length - HASH_DIGITS - 1 : "";

	if (*tail != '~' || strspn(tail + 1, "0123456789abcdef") != HASH_DIGITS)
		return false;
	member->base = xstrndup(id, (size_t)(tail - id));
	(void)snprintf(member->hash, sizeof(member->hash), "%s", tail + 1);
	return true;
}

static const struct atom *name_atom(const struct source *source, const struct atom *present)
{
	const struct atom *atom;
	struct buf name;

	buf_init(&name);
	ledger_name(&name, present->kind, present->key, "name");
	atom = ledger_find(&source->ledger, name.data);
	buf_release(&name);
	return atom;
}

static void add_member(struct members *members, struct source *sources, size_t source, const struct atom *present)
{
	struct member member = { .source = source, .present = present, .origin = atom_first(present, "yes") };
	const struct atom *name = name_atom(&sources[source], present);

	member.name = atom_head(name) ? atom_first(name, NULL) : NULL;
	if (!read_suffix(&member, present->key)) {
		member.plain = true;
		member.base = xstrdup(present->key);
		hash_name(member.name ? member.name->value : "", member.hash);
	}
	ARRAY_GROW(members->items, members->count, members->capacity);
	members->items[members->count++] = member;
}

/* What there is not comes last. */
static int compare_marks(const struct write *a, const struct write *b)
{
	return a && b ? mark_compare(a, b) : (a == NULL) - (b == NULL);
}

static int compare_origins(const struct member *a, const struct member *b)
{
	return compare_marks(a->origin, b->origin);
}

static int compare_bases(const struct member *a, const struct member *b)
{
	if (a->present->kind != b->present->kind)
		return a->present->kind < b->present->kind ? -1 : 1;
	return strcmp(a->base, b->base);
}

static int by_origin(const void *left, const void *right)
{
	const struct member *a = left, *b = right;
	int order = compare_bases(a, b);

	order = order ? order : compare_origins(a, b);
	order = order ? order : a->plain - b->plain;
	order = order ? order : compare_marks(a->name, b->name);
	return order ? order : strcmp(a->hash, b->hash);
}

static bool is_same_making(const struct member *a, const struct member *b)
{
	return !compare_bases(a, b) && a->origin && b->origin && !compare_origins(a, b);
}

/* Whether one source has two of them: then all was made at one moment, and that tells none from another. */
static bool is_made_at_once(const struct member *run, size_t count)
{
	bool seen[MERGE_FILES_MOST] = { false }, twice = false;

	for (size_t i = 0; !twice && i < count; i++) {
		twice = seen[run[i].source];
		seen[run[i].source] = true;
	}
	return twice;
}

/* Those of one making are one, whatever they came to be called: the hash of the first name is that of all. */
static void unite(struct members *members)
{
	for (size_t first = 0, after; first < members->count; first = after) {
		struct member *run = &members->items[first];

		for (after = first + 1; after < members->count && is_same_making(run, &members->items[after]);)
			after++;
		if (after - first == 1 || is_made_at_once(run, after - first))
			continue;
		for (size_t i = 1; i < after - first; i++)
			memcpy(run[i].hash, run->hash, sizeof(run->hash));
	}
}

static void name_part(const struct member *member, struct buf *name)
{
	buf_clear(name);
	buf_add_format(name, "%zu %d %s~%s", member->source, (int)member->present->kind, member->hash, member->base);
}

/* Two of one source never become one: the one that has the plain id takes the next hash that is free there. */
static void part(struct members *members)
{
	struct map taken = { 0 };
	struct arena names = { 0 };
	struct buf name;
	size_t ignored;

	buf_init(&name);
	for (int plain = 0; plain <= 1; plain++) {
		for (size_t i = 0; i < members->count; i++) {
			struct member *member = &members->items[i];

			if (member->plain != (plain == 1))
				continue;
			name_part(member, &name);
			while (map_get(&taken, name.data, &ignored)) {
				next_hash(member->hash);
				name_part(member, &name);
			}
			map_set(&taken, arena_strdup(&names, name.data), 1);
		}
	}
	buf_release(&name);
	map_release(&taken);
	arena_release(&names);
}

static void rename_atom(struct atom *atom, const char *before, const char *after)
{
	const size_t length = strlen(before);
	struct buf key, name, entity;

	buf_init(&key);
	buf_init(&name);
	buf_init(&entity);
	buf_add_format(&key, "%s%s", after, atom->key + length);
	ledger_name(&name, atom->kind, key.data, atom->field);
	buf_add_format(&entity, "%s\x1f%s", atom->kind == CHANGE_USE ? "use" : "use-case", after);
	atom->moved = true;
	atom->old_key = atom->key;
	atom->key = buf_detach(&key);
	free(atom->name);
	atom->name = buf_detach(&name);
	free(atom->entity);
	atom->entity = buf_detach(&entity);
}

/* «UC004;favours:UC002» with the ids that `ids` gives; NULL where nothing is another one. */
static char *rename_depends(const char *list, const struct map *ids, char *const *after)
{
	struct dependency dependency;
	bool changed = false;
	struct buf out;
	size_t index;

	buf_init(&out);
	while (depends_next(&list, &dependency)) {
		if (map_get(ids, dependency.id, &index)) {
			(void)snprintf(dependency.id, sizeof(dependency.id), "%s", after[index]);
			changed = true;
		}
		depends_add(&out, &dependency);
	}
	if (changed)
		return buf_detach(&out);
	buf_release(&out);
	return NULL;
}

/* The new ids of one source. */
struct renaming {
	struct map ids;     /* from entity to place in `after` */
	struct map depends; /* the same from the id of a use case */
	char **after;
	char **before;
	char **entities;
	size_t count, capacity;
};

static void renaming_add(struct renaming *renaming, const struct atom *present, char *after)
{
	if (renaming->count == renaming->capacity) {
		renaming->capacity = renaming->capacity ? 2 * renaming->capacity : 8;
		renaming->after = xreallocarray(renaming->after, renaming->capacity, sizeof(*renaming->after));
		renaming->before = xreallocarray(renaming->before, renaming->capacity, sizeof(*renaming->before));
		renaming->entities = xreallocarray(renaming->entities, renaming->capacity, sizeof(*renaming->entities));
	}
	renaming->after[renaming->count] = after;
	renaming->before[renaming->count] = xstrdup(present->key);
	renaming->entities[renaming->count] = xstrdup(present->entity);
	renaming->count++;
}

static void rename_all(struct source *source, struct renaming *renaming)
{
	for (size_t i = 0; i < renaming->count; i++) {
		map_set(&renaming->ids, renaming->entities[i], i);
		if (!strncmp(renaming->entities[i], "use-case", 8))
			map_set(&renaming->depends, renaming->before[i], i);
	}
	for (size_t i = 0; renaming->count && i < source->ledger.count; i++) {
		struct atom *atom = &source->ledger.atoms[i];
		size_t index;

		for (size_t k = 0; k < atom->count && atom->kind == CHANGE_USE_CASE && !strcmp(atom->field, "depends");
		     k++) {
			char *list = atom->writes[k].value ? rename_depends(atom->writes[k].value, &renaming->depends,
									    renaming->after)
							   : NULL;

			if (!list)
				continue;
			free(atom->writes[k].value);
			atom->writes[k].value = list;
			atom->rewritten = true;
		}
		if (atom->entity && map_get(&renaming->ids, atom->entity, &index))
			rename_atom(atom, renaming->before[index], renaming->after[index]);
	}
}

static void renaming_release(struct renaming *renaming)
{
	for (size_t i = 0; i < renaming->count; i++) {
		free(renaming->after[i]);
		free(renaming->before[i]);
		free(renaming->entities[i]);
	}
	free(renaming->after);
	free(renaming->before);
	free(renaming->entities);
	map_release(&renaming->ids);
	map_release(&renaming->depends);
}

/*
 * What the run of members of one base is called: the group made first keeps the
 * id, where it stands anywhere; of those made at one moment the one that has it.
 */
static const char *keeper(const struct member *run, size_t count)
{
	bool plain = false;

	for (size_t i = 0; i < count; i++) {
		if (run[i].plain && !compare_origins(&run[0], &run[i]))
			return run[i].hash;
		plain |= run[i].plain;
	}
	return plain ? run[0].hash : "";
}

static void give_ids(const struct member *run, size_t count, struct source *sources, struct renaming *renamings,
		     struct merge_report *report)
{
	const char *keeps = keeper(run, count);

	for (size_t i = 0; i < count; i++) {
		const struct member *member = &run[i];
		const struct write *name = atom_head(name_atom(&sources[member->source], member->present));
		struct buf id;

		buf_init(&id);
		buf_add_text(&id, member->base);
		if (strcmp(member->hash, keeps) != 0)
			buf_add_format(&id, "~%s", member->hash);
		if (!strcmp(id.data, member->present->key)) {
			buf_release(&id);
			continue;
		}
		ARRAY_GROW(report->renames, report->rename_count, report->rename_capacity);
		report->renames[report->rename_count++] =
			(struct merge_rename){ sources[member->source].path, member->present->kind,
					       xstrdup(member->present->key), xstrdup(id.data),
					       xstrdup(name ? name->value : "") };
		renaming_add(&renamings[member->source], member->present, buf_detach(&id));
	}
}

void merge_ids(struct source *sources, size_t count, struct merge_report *report)
{
	struct renaming *renamings = xcalloc(count, sizeof(*renamings));
	struct members members = { 0 };

	for (size_t s = 0; s < count; s++)
		for (size_t i = 0; i < sources[s].ledger.count; i++) {
			const struct atom *atom = &sources[s].ledger.atoms[i];

			if (atom->entity && atom_head(atom) && !strcmp(atom->field, "present"))
				add_member(&members, sources, s, atom);
		}
	if (members.count)
		qsort(members.items, members.count, sizeof(*members.items), by_origin);
	unite(&members);
	part(&members);
	for (size_t first = 0, after; first < members.count; first = after) {
		for (after = first + 1;
		     after < members.count && !compare_bases(&members.items[first], &members.items[after]);)
			after++;
		give_ids(&members.items[first], after - first, sources, renamings, report);
	}
	for (size_t s = 0; s < count; s++) {
		rename_all(&sources[s], &renamings[s]);
		renaming_release(&renamings[s]);
	}
	for (size_t i = 0; i < members.count; i++)
		free(members.items[i].base);
	free(members.items);
	free(renamings);
}
