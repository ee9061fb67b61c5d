/*
 * Use cases that the catalogues propose: taken in one by one, each as one
 * change.
 */
#include <assert.h>

#include "cadran/app/proposal.h"
#include "cadran/base/buf.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "use_case_parts.h"

enum { DETAIL_ROWS = 9 };

static size_t entry_count(const struct content *content)
{
	size_t count = 0;

	for (size_t i = 0; i < content->catalogue_count; i++)
		count += content->catalogues[i].count;
	return count;
}

/* All catalogues are one list: first what is meant for such a service, then the rest. */
static const struct preset *entry_at(const struct ui *ui, size_t index)
{
	const struct content *content = ui_shipped(ui);
	const enum profile profile = document_profile(ui->session->document);

	for (int rest = 0; rest < 2; rest++)
		for (size_t i = 0; i < content->catalogue_count; i++)
			for (size_t k = 0; k < content->catalogues[i].count; k++) {
				const struct preset *entry = &content->catalogues[i].entries[k];

				if (preset_is_for(entry, profile) == !rest && !index--)
					return entry;
			}
	assert(false && "an entry of the list");
	return NULL;
}

static const char *value_of(const struct ui *ui, const struct preset *entry, const char *name)
{
	const struct preset_value *value = preset_value(entry, name);

	return value ? text_in(&value->value, ui->scene.language) : "";
}

static const char *name_of(const struct ui *ui, const struct preset *entry)
{
	const char *name = value_of(ui, entry, "name");

	return *name ? name : entry->id;
}

static void add_line(struct buf *out, const char *label, const char *text)
{
	if (*text)
		buf_add_format(out, "%s%s%s%s", out->length ? "\n" : "", label, *label ? _(": ") : "", text);
}

static void add_value(const struct ui *ui, struct buf *out, enum use_case_field field, const char *value)
{
	struct buf words;

	buf_init(&words);
	if (*value)
		word_use_case_value(&words, &ui->scene, field, value);
	add_line(out, word_use_case_field(field), words.data);
	buf_release(&words);
}

static void item(struct ui *ui, const struct pick *pick, size_t index, struct pick_item *item)
{
	const struct preset *entry = entry_at(ui, index);

	(void)pick;
	buf_add_text(&item->text, name_of(ui, entry));
	buf_add_text(&item->right, value_of(ui, entry, "domain"));
	item->marked = document_use_case(ui->session->document, entry->id) != NULL;
	add_line(&item->detail, "", value_of(ui, entry, "text"));
	add_line(&item->detail, word_use_case_field(USE_CASE_NEED), value_of(ui, entry, "need"));
	add_value(ui, &item->detail, USE_CASE_AI_ACT, value_of(ui, entry, "ai-act"));
	add_value(ui, &item->detail, USE_CASE_REQUIRES, value_of(ui, entry, "requires"));
}

/* The list stays open: one rarely takes but one. */
static bool choose(struct ui *ui, const struct pick *pick, size_t index, enum action action, const char *key)
{
	const struct preset *entry = entry_at(ui, index);
	struct change_list changes = { 0 };
	struct err err;

	(void)pick;
	(void)action;
	(void)key;
	if (document_use_case(ui->session->document, entry->id)) {
		ui_say(ui, _("«%s» is in the dossier already"), name_of(ui, entry));
	} else if (proposal_use_case(ui_shipped(ui), ui->session->document, entry->id, ui->scene.language, &changes,
				     &err)) {
		(void)ui_change_all(ui, &changes);
	} else {
		change_list_release(&changes);
		ui_say_err(ui, &err);
	}
	return false;
}

void pick_catalogue(struct ui *ui)
{
	static const struct binding bindings[] = {
		{ "<Enter>", ACTION_OPEN, N_("take") },
		{ " ", ACTION_MARK, NULL },
		{ NULL, ACTION_NONE, NULL },
	};
	const struct pick pick = {
		.title = _("Catalogue of use cases; those with a tick are in the dossier already"),
		.count = ui_shipped(ui) ? entry_count(ui_shipped(ui)) : 0,
		.detail_rows = DETAIL_ROWS,
		.bindings = bindings,
		.item = item,
		.choose = choose,
	};

	if (!pick.count)
		ui_say(ui, "%s", _("no catalogue of use cases was found beside the program"));
	else if (ui_may_change(ui))
		ui_pick(ui, &pick);
}
