/*
 * The AI Act class of a use case straight from the list of classes, for who
 * knows it.
 */
#include <stdio.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "pages.h"
#include "use_case_parts.h"

bool use_case_set_class(struct ui *ui, const char *id, const char *class)
{
	const struct use_case *use_case = document_use_case(ui->session->document, id);
	const bool same = use_case && !strcmp(use_case->field[USE_CASE_AI_ACT], class);

	if (!ui_change(ui, CHANGE_USE_CASE, id, use_case_field_id(USE_CASE_AI_ACT), class))
		return false;
	if (same)
		ui_say(ui, "%s", _("the class stays as it was"));
	return true;
}

static void class_item(struct ui *ui, const struct pick *pick, size_t index, struct pick_item *item)
{
	const struct use_case *use_case = document_use_case(ui->session->document, pick->subject);
	const struct tree *tree = &ui->session->document->content->tree;
	const struct ai_act_class *class = &tree->classes[index];
	const enum language language = ui->scene.language;

	item->current = use_case && !strcmp(use_case->field[USE_CASE_AI_ACT], ai_act_id((enum ai_act)index));
	if (!index) {
		buf_add_text(&item->text, _("not known"));
		return;
	}
	buf_add_text(&item->text, ai_act_name(tree, (enum ai_act)index, language));
	if (class->article)
		buf_add_format(&item->right, "art. %s", class->article);
	buf_add_text(&item->detail, text_in(&class->text, language));
	if (class->confirm)
		buf_add_format(&item->detail, "\n%s", _("to be confirmed by a lawyer"));
}

/* The questions below the list are done with too. */
static bool choose_class(struct ui *ui, const struct pick *pick, size_t index, enum action action, const char *key)
{
	const struct step *step = &ui->steps[ui->step];

	(void)action;
	(void)key;
	if (!use_case_set_class(ui, pick->subject, ai_act_id((enum ai_act)index)))
		return false;
	if (step->depth > 1 && step->pile[step->depth - 2].page == &page_tree)
		ui_close(ui, step->pile[step->depth - 2].state);
	return true;
}

void pick_class(struct ui *ui, const char *id)
{
	struct pick pick = {
		.title = _("The AI Act class, where it is known already"),
		.count = AI_ACT_COUNT,
		.item = class_item,
		.choose = choose_class,
	};
	const struct use_case *use_case = document_use_case(ui->session->document, id);
	enum ai_act class;

	if (use_case && ai_act_parse(use_case->field[USE_CASE_AI_ACT], &class))
		pick.selected = class;
	(void)snprintf(pick.subject, sizeof(pick.subject), "%s", id);
	ui_pick(ui, &pick);
}
