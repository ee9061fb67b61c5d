#include "cadran/app/pool_read.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cadran/base/alloc.h"
#include "cadran/store/file.h"

/* From the last mark of a journal to its file. */
struct mark_table {
	struct mark_entry {
		uint64_t mark; /* 0: empty */
		size_t file;
	} * entries;
	size_t count, capacity; /* capacity: 0 or a power of two */
};

struct reading {
	struct pool_files *files;
	struct pool *pool;
	struct fault_list *faults;
	struct session_memory *memory;
	struct mark_table ends;
};

static struct mark_entry *mark_place(const struct mark_table *table, uint64_t mark)
{
	size_t at = (size_t)(mark >> 20) & (table->capacity - 1);

	while (table->entries[at].mark && table->entries[at].mark != mark)
		at = (at + 1) & (table->capacity - 1);
	return &table->entries[at];
}

static void mark_set(struct mark_table *table, uint64_t mark, size_t file)
{
	if (2 * (table->count + 1) > table->capacity) {
		const struct mark_table old = *table;

		table->capacity = old.capacity ? 2 * old.capacity : 64;
		table->entries = xcalloc(table->capacity, sizeof(*table->entries));
		for (size_t i = 0; i < old.capacity; i++)
			if (old.entries[i].mark)
				*mark_place(table, old.entries[i].mark) = old.entries[i];
		free(old.entries);
	}
	*mark_place(table, mark) = (struct mark_entry){ mark, file };
	table->count++;
}

void pool_files_release(struct pool_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		free(files->items[i].path);
	free(files->items);
	*files = (struct pool_files){ 0 };
}

static bool add_file(const char *path, void *context, struct err *err)
{
	struct pool_files *files = context;
	struct stat status;

	(void)err;
	ARRAY_GROW(files->items, files->count, files->capacity);
	files->items[files->count++] = (struct pool_file){
		.path = xstrdup(path),
		.size = stat(path, &status) ? 0 : (long long)status.st_size,
	};
	return true;
}

bool pool_files_add(struct pool_files *files, const char *path, struct err *err)
{
	struct stat status;

	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
		return file_walk(path, ".cadran", add_file, files, err);
	return add_file(path, files, err);
}

/* An older copy of a dossier is shorter, and comes first. */
static int compare_files(const void *left, const void *right)
{
	const struct pool_file *a = left, *b = right;

	if (a->size != b->size)
		return (a->size > b->size) - (a->size < b->size);
	return strcmp(a->path, b->path);
}

static void settle(struct reading *reading, size_t file, enum pool_fate fate)
{
	struct pool_file *item = &reading->files->items[file];

	reading->files->fates[item->fate]--;
	reading->files->fates[fate]++;
	item->fate = fate;
}

/* What was said about its records stands among the notices: it is counted all the same. */
static void pass_faults(struct reading *reading, const struct fault_list *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		fault_notice_text(reading->faults, faults->items[i].place, faults->items[i].text);
}

static void drop_older(struct reading *reading, size_t file, const uint64_t *marks, size_t count)
{
	struct pool_file *files = reading->files->items;

	for (size_t i = 0; reading->ends.count && i + 1 < count; i++) {
		const struct mark_entry *entry = mark_place(&reading->ends, marks[i]);

		if (!entry->mark || files[entry->file].fate != POOL_COUNTED)
			continue;
		pool_drop(reading->pool, files[entry->file].dossier);
		settle(reading, entry->file, POOL_OLDER);
		fault_notice(reading->faults, files[entry->file].path,
			     N_("this is an older copy of «%s», which is counted in its place"), files[file].path);
	}
}

static void add_session(struct reading *reading, size_t file, const struct session *session)
{
	struct pool_file *item = &reading->files->items[file];
	struct evaluation evaluation;

	evaluation_compute(session->document, &evaluation);
	item->dossier = pool_add(reading->pool, &evaluation);
	evaluation_release(&evaluation);
	settle(reading, file, POOL_COUNTED);
}

static void read_one(struct reading *reading, size_t file)
{
	struct pool_file *item = &reading->files->items[file];
	const struct mark_entry *same = NULL;
	struct session session;
	struct err err;
	const uint64_t *marks;
	size_t count;

	if (!session_open_remembering(item->path, reading->memory, &session, &err)) {
		fault_add_err(reading->faults, item->path, &err);
		settle(reading, file, POOL_FAILED);
		return;
	}
	marks = session_memory_marks(reading->memory, &count);
	if (reading->ends.count && count)
		same = mark_place(&reading->ends, marks[count - 1]);
	item->made = session_memory_made(reading->memory);
	if (same && same->mark) {
		fault_notice(reading->faults, item->path, N_("this is the same dossier as «%s», and is counted once"),
			     reading->files->items[same->file].path);
		settle(reading, file, POOL_REPEATED);
	} else {
		pass_faults(reading, &session.faults);
		drop_older(reading, file, marks, count);
		add_session(reading, file, &session);
		if (count)
			mark_set(&reading->ends, marks[count - 1], file);
	}
	session_close(&session);
}

static int compare_marks(const void *left, const void *right)
{
	const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return (a > b) - (a < b);
}

static void count_alike(struct pool_files *files)
{
	uint64_t *made = xcalloc(files->count, sizeof(*made));
	size_t count = 0;

	for (size_t i = 0; i < files->count; i++)
		if (files->items[i].fate == POOL_COUNTED && files->items[i].made)
			made[count++] = files->items[i].made;
	qsort(made, count, sizeof(*made), compare_marks);
	for (size_t i = 1; i < count; i++)
		files->alike += made[i] == made[i - 1];
	free(made);
}

void pool_read(struct pool_files *files, struct pool *pool, struct fault_list *faults)
{
	struct reading reading = { .files = files, .pool = pool, .faults = faults };

	reading.memory = session_memory_new();
	if (files->count)
		qsort(files->items, files->count, sizeof(*files->items), compare_files);
	files->fates[POOL_WAITS] = files->count;
	for (size_t i = 0; i < files->count; i++)
		read_one(&reading, i);
	count_alike(files);
	session_memory_free(reading.memory);
	free(reading.ends.entries);
}

bool pool_visit(const struct pool_files *files, pool_each_fn *each, void *context, struct err *err)
{
	struct session_memory *memory = session_memory_new();
	size_t number = 0;
	bool good = true;

	for (size_t i = 0; good && i < files->count; i++) {
		struct evaluation evaluation;
		struct session session;

		if (files->items[i].fate != POOL_COUNTED)
			continue;
		good = session_open_remembering(files->items[i].path, memory, &session, err);
		if (!good)
			break;
		evaluation_compute(session.document, &evaluation);
		good = each(&evaluation, ++number, context);
		evaluation_release(&evaluation);
		session_close(&session);
	}
	session_memory_free(memory);
	return good;
}
