#include "walk.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cadran/app/proposal.h"
#include "cadran/base/utf8.h"
#include "cadran/store/content_dir.h"
#include "cadran/store/content_read.h"
#include "cadran/store/file.h"

#define CATALOGUES "build/locale"

struct journal_stamp walk_stamp(void)
{
	return (struct journal_stamp){ "animateur", "2026-11-21T09:00:00Z" };
}

struct content *walk_content(void)
{
	static const char *const folders[] = { "questionnaires", "matrices" };
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	struct err err;

	for (int i = 0; i < 2; i++)
		cr_assert(content_add_path(content, folders[i], &faults, &err), "%s", err.text);
	cr_assert(content_choose_matrix(content, NULL, &err), "%s", err.text);
	fault_list_release(&faults);
	return content;
}

/* Until nothing is left to be drawn of how sure the ranking is. */
static void walk_rest(struct walk *walk)
{
	while (robustness_drawn(&walk->ui.robustness) < robustness_asked(&walk->ui.robustness))
		(void)ui_tick(&walk->ui);
}

/* Read once for all walks of a test: each test is a process of its own. */
static struct content *shipped_content(void)
{
	static struct content *shipped;

	if (!shipped)
		shipped = walk_content();
	return shipped;
}

static void open_dossier(struct walk *walk, int width, int height, bool ascii)
{
	struct err why, err;

	cr_assert(session_open_any(walk->path, &walk->session, &why, &err), "%s", err.text);
	ui_init(&walk->ui, &walk->session, walk->shipped, width, height, ascii, &why, walk_stamp);
}

/* Tests begin at the first step, whatever page a dossier opens on. */
static void open_at_first_step(struct walk *walk, int width, int height, bool ascii)
{
	open_dossier(walk, width, height, ascii);
	ui_go_to_step(&walk->ui, 0);
}

static void begin(struct walk *walk, enum language language)
{
	message_init(language, CATALOGUES);
	walk->shipped = shipped_content();
	(void)snprintf(walk->folder, sizeof(walk->folder), "/tmp/cadran-walk-XXXXXX");
	cr_assert(mkdtemp(walk->folder));
	(void)snprintf(walk->path, sizeof(walk->path), "%s/demo.cadran", walk->folder);
}

static void make_demo(struct walk *walk, enum language language)
{
	struct content *content = walk_content();
	struct change_list changes = { 0 };
	struct err err;

	cr_assert(proposal_demo(content, language, &changes, &err), "%s", err.text);
	cr_assert(session_create(walk->path, content, &changes, walk_stamp(), &err), "%s", err.text);
}

/* The demonstration of a language is made once in a test; after that its file is copied. */
void walk_begin(struct walk *walk, enum language language, int width, int height, bool ascii)
{
	static struct buf demos[LANGUAGE_COUNT];
	struct buf *demo = &demos[language];
	struct err err;

	begin(walk, language);
	if (demo->length) {
		cr_assert(file_create(walk->path, demo->data, demo->length, &err), "%s", err.text);
	} else {
		make_demo(walk, language);
		buf_init(demo);
		cr_assert(file_read(walk->path, demo, &err), "%s", err.text);
	}
	open_at_first_step(walk, width, height, ascii);
}

void walk_begin_empty(struct walk *walk, enum language language, const char *name)
{
	struct change_list changes = { 0 };
	struct err err;

	begin(walk, language);
	(void)change_add(&changes, CHANGE_SERVICE, "", "name", name);
	cr_assert(session_create(walk->path, walk_content(), &changes, walk_stamp(), &err), "%s", err.text);
	open_at_first_step(walk, UI_WIDTH, UI_HEIGHT, false);
}

static bool remove_one(const char *path, void *context, struct err *err)
{
	(void)context;
	(void)err;
	(void)unlink(path);
	return true;
}

void walk_end(struct walk *walk)
{
	struct err err;

	ui_release(&walk->ui);
	session_close(&walk->session);
	(void)file_walk(walk->folder, "", remove_one, NULL, &err);
	(void)rmdir(walk->folder);
}

static void reopen(struct walk *walk, void (*opens)(struct walk *walk, int width, int height, bool ascii))
{
	const int width = walk->ui.width, height = walk->ui.height;
	const bool ascii = walk->ui.ascii;

	ui_leave(&walk->ui);
	ui_release(&walk->ui);
	session_close(&walk->session);
	opens(walk, width, height, ascii);
}

void walk_reopen(struct walk *walk)
{
	reopen(walk, open_at_first_step);
}

void walk_start(struct walk *walk)
{
	reopen(walk, open_dossier);
}

static char *paint(struct walk *walk, struct surface *surface)
{
	struct surface own;
	struct buf text;

	surface_init(&own, walk->ui.width, walk->ui.height, walk->ui.ascii);
	ui_draw(&walk->ui, &own);
	buf_init(&text);
	surface_dump(&own, &text);
	if (surface)
		*surface = own;
	else
		surface_release(&own);
	return buf_detach(&text);
}

/*
 * As the loop does: painted as pending, settled, painted again, drawn a slice
 * of how sure the ranking is. The rest of that is drawn where a screen is read.
 */
static void press(struct walk *walk, const char *key)
{
	ui_key(&walk->ui, key);
	free(paint(walk, NULL));
	if (ui_settle(&walk->ui))
		free(paint(walk, NULL));
	if (robustness_drawn(&walk->ui.robustness) < robustness_asked(&walk->ui.robustness))
		(void)ui_tick(&walk->ui);
}

void walk_press(struct walk *walk, const char *keys)
{
	while (*(keys += strspn(keys, " "))) {
		const size_t length = strcspn(keys, " ");
		char key[KEY_NAME_SIZE];

		cr_assert(length < sizeof(key), "«%s» is no key", keys);
		(void)snprintf(key, sizeof(key), "%.*s", (int)length, keys);
		press(walk, strcmp(key, "<Space>") ? key : " ");
		keys += length;
	}
}

void walk_type(struct walk *walk, const char *text)
{
	while (*text) {
		uint32_t character;
		const size_t length = utf8_decode(text, strlen(text), &character);
		char key[KEY_NAME_SIZE];

		cr_assert(length, "not UTF-8");
		(void)snprintf(key, sizeof(key), "%.*s", (int)length, text);
		press(walk, key);
		text += length;
	}
}

char *walk_screen(struct walk *walk, struct surface *surface)
{
	walk_rest(walk);
	return paint(walk, surface);
}

/* Each run of blanks and line ends as one blank. */
static char *flat(const char *screen)
{
	struct buf text;

	buf_init(&text);
	for (; *screen; screen++) {
		const bool blank = *screen == ' ' || *screen == '\n';

		if (!blank)
			buf_add_char(&text, *screen);
		else if (!text.length || text.data[text.length - 1] != ' ')
			buf_add_char(&text, ' ');
	}
	return buf_detach(&text);
}

static bool shows(const char *screen, const char *text)
{
	char *flattened = flat(screen);
	const bool found = strstr(flattened, text) != NULL;

	free(flattened);
	return found;
}

void walk_expect(struct walk *walk, const char *text)
{
	char *screen = walk_screen(walk, NULL);

	cr_expect(shows(screen, text), "«%s» is not on the screen:\n%s", text, screen);
	free(screen);
}

void walk_expect_not(struct walk *walk, const char *text)
{
	char *screen = walk_screen(walk, NULL);

	cr_expect(!shows(screen, text), "«%s» is on the screen:\n%s", text, screen);
	free(screen);
}

const char *walk_field(const struct walk *walk, const char *id, enum use_case_field field)
{
	const struct use_case *use_case = document_use_case(walk->session.document, id);

	cr_assert(use_case, "there is no %s", id);
	return use_case->field[field];
}
