/*
 * A stream of keys into the interface, as bytes of a terminal would name them:
 *
 *	20..7e, UTF-8   that character
 *	02 W H          another size
 *	7f N …          the next N bytes, pasted
 *	others          special keys
 *
 * Nothing is ever drawn that no terminal may get, what the file holds is what
 * the screen showed last, and what was taken back and done again is the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"
#include "cadran/tui/key.h"
#include "cadran/tui/page.h"
#include "fuzz.h"

enum { RESIZE = 0x02, PASTE = 0x7f, WIDTH_MOST = 200, HEIGHT_MOST = 70, KEYS_MOST = 120 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const special[] = {
	"<Esc>",  "<Enter>", "<Tab>",    "<S-Tab>",    "<Up>",        "<Down>",   "<Left>",    "<Right>",
	"<Home>", "<End>",   "<PageUp>", "<PageDown>", "<Backspace>", "<Delete>", "<F1>",      "<C-a>",
	"<C-e>",  "<C-u>",   "<C-w>",    "<C-k>",      "<C-l>",       "<C-Left>", "<C-Right>", "<M-1>",
	"<M-2>",  "<M-3>",   "<M-4>",    "<M-5>",      "<M-6>",       "<M-7>",    "<M-8>",     "<C-c>",
};

static struct journal_stamp stamp(void)
{
	return fuzz_stamp;
}

static void draw(struct ui *ui)
{
	struct surface surface;
	struct buf text;

	surface_init(&surface, ui->width, ui->height > 1 ? ui->height : 1, ui->ascii);
	buf_init(&text);
	ui_draw(ui, &surface);
	surface_dump(&surface, &text);
	if (text_forbidden(text.data))
		fuzz_fail("a control character is drawn");
	if (surface.cursor_row >= surface.height || surface.cursor_column > surface.width)
		fuzz_fail("the cursor stands outside");
	buf_release(&text);
	surface_release(&surface);
}

static size_t resize(struct ui *ui, const uint8_t *data, size_t size)
{
	if (size > 2)
		ui_resize(ui, data[1] % WIDTH_MOST, data[2] % HEIGHT_MOST);
	return size > 2 ? 3 : size;
}

static size_t paste(struct ui *ui, const uint8_t *data, size_t size)
{
	const size_t length = size > 2 ? data[1] % (size - 1) : 0;
	char *text = xstrndup((const char *)data + 2, length);

	ui_paste(ui, text);
	free(text);
	return size > 2 ? 2 + length : size;
}

/* Presses what stands first in `data`; returns its bytes. */
static size_t press(struct ui *ui, const uint8_t *data, size_t size)
{
	char key[KEY_NAME_SIZE];
	uint32_t character;
	size_t length;

	if (*data == RESIZE)
		return resize(ui, data, size);
	if (*data == PASTE)
		return paste(ui, data, size);
	length = utf8_decode((const char *)data, size, &character);
	if (!length || character < ' ' || utf8_columns(character) < 0) {
		ui_key(ui, special[*data % ARRAY_SIZE(special)]);
		return 1;
	}
	(void)snprintf(key, sizeof(key), "%.*s", (int)length, (const char *)data);
	ui_key(ui, key);
	return length;
}

static void walk(struct ui *ui, const uint8_t *data, size_t size)
{
	for (int keys = 0; size && keys < KEYS_MOST && !ui->leaving; keys++) {
		const size_t used = press(ui, data, size);

		data += used;
		size -= used;
		ui->now += 700;
		ui_keep(ui);
		draw(ui);
		if (ui_settle(ui))
			draw(ui);
		if (keys % 16 == 0)
			(void)ui_tick(ui);
	}
}

static void expect_on_disk(const struct buf *state)
{
	struct session session;
	struct err err;

	if (!session_open(fuzz_dossier(), JOURNAL_READ, &session, &err))
		fuzz_fail("opened again: %s", err.text);
	if (session.faults.faults)
		fuzz_fail("opened again: %s", session.faults.items[0].text);
	if (!session.recovered)
		fuzz_expect_state(session.document, state, "opened again");
	session_close(&session);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct buf *base = fuzz_base();
	struct session session;
	struct err why, err;
	struct buf state;
	struct ui ui;

	fuzz_write(base->data, base->length);
	if (!session_open_any(fuzz_dossier(), &session, &why, &err))
		fuzz_fail("%s", err.text);
	ui_init(&ui, &session, fuzz_content(), UI_WIDTH, UI_HEIGHT, size % 5 == 0, &why, stamp);
	draw(&ui);
	walk(&ui, data, size);
	(void)ui_settle(&ui);
	buf_init(&state);
	fuzz_state(session.document, &state);
	ui_leave(&ui);
	ui_release(&ui);
	session_close(&session);
	expect_on_disk(&state);
	buf_release(&state);
	return 0;
}
