/*
 * The service: who it is about, when, and what it wants.
 */
#include "form.h"
#include "pages.h"

static const struct form_field fields[] = {
	{ NULL, CHANGE_SERVICE, SERVICE_NAME, N_("The name of the service, as it stands on the reports.") },
	{ NULL, CHANGE_SERVICE, SERVICE_SECTOR, N_("Decides which examples and money bounds are used.") },
	{ NULL, CHANGE_SERVICE, SERVICE_SIZE, N_("In your own words: staff, members, patients.") },
	{ NULL, CHANGE_SERVICE, SERVICE_DATE, N_("The day of the workshop or the audit: 2026-11-21, or 21/11/2026.") },
	{ NULL, CHANGE_SERVICE, SERVICE_FACILITATOR, N_("Who leads the workshop, or the role.") },
	{ NULL, CHANGE_SERVICE, SERVICE_PRIORITIES,
	  N_("Two or three strategic priorities; the scores on impact rest on them.") },
	{ NULL, CHANGE_SERVICE, SERVICE_BUDGET, N_("What may be spent on AI in a year; empty: no limit is set.") },
	{ NULL, CHANGE_SERVICE, SERVICE_CAPACITY,
	  N_("The days of work a year that there are for AI; empty: no limit is set.") },
};

struct service_state {
	struct form form;
};

static struct form *form_of(void *memory)
{
	struct form *form = &((struct service_state *)memory)->form;

	form->fields = fields;
	form->count = (int)(sizeof(fields) / sizeof(fields[0]));
	form->key = "";
	form->whole = true;
	return form;
}

static void draw_participants(const struct ui *ui, struct surface *surface, int row)
{
	const struct document *document = ui->session->document;
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < document->participant_count; i++)
		if (participant_is_known(document, i))
			buf_add_format(&text, "%s%s", text.length ? ", " : "", document->participants[i]);
	if (text.length) {
		(void)surface_text(surface, row, 2, 19, ATTRIBUTE_NONE, _("Participants"));
		(void)surface_wrap(surface, row, 22, surface->width - 24, ATTRIBUTE_NONE, text.data);
	}
	buf_release(&text);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	const int foot = 4;

	(void)surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD, _("The service"));
	form_draw(ui, form_of(memory), surface, 2, 0, surface->width, surface->height - 2 - foot);
	draw_participants(ui, surface, surface->height - foot + 1);
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	if (action == ACTION_CHARTER) {
		page_charter_open(ui);
		return true;
	}
	return form_act(ui, form_of(memory), action, key);
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	return form_find(ui, form_of(memory), words);
}

static const struct binding bindings[] = {
	FORM_BINDINGS,
	{ "g", ACTION_CHARTER, N_("charter") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_service = {
	.name = N_("Service"),
	.state_size = sizeof(struct service_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.find = find,
};
