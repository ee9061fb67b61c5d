/*
 * Compare, walked through with keys, with another dossier by its path: what is
 * said where it is not there, is this one, or goes while it is compared.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <unistd.h>

#include "cadran/store/file.h"
#include "fixture.h"
#include "walk.h"

static struct walk walk;
static char other[120];

static void copy_dossier(void)
{
	struct buf bytes;
	struct err err;

	buf_init(&bytes);
	cr_assert(file_read(walk.path, &bytes, &err), "%s", err.text);
	cr_assert(file_replace(other, bytes.data, bytes.length, &err), "%s", err.text);
	buf_release(&bytes);
}

static void begin(void)
{
	fixture_begin();
	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	(void)snprintf(other, sizeof(other), "%s/other.cadran", walk.folder);
	copy_dossier();
}

static void end(void)
{
	(void)unlink(other);
	walk_end(&walk);
}

TestSuite(compare, .init = begin, .fini = end);

/* The dossier as it stands first; then the path of the other is asked for and typed. */
static void type_other(const char *path)
{
	walk_press(&walk, "C <Enter> <End> <Enter>");
	walk_expect(&walk, "Path of the other dossier");
	walk_type(&walk, path);
	walk_press(&walk, "<Enter>");
}

Test(compare, another_dossier_is_compared_by_its_path)
{
	type_other(other);
	walk_expect(&walk, "Nothing has moved");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "another dossier, by its path");
}

Test(compare, a_dossier_that_is_not_there_is_named_and_the_path_stays_to_be_mended)
{
	cr_assert(unlink(other) == 0);
	type_other(other);
	walk_expect(&walk, "other.cadran");
	cr_expect(walk.ui.edit.open);
	copy_dossier();
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Nothing has moved");
}

Test(compare, the_dossier_itself_is_not_another_one)
{
	type_other(walk.path);
	walk_expect(&walk, "that is this dossier");
	cr_expect(walk.ui.edit.open);
}

Test(compare, a_dossier_that_goes_while_it_is_compared_is_said_in_place_of_figures)
{
	type_other(other);
	cr_assert(unlink(other) == 0);
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "meeting-notes", "delay", "5"));
	walk_expect_not(&walk, "Nothing has moved");
	walk_expect(&walk, "other.cadran");
	copy_dossier();
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "meeting-notes", "delay", "6"));
	walk_expect_not(&walk, "cannot be");
}
