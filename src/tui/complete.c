#include "cadran/tui/complete.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cadran/app/place.h"
#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"

void candidates_add(struct candidates *candidates, const char *before, const char *shown, const char *help)
{
	struct candidate *candidate;
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%s%s", before, shown);
	ARRAY_GROW(candidates->items, candidates->count, candidates->capacity);
	candidate = &candidates->items[candidates->count++];
	candidate->text = buf_detach(&text);
	candidate->shown = xstrdup(shown);
	candidate->help = xstrdup(help);
}

void candidates_release(struct candidates *candidates)
{
	for (size_t i = 0; i < candidates->count; i++) {
		free(candidates->items[i].text);
		free(candidates->items[i].shown);
		free(candidates->items[i].help);
	}
	free(candidates->items);
	*candidates = (struct candidates){ 0 };
}

static int compare(const void *left, const void *right)
{
	return strcmp(((const struct candidate *)left)->shown, ((const struct candidate *)right)->shown);
}

static bool is_folder(const char *folder, const char *name)
{
	struct stat status;
	struct buf path;
	bool is;

	buf_init(&path);
	buf_add_format(&path, "%s/%s", folder, name);
	is = stat(path.data, &status) == 0 && S_ISDIR(status.st_mode);
	buf_release(&path);
	return is;
}

/* A name that no field can hold cannot be typed either. */
static bool is_offered(const char *name, const char *begin)
{
	if (strncmp(name, begin, strlen(begin)) != 0 || (*name == '.' && *begin != '.'))
		return false;
	return utf8_valid(name, strlen(name)) && !text_forbidden(name) && strcmp(name, ".") && strcmp(name, "..");
}

void candidates_add_paths(struct candidates *candidates, const char *before, const char *folder, const char *typed)
{
	const char *slash = strrchr(typed, '/'), *begin = slash ? slash + 1 : typed;
	const size_t first = candidates->count;
	char *head = xstrndup(typed, (size_t)(begin - typed));
	const struct dirent *entry;
	struct buf where, shown;
	DIR *directory;

	buf_init(&where);
	buf_init(&shown);
	if (*head != '/' && *head != '~')
		buf_add_format(&where, "%s/", *folder ? folder : ".");
	place_add_path(head, &where);
	directory = opendir(where.data);
	while (directory && (entry = readdir(directory))) {
		if (!is_offered(entry->d_name, begin))
			continue;
		buf_clear(&shown);
		buf_add_format(&shown, "%s%s%s", head, entry->d_name, is_folder(where.data, entry->d_name) ? "/" : "");
		candidates_add(candidates, before, shown.data, "");
	}
	if (directory)
		(void)closedir(directory);
	if (candidates->count > first)
		qsort(candidates->items + first, candidates->count - first, sizeof(*candidates->items), compare);
	buf_release(&where);
	buf_release(&shown);
	free(head);
}
