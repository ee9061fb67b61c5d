/*
 * Newer content, seen from the interface: it is told once on opening, and undo
 * and redo go over it whatever page one stands on.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/core/upgrade.h"
#include "cadran/store/content_read.h"
#include "fixture.h"
#include "walk.h"

static struct walk walk;

static void begin(void)
{
	fixture_begin();
	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(upgrade, .init = begin, .fini = end);

#define ADDED                                                                                                          \
	"\n[question value.zzz]\ntext.fr = Zzz ?\ntext.en = Zzz?\nlevel1.fr = a\nlevel2.fr = b\nlevel3.fr = c\n"       \
	"level4.fr = d\nlevel5.fr = e\n"

/* The data grid once more, of version 99, with a question at its end. */
static struct content *newer_content(void)
{
	const struct content_source *data = content_source(walk.session.document->content, CONTENT_GRID, "data");
	const char *version = strstr(data->bytes, "\nversion = ");
	struct content *other = content_new();
	struct fault_list faults = { 0 };
	struct buf bytes;

	buf_init(&bytes);
	buf_add(&bytes, data->bytes, (size_t)(version - data->bytes));
	buf_add_text(&bytes, "\nversion = 99");
	buf_add_text(&bytes, strchr(version + 1, '\n'));
	buf_add_text(&bytes, ADDED);
	content_add(other, "data.ini", bytes.data, bytes.length, &faults);
	cr_assert(!faults.faults);
	fault_list_release(&faults);
	buf_release(&bytes);
	return other;
}

static void upgrade(void)
{
	const struct content *own = walk.session.document->content;
	const struct content_source *newer[16];
	struct content *other = newer_content();
	struct err err;

	cr_assert(own->source_count < 16 && content_newer(own, other, newer) == 1);
	cr_assert(session_upgrade(&walk.session, content_upgrade(own, newer), walk.ui.stamp(), &err), "%s", err.text);
	content_free(other);
}

Test(upgrade, the_settings_show_what_it_would_do_and_take_it_up)
{
	struct content *other = newer_content();

	(void)ui_take_shipped(&walk.ui, other);
	walk_press(&walk, "S /");
	walk_type(&walk, "newer content");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Newer content 1 file Enter: preview");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "→ 99");
	walk_expect(&walk, "answers kept");
	walk_expect(&walk, "value.zzz: new question: «Zzz?»");
	cr_expect_str_neq(content_grid(walk.session.document->content, "data")->version, "99",
			  "a preview changes nothing");
	walk_press(&walk, "<Esc> j <Enter> y <Enter>");
	walk_expect(&walk, "newer content is taken up; u goes back to the old one");
	cr_expect_str_eq(content_grid(walk.session.document->content, "data")->version, "99");
	walk_press(&walk, "u");
	walk_expect(&walk, "taken back: newer content");
	cr_expect_str_neq(content_grid(walk.session.document->content, "data")->version, "99");
	walk_press(&walk, "U J");
	walk_expect(&walk, "newer content");
	(void)ui_take_shipped(&walk.ui, NULL);
	content_free(other);
}

Test(upgrade, what_is_newer_is_told_on_opening_and_gone_with_the_next_key)
{
	walk_expect_not(&walk, "A newer version");
	for (size_t i = 0; i < walk.shipped->source_count; i++)
		if (walk.shipped->sources[i].kind == CONTENT_GRID && !strcmp(walk.shipped->sources[i].id, "ai"))
			walk.shipped->sources[i].version = "99";
	walk_reopen(&walk);
	walk_expect(&walk, "A newer version is there; S, the settings, takes it up: ");
	walk_press(&walk, "<Tab>");
	walk_expect_not(&walk, "A newer version");
	cr_expect(!ui_take_shipped(&walk.ui, NULL));
}

Test(upgrade, what_is_older_is_not_told)
{
	for (size_t i = 0; i < walk.shipped->source_count; i++)
		walk.shipped->sources[i].version = "0.5";
	walk_reopen(&walk);
	walk_expect_not(&walk, "A newer version");
}

Test(upgrade, undo_and_redo_leave_the_pages_of_the_other_copy)
{
	char *screen = NULL;
	bool there = false;

	upgrade();
	walk_reopen(&walk);
	walk_press(&walk, "<M-2> r <Enter>");
	for (int i = 0; i < 80 && !there; i++) {
		walk_press(&walk, "<Right>");
		screen = walk_screen(&walk, NULL);
		there = strstr(screen, "Zzz?");
		free(screen);
	}
	cr_assert(there, "the question that came is asked");
	walk_press(&walk, "u");
	walk_expect(&walk, "taken back: newer content");
	walk_expect_not(&walk, "Zzz?");
	walk_press(&walk, "<M-5> <M-6> <Tab> <M-2> <Enter> <Right>");
	walk_press(&walk, "U");
	walk_expect(&walk, "done again: newer content");
	walk_press(&walk, "<M-2> <Enter> n");
	walk_type(&walk, "vu");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "saved");
	walk_press(&walk, "u u");
	walk_expect(&walk, "taken back");
	walk_reopen(&walk);
	cr_expect_str_neq(content_grid(walk.session.document->content, "data")->version, "99");
}
