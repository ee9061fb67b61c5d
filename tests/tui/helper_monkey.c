/*
 * A monkey at the keyboard: presses keys of the page that is open, types,
 * pastes, points, resizes, takes back and does again, on dossiers of all kinds.
 * Nothing may crash, hang or leak, and every now and then the dossier is closed
 * and opened again: it has to be what it was.
 *
 *	helper_monkey SEED SECONDS		rounds by chance, until the time is over
 *	helper_monkey SEED 0 ROUND		that round alone, each key told
 *
 * The same seed gives the same rounds. It begins in the folder of the sources.
 */
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cadran/app/export_file.h"
#include "cadran/app/proposal.h"
#include "cadran/base/alloc.h"
#include "cadran/base/message.h"
#include "cadran/base/utf8.h"
#include "cadran/store/content_dir.h"
#include "cadran/store/content_read.h"
#include "cadran/store/file.h"
#include "cadran/tui/key.h"
#include "cadran/tui/page.h"

enum { KEYS_A_ROUND = 1200, KEYS_UNTIL_CHECK = 200, MANY = 200, PATIENCE = 60 /* seconds for some keys */ };

struct monkey {
	unsigned long long state; /* of the chance */
	unsigned long seed, round;
	bool told; /* each key is */
	char folder[64], path[100];
	struct content *shipped;
	struct session session;
	struct ui ui;
	long long now;
	unsigned long keys, files;
};

static struct monkey monkey;

/* --- chance -------------------------------------------------------------------------------- */

/* Below `limit`; splitmix64. */
static unsigned below(size_t limit)
{
	unsigned long long z = monkey.state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return (unsigned)((z ^ (z >> 31)) % (limit ? limit : 1));
}

static void complain(const char *format, ...)
{
	va_list arguments;

	fprintf(stderr, "helper_monkey %lu 0 %lu: key %lu: ", monkey.seed, monkey.round, monkey.keys);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

static void give_up(const char *what, const char *detail)
{
	complain("%s: %s", what, detail);
	abort();
}

static void hangs(int number)
{
	static const char text[] = "helper_monkey: it hangs\n";

	(void)number;
	(void)!write(STDERR_FILENO, text, sizeof(text) - 1);
	abort();
}

/* --- dossiers --------------------------------------------------------------------------------- */

static struct journal_stamp stamp(void)
{
	return (struct journal_stamp){ "singe", "2026-11-21T09:00:00Z" };
}

static struct content *load(void)
{
	static const char *const folders[] = { "questionnaires", "matrices" };
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	struct err err;

	for (int i = 0; i < 2; i++)
		if (!content_add_path(content, folders[i], &faults, &err))
			give_up("content", err.text);
	if (!content_choose_matrix(content, NULL, &err))
		give_up("matrix", err.text);
	fault_list_release(&faults);
	return content;
}

/* 200 use cases, with ten votes each and scores for most criteria. */
static void add_many(const struct content *content, struct change_list *changes)
{
	const struct criteria *criteria = &content->criteria;
	char id[40], key[200], field[40], score[2] = "";

	(void)change_add(changes, CHANGE_SERVICE, "", "name", "Large");
	for (int i = 0; i < MANY; i++) {
		(void)snprintf(id, sizeof(id), "UC%03d", i + 1);
		(void)change_add(changes, CHANGE_USE_CASE, id, "present", "yes");
		(void)snprintf(field, sizeof(field), "Use case number %d of many", i + 1);
		(void)change_add(changes, CHANGE_USE_CASE, id, "name", field);
		for (size_t c = 0; c < criteria->count; c++) {
			score[0] = (char)('1' + below(5));
			if (c % 4 != 0)
				(void)change_add(changes, CHANGE_SCORE, id, criteria->items[c].id, score);
		}
		for (int v = 0; v < 10; v++) {
			(void)snprintf(key, sizeof(key), "%s.%s", id, criteria->items[0].id);
			(void)snprintf(field, sizeof(field), "Participant %d.1", v + 1);
			score[0] = (char)('1' + below(5));
			(void)change_add(changes, CHANGE_VOTE, key, field, score);
		}
	}
}

static const char *const nasty[] = {
	"%s%n%d",
	"日本語の長い名前がここにあります日本語の長い名前がここにあります",
	"e\u0301e\u0301e\u0301\u0327\u0301",
	"😀😀👨‍👩‍👧",
	"\u202eright to left\u202c",
	"   ",
	"=1+1",
	"«»“”\"'`\\",
	"Œuvre – Évreux…",
	"a,b;c\td",
	"עברית العربية",
};

static void add_hostile(struct change_list *changes)
{
	char *long_name = xcalloc(1, 5001);
	char id[40];

	memset(long_name, 'w', 5000);
	(void)change_add(changes, CHANGE_SERVICE, "", "name", long_name);
	(void)change_add(changes, CHANGE_SERVICE, "", "priorities", nasty[1]);
	(void)change_add(changes, CHANGE_ANSWER, "data.governance.owner", "note", "");
	changes->count--;
	change_release(&changes->items[changes->count]);
	for (size_t i = 0; i < ARRAY_SIZE(nasty); i++) {
		(void)snprintf(id, sizeof(id), "é%zu-%s", i, i % 2 ? "日本" : "x");
		(void)change_add(changes, CHANGE_USE_CASE, id, "present", "yes");
		(void)change_add(changes, CHANGE_USE_CASE, id, "name", i == 3 ? long_name : nasty[i]);
		(void)change_add(changes, CHANGE_USE_CASE, id, "description", "line\nline\n\n\nline");
		(void)change_add(changes, CHANGE_USE_CASE, id, "hours", "0/0/1000000000");
		(void)change_add(changes, CHANGE_USE_CASE, id, "domain", nasty[(i + 1) % ARRAY_SIZE(nasty)]);
	}
	free(long_name);
}

static void make_dossier(unsigned kind, enum language language)
{
	struct content *content = load();
	struct change_list changes = { 0 };
	struct err err;

	if (kind == 0)
		(void)change_add(&changes, CHANGE_SERVICE, "", "name", "New");
	else if (kind == 1 && !proposal_demo(content, language, &changes, &err))
		give_up("demonstration", err.text);
	else if (kind == 2)
		add_hostile(&changes);
	else if (kind == 3)
		add_many(content, &changes);
	if (!session_create(monkey.path, content, &changes, stamp(), &err))
		give_up("making the dossier", err.text);
}

static void open_dossier(int width, int height, bool ascii)
{
	struct err why, err;

	if (!session_open_any(monkey.path, &monkey.session, &why, &err))
		give_up("opening the dossier", err.text);
	if (why.kind != ERR_NONE)
		give_up("opening the dossier for writing", why.text);
	ui_init(&monkey.ui, &monkey.session, monkey.shipped, width, height, ascii, &why, stamp);
	/* A draft that is no value is in its field again by now. */
	if (monkey.session.faults.count)
		give_up("the dossier has faults", monkey.session.faults.items[0].text);
}

static void close_dossier(void)
{
	ui_leave(&monkey.ui);
	ui_release(&monkey.ui);
	session_close(&monkey.session);
}

/* All that a dossier says, and how much can be taken back and done again. */
static char *whole(void)
{
	static const enum report_kind kinds[] = { REPORT_ANSWERS, REPORT_USE_CASES, REPORT_VOTES, REPORT_USES };
	struct export_request request = { .format = EXPORT_JSON };
	struct evaluation evaluation;
	struct robustness robustness;
	struct buf out;
	struct err err;

	buf_init(&out);
	evaluation_compute(monkey.session.document, &evaluation);
	robustness_init(&robustness, &evaluation);
	export_json(&robustness, &out);
	robustness_release(&robustness);
	request.format = EXPORT_CSV;
	request.dialect = dialect_find("rfc4180");
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		struct buf sheet;

		buf_init(&sheet);
		request.what = kinds[i];
		if (!export_bytes(&request, &evaluation, LANGUAGE_EN, &sheet, &err))
			give_up("exporting", err.text);
		buf_add_text(&out, sheet.data);
		buf_release(&sheet);
	}
	buf_add_format(&out, "%zu of %zu units\n", monkey.session.done, monkey.session.unit_count);
	evaluation_release(&evaluation);
	return buf_detach(&out);
}

static void show_difference(const char *before, const char *after)
{
	size_t at = 0;

	while (before[at] && before[at] == after[at])
		at++;
	at = at > 200 ? at - 200 : 0;
	fprintf(stderr, "--- before\n%.400s\n--- after\n%.400s\n", before + at, after + at);
}

static void press(const char *key);

/* Closes and opens it: a text that is being typed is given up first, for it would become a change. */
static void check(void)
{
	const int width = monkey.ui.width, height = monkey.ui.height;
	const bool ascii = monkey.ui.ascii;
	char *before, *after;

	ui_resize(&monkey.ui, UI_WIDTH, UI_HEIGHT);
	while (monkey.ui.edit.open)
		press("<Esc>");
	(void)ui_settle(&monkey.ui);
	before = whole();
	close_dossier();
	open_dossier(width, height, ascii);
	after = whole();
	if (strcmp(before, after) != 0) {
		show_difference(before, after);
		give_up("another dossier", "after it was closed and opened");
	}
	free(before);
	free(after);
}

/* --- keys --------------------------------------------------------------------------------------- */

/* As the loop of the interface does. */
static void paint(void)
{
	struct surface surface;

	surface_init(&surface, monkey.ui.width, monkey.ui.height > 1 ? monkey.ui.height : 1, monkey.ui.ascii);
	ui_draw(&monkey.ui, &surface);
	if (surface.cursor_row < 0 || surface.cursor_row >= surface.height || surface.cursor_column < 0 ||
	    surface.cursor_column >= surface.width)
		give_up("the cursor stands outside", monkey.ui.edit.open ? "of the screen, while typing" : "of the screen");
	surface_release(&surface);
}

static void after_event(void)
{
	monkey.now += below(400);
	monkey.ui.now = monkey.now;
	ui_keep(&monkey.ui);
	paint();
	if (ui_settle(&monkey.ui))
		paint();
	if (ui_wait(&monkey.ui) == 0 && !below(3) && ui_tick(&monkey.ui))
		paint();
}

static void type_text(const char *text)
{
	while (*text) {
		uint32_t character;
		const size_t length = utf8_decode(text, strlen(text), &character);
		char key[KEY_NAME_SIZE];

		(void)snprintf(key, sizeof(key), "%.*s", (int)length, text);
		ui_key(&monkey.ui, key);
		text += length;
	}
}

/* No file but in the folder of the dossier, whatever was typed. */
static bool is_safe_enter(void)
{
	const struct edit *edit = &monkey.ui.edit;
	char name[40];

	if (edit->open && edit->remembers)
		return !strstr(edit->line.text.data, "port");
	if (!edit->open || !edit->path)
		return true;
	(void)snprintf(name, sizeof(name), "file-%lu.csv", monkey.files++ % 5);
	ui_key(&monkey.ui, "<C-e>");
	ui_key(&monkey.ui, "<C-u>");
	type_text(name);
	return true;
}

static void press(const char *key)
{
	monkey.keys++;
	if (monkey.told)
		complain("%s", key);
	if (!strcmp(key, "<Enter>") && !is_safe_enter())
		key = "<Esc>";
	ui_key(&monkey.ui, key);
	after_event();
}

/* «1-5» is one of them. */
static void press_pattern(const char *pattern)
{
	char key[KEY_NAME_SIZE];
	const char *row = strncmp(pattern, "<M-", 3) ? pattern : pattern + 3;

	(void)snprintf(key, sizeof(key), "%s", pattern);
	if (!key_matches(pattern, pattern) && strlen(row) >= 3 && row[1] == '-') {
		const char one = (char)(row[0] + (char)below((size_t)(row[2] - row[0] + 1)));

		(void)snprintf(key, sizeof(key), row == pattern ? "%c" : "<M-%c>", one);
	}
	press(key);
}

static void press_one_of(const struct binding *bindings)
{
	size_t count = 0;

	while (bindings && bindings[count].key)
		count++;
	if (count)
		press_pattern(bindings[below(count)].key);
}

static const struct layer *top(void)
{
	const struct step *step = &monkey.ui.steps[monkey.ui.step];

	return &step->pile[step->depth - 1];
}

static void press_page_key(void)
{
	const struct layer *layer = top();

	if (layer->page->more && below(2))
		press_one_of(layer->page->more(layer->state));
	else
		press_one_of(layer->page->bindings);
}

static void press_shared_key(void)
{
	press_one_of(shared_bindings);
}

static void press_text(void)
{
	static const char *const texts[] = { "a", "é", "Z", "日", "\u0301", "😀", " ", "0", "9", "-", ".", "%", "\"", "œ", "&", "(" };

	press(texts[below(ARRAY_SIZE(texts))]);
}

static void press_editing(void)
{
	static const char *const keys[] = { "<C-w>", "<C-u>",	   "<C-k>",  "<C-y>",	"<M-b>", "<M-f>",	"<Backspace>",
					    "<Delete>", "<M-Enter>", "<Home>", "<End>", "<Left>", "<C-Right>", "<Enter>" };

	press(keys[below(ARRAY_SIZE(keys))]);
}

static void paste(void)
{
	const char *text = nasty[below(ARRAY_SIZE(nasty))];
	struct buf much;

	monkey.keys++;
	if (monkey.told)
		complain("paste");
	buf_init(&much);
	for (unsigned times = below(20) ? below(4) : below(3000); times; times--)
		buf_add_format(&much, "%s%s", text, below(5) ? "" : "\n");
	ui_paste(&monkey.ui, much.data);
	buf_release(&much);
	after_event();
}

static void resize(void)
{
	const bool small = !below(4);

	monkey.keys++;
	ui_resize(&monkey.ui, small ? 1 + (int)below(90) : 80 + (int)below(130), small ? 1 + (int)below(30) : 24 + (int)below(40));
	if (monkey.told)
		complain("%d × %d", monkey.ui.width, monkey.ui.height);
	paint();
	/* What is too small takes no keys: not for long. */
	if (small)
		ui_resize(&monkey.ui, UI_WIDTH, UI_HEIGHT);
	after_event();
}

static void point(void)
{
	const struct surface_zone *zone = monkey.ui.zone_count ? &monkey.ui.zones[below(monkey.ui.zone_count)] : NULL;
	struct point where = { below(4) ? POINT_PRESS : below(2) ? POINT_WHEEL_UP : POINT_WHEEL_DOWN,
			       (int)below((size_t)monkey.ui.height), (int)below((size_t)monkey.ui.width) };

	if (zone && below(3)) {
		where.row = zone->row;
		where.column = zone->column;
	}
	monkey.keys++;
	if (monkey.told)
		complain("pointing %d at row %d, column %d", where.what, where.row, where.column);
	if (monkey.ui.edit.open && (monkey.ui.edit.path || monkey.ui.edit.remembers))
		return;
	ui_point(&monkey.ui, &where);
	after_event();
}

static void command(void)
{
	press(":");
	for (unsigned i = below(60); i; i--)
		press(below(8) ? "<Tab>" : "<S-Tab>");
	if (!below(4))
		press("<Up>");
	press("<Enter>");
	press("<Esc>");
}

static void take_back(void)
{
	for (unsigned i = 1 + below(6); i; i--)
		press("u");
}

static void do_again(void)
{
	for (unsigned i = 1 + below(4); i; i--)
		press("U");
}

static void leave_field(void)
{
	press("<Esc>");
}

static const struct {
	unsigned weight;
	void (*act)(void);
} habits[] = {
	{ 45, press_page_key }, { 14, press_shared_key }, { 10, press_text }, { 6, press_editing }, { 2, paste },
	{ 2, resize },	        { 6, point },		  { 1, command },     { 3, take_back },     { 3, do_again },
	{ 6, leave_field },
};

static void act(void)
{
	unsigned total = 0, chance;

	for (size_t i = 0; i < ARRAY_SIZE(habits); i++)
		total += habits[i].weight;
	chance = below(total);
	for (size_t i = 0; i < ARRAY_SIZE(habits); i++) {
		if (chance < habits[i].weight) {
			habits[i].act();
			return;
		}
		chance -= habits[i].weight;
	}
}

/* --- rounds ----------------------------------------------------------------------------------------- */

static bool remove_one(const char *path, void *context, struct err *err)
{
	(void)context;
	(void)err;
	(void)unlink(path);
	return true;
}

static void play(unsigned long round, time_t end)
{
	enum language language;
	struct err err;
	unsigned kind;

	monkey.round = round;
	monkey.keys = 0;
	monkey.state = monkey.seed * 1000003ULL + round;
	language = below(2) ? LANGUAGE_FR : LANGUAGE_EN;
	kind = (unsigned)((round + monkey.seed) % 4);
	message_init(language, "build/locale");
	/* In memory where that can be: waiting for a disk finds nothing. */
	(void)snprintf(monkey.folder, sizeof(monkey.folder), "%s/cadran-monkey-XXXXXX",
		       access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	if (!mkdtemp(monkey.folder))
		give_up("a folder", "cannot be made");
	(void)snprintf(monkey.path, sizeof(monkey.path), "%s/d.cadran", monkey.folder);
	make_dossier(kind, language);
	open_dossier(80 + (int)below(2) * 40, 24 + (int)below(2) * 16, !below(5));
	for (unsigned long checked = 0; monkey.keys < KEYS_A_ROUND && (!end || time(NULL) < end);) {
		(void)alarm(PATIENCE);
		act();
		if (monkey.ui.leaving || monkey.keys >= checked + KEYS_UNTIL_CHECK) {
			check();
			checked = monkey.keys;
		}
	}
	check();
	close_dossier();
	(void)file_walk(monkey.folder, "", remove_one, NULL, &err);
	(void)rmdir(monkey.folder);
}

int main(int argc, char **argv)
{
	unsigned long keys = 0, round = 0;
	time_t end;

	if (argc < 3) {
		fprintf(stderr, "usage: helper_monkey SEED SECONDS [ROUND]\n");
		return 2;
	}
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	(void)setenv("EDITOR", "true", 1);
	(void)setenv("VISUAL", "true", 1);
	(void)signal(SIGALRM, hangs);
	monkey.seed = strtoul(argv[1], NULL, 10);
	monkey.shipped = load();
	end = time(NULL) + atoi(argv[2]);
	if (argc > 3) {
		monkey.told = true;
		play(strtoul(argv[3], NULL, 10), 0);
		keys = monkey.keys;
	} else {
		do {
			fprintf(stderr, "helper_monkey %lu 0 %lu\n", monkey.seed, round);
			play(round++, end);
			keys += monkey.keys;
		} while (time(NULL) < end);
	}
	content_free(monkey.shipped);
	printf("seed %lu: %lu rounds, %lu keys\n", monkey.seed, round, keys);
	return 0;
}
