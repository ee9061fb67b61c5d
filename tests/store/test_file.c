/*
 * Files: made once and private, replaced whole or not at all, read where they
 * are files, and gone through in order.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cadran/store/file.h"
#include "fixture.h"

TestSuite(file, .init = fixture_folder_make, .fini = fixture_folder_remove);

static mode_t mode_of(const char *name)
{
	struct stat status;

	cr_assert(!lstat(fixture_path(name), &status), "%s", name);
	return status.st_mode;
}

static void expect_text(const char *name, const char *text)
{
	struct buf bytes = fixture_read(fixture_path(name));

	cr_expect_str_eq(bytes.data, text, "%s", name);
	buf_release(&bytes);
}

Test(file, create_makes_a_private_file_and_never_writes_over_anything)
{
	struct err err = { 0 };

	umask(0);
	cr_expect(file_create(fixture_path("new"), "bytes", 5, &err), "%s", err.text);
	expect_text("new", "bytes");
	cr_expect((mode_of("new") & 07777) == 0600);
	cr_expect(file_create(fixture_path("empty"), "", 0, &err));
	cr_expect(!file_create(fixture_path("new"), "other", 5, &err) && strstr(err.text, "new"), "%s", err.text);
	expect_text("new", "bytes");
	cr_assert(!mkdir(fixture_path("folder"), 0700) && !symlink("nowhere", fixture_path("link")));
	cr_expect(!file_create(fixture_path("folder"), "x", 1, &err));
	cr_expect(!file_create(fixture_path("link"), "x", 1, &err) && access(fixture_path("nowhere"), F_OK),
		  "through a link into nowhere");
	cr_expect(!file_create(fixture_path("none/new"), "x", 1, &err) && strstr(err.text, "none"), "%s", err.text);
	cr_expect(fixture_entries() == 4, "%zu entries", fixture_entries());
}

Test(file, replace_keeps_the_mode_and_is_private_for_a_new_file)
{
	static const mode_t modes[] = { 0600, 0640, 0644, 0660, 0444, 0755 };
	struct err err = { 0 };

	umask(0);
	cr_expect(file_replace(fixture_path("new"), "bytes", 5, &err), "%s", err.text);
	cr_expect((mode_of("new") & 07777) == 0600);
	for (size_t i = 0; i < ARRAY_SIZE(modes); i++) {
		fixture_write_text("old", "a longer text than the new one");
		cr_assert(!chmod(fixture_path("old"), modes[i]));
		cr_expect(file_replace(fixture_path("old"), "new", 3, &err), "%o: %s", modes[i], err.text);
		expect_text("old", "new");
		cr_expect((mode_of("old") & 07777) == modes[i], "%o became %o", modes[i], mode_of("old") & 07777);
	}
	cr_expect(fixture_entries() == 2, "%zu entries", fixture_entries());
}

Test(file, replace_follows_symbolic_links_and_leaves_them_links)
{
	struct err err = { 0 };

	fixture_write_text("folder/target", "old");
	cr_assert(!symlink("folder/target", fixture_path("relative")));
	cr_assert(!symlink("relative", fixture_path("link-to-link")));
	cr_assert(!symlink(fixture_path("folder/target"), fixture_path("absolute")));
	static const char *const links[] = { "relative", "link-to-link", "absolute" };
	for (size_t i = 0; i < ARRAY_SIZE(links); i++) {
		cr_expect(file_replace(fixture_path(links[i]), links[i], strlen(links[i]), &err), "%s", err.text);
		cr_expect(S_ISLNK(mode_of(links[i])), "%s is a link no more", links[i]);
		expect_text("folder/target", links[i]);
	}
	cr_expect(fixture_entries() == 4, "%zu entries", fixture_entries());
	cr_assert(!symlink("loop", fixture_path("loop")));
	cr_expect(!file_replace(fixture_path("loop"), "x", 1, &err) && S_ISLNK(mode_of("loop")));
}

Test(file, replace_writes_to_what_is_no_regular_file_as_it_is)
{
	struct err err = { 0 };

	cr_expect(file_replace("/dev/null", "x", 1, &err), "%s", err.text);
	cr_expect(!file_replace("/dev/full", "x", 1, &err) && err.kind == ERR_SYSTEM, "%s", err.text);
	struct stat status;
	cr_expect(!stat("/dev/null", &status) && S_ISCHR(status.st_mode));
	cr_assert(!mkdir(fixture_path("folder"), 0700));
	cr_expect(!file_replace(fixture_path("folder"), "x", 1, &err));
	cr_expect(!file_replace(fixture_path("none/x"), "x", 1, &err) && strstr(err.text, "none"), "%s", err.text);
	cr_expect(!file_replace(fixture_path("folder/"), "x", 1, &err));
	cr_expect(fixture_entries() == 1);
}

Test(file, replace_where_the_folder_may_not_be_written_leaves_the_old_file)
{
	struct err err = { 0 };

	fixture_write_text("closed/old", "old");
	cr_assert(!chmod(fixture_path("closed/old"), 0444) && !chmod(fixture_path("closed"), 0555) &&
		  !chmod(fixture_path("."), 0755));
	fixture_become_nobody();
	cr_expect(!file_replace(fixture_path("closed/old"), "new", 3, &err) && strstr(err.text, "old"), "%s", err.text);
	fixture_become_oneself();
	expect_text("closed/old", "old");
	cr_assert(!chmod(fixture_path("closed"), 0755));
}

Test(file, read_takes_regular_files_only_and_never_waits)
{
	static const char *const refused[] = { "folder", "pipe", "none", "huge" };
	struct err err = { 0 };
	struct buf out;

	buf_init(&out);
	cr_assert(!mkdir(fixture_path("folder"), 0700) && !mkfifo(fixture_path("pipe"), 0600));
	fixture_write_text("huge", "");
	cr_assert(!truncate(fixture_path("huge"), 8L * 1024 * 1024 * 1024));
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++)
		cr_expect(!file_read(fixture_path(refused[i]), &out, &err) && strstr(err.text, refused[i]), "%s: %s",
			  refused[i], err.text);
	cr_expect(!file_read("/dev/zero", &out, &err));
	cr_expect(out.length == 0);
	fixture_write("some", "a\0b\xff", 4);
	buf_add_text(&out, "before ");
	cr_expect(file_read(fixture_path("some"), &out, &err) && out.length == 11 &&
		  !memcmp(out.data, "before a\0b\xff", 11));
	fixture_write_text("empty", "");
	cr_expect(file_read(fixture_path("empty"), &out, &err) && out.length == 11);
	buf_release(&out);
}

static bool note_path(const char *path, void *context, struct err *err)
{
	const char *name = strstr(path, "/w/");

	(void)err;
	buf_add_format(context, "%s ", name ? name + 3 : path);
	return true;
}

static bool stop_at_b(const char *path, void *context, struct err *err)
{
	(void)note_path(path, context, err);
	return strstr(path, "b.ini") ? err_set(err, ERR_VALUE, "enough") : true;
}

Test(file, walk_goes_through_all_files_of_a_suffix_in_the_order_of_their_paths)
{
	struct err err = { 0 };
	struct buf seen;

	buf_init(&seen);
	fixture_write_text("w/c.ini", "");
	fixture_write_text("w/a.ini", "");
	fixture_write_text("w/b/z/y.ini", "");
	fixture_write_text("w/b/a.ini", "");
	fixture_write_text("w/b.ini", "");
	fixture_write_text("w/x.txt", "");
	fixture_write_text("w/ini", "");
	cr_assert(!mkdir(fixture_path("w/folder.ini"), 0700));
	cr_expect(file_walk(fixture_path("w"), ".ini", note_path, &seen, &err), "%s", err.text);
	cr_expect(!strcmp(seen.data, "a.ini b.ini b/a.ini b/z/y.ini c.ini ") ||
			  !strcmp(seen.data, "a.ini b/a.ini b/z/y.ini b.ini c.ini "),
		  "%s", seen.data);
	buf_clear(&seen);
	cr_expect(!file_walk(fixture_path("w"), ".ini", stop_at_b, &seen, &err) && !strcmp(err.text, "enough"), "%s",
		  err.text);
	cr_expect(!strstr(seen.data, "c.ini"), "%s", seen.data);
	cr_expect(!file_walk(fixture_path("none"), ".ini", note_path, &seen, &err) && strstr(err.text, "none"), "%s",
		  err.text);
	buf_release(&seen);
}

Test(file, walk_does_not_go_round_in_a_circle_of_links)
{
	struct err err = { 0 };
	struct buf seen;

	buf_init(&seen);
	fixture_write_text("w/a.ini", "");
	fixture_write_text("w/b/c.ini", "");
	cr_assert(!symlink("..", fixture_path("w/b/up")));
	(void)file_walk(fixture_path("w"), ".ini", note_path, &seen, &err);
	cr_expect(seen.length < 100, "%zu bytes of paths", seen.length);
	buf_release(&seen);
}

Test(file, a_full_disk_leaves_no_half_file_no_litter_and_the_old_one)
{
	struct err err = { 0 };
	char *big = xcalloc(20001, 1);
	struct buf old;

	memset(big, 'x', 20000);
	fixture_write_text("old", "old");
	fixture_limit_files(5000);
	cr_expect(!file_create(fixture_path("new"), big, 20000, &err) && err.kind == ERR_SYSTEM &&
			  strstr(err.text, "new"),
		  "%s", err.text);
	cr_expect(!file_replace(fixture_path("old"), big, 20000, &err) && strstr(err.text, "old"), "%s", err.text);
	cr_expect(!file_replace(fixture_path("new"), big, 20000, &err));
	fixture_limit_files(0);
	cr_expect(fixture_entries() == 1, "%zu entries", fixture_entries());
	old = fixture_read(fixture_path("old"));
	cr_expect_str_eq(old.data, "old");
	buf_release(&old);
	free(big);
}
