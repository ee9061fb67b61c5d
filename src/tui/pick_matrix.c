/*
 * The matrices to choose from: those of the dossier, then what else is shipped.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "ui_internal.h"

static const struct content *own_content(const struct ui *ui)
{
	return ui->session->document->content;
}

/* By its place in the list; found anew each time, for choosing one moves them in memory. */
static const struct matrix *matrix_at(const struct ui *ui, size_t index)
{
	const struct content *own = own_content(ui), *shipped = ui_shipped(ui);

	if (index < own->matrix_count)
		return &own->matrices[index];
	index -= own->matrix_count;
	for (size_t i = 0; shipped && i < shipped->matrix_count; i++)
		if (!content_matrix(own, shipped->matrices[i].id) && !index--)
			return &shipped->matrices[i];
	return NULL;
}

/* «Ease: Feasibility 60 %, absence of Risk 40 %, from 50.» */
static void word_axis(struct buf *out, const struct scene *scene, const struct axis *axis)
{
	double sum = 0;
	const char *separator = _(": ");

	for (int i = 0; i < FAMILY_COUNT; i++)
		sum += axis->weight[i];
	buf_add_format(out, " %s", text_in(&axis->name, scene->language));
	for (int i = 0; i < FAMILY_COUNT; i++) {
		if (!(axis->weight[i] > 0))
			continue;
		buf_add_text(out, separator);
		buf_add_format(out, i == FAMILY_RISK ? _("absence of %s") : "%s", word_family(scene, (enum family)i));
		buf_add_char(out, ' ');
		word_number(out, scene, 100 * axis->weight[i] / sum, 0);
		buf_add_text(out, scene->language == LANGUAGE_FR ? "\u00a0%" : "%");
		separator = ", ";
	}
	buf_add_text(out, " · ");
	buf_add_format(out, "%s ", _("high from"));
	word_number(out, scene, axis->threshold, 1);
	buf_add_char(out, '.');
}

/* «Quick win: Impact ≥ 50, time to first use ≤ 6 months …» */
static void word_rule(struct buf *out, const struct ui *ui, const struct matrix *matrix)
{
	const enum profile profile = document_profile(ui->session->document);
	const char *separator = _(": ");

	buf_add_format(out, " %s", _("Quick win"));
	for (size_t i = 0; i < matrix->condition_count; i++) {
		if (matrix->conditions[i].kind > CONDITION_PAYBACK)
			continue;
		buf_add_text(out, separator);
		word_limit(out, &ui->scene, &matrix->conditions[i], profile);
		separator = ", ";
	}
	buf_add_char(out, '.');
}

void word_matrix_rules(struct buf *out, const struct ui *ui, const struct matrix *matrix)
{
	word_axis(out, &ui->scene, &matrix->axes[AXIS_Y]);
	word_axis(out, &ui->scene, &matrix->axes[AXIS_X]);
	word_rule(out, ui, matrix);
}

static void item(struct ui *ui, const struct pick *pick, size_t index, struct pick_item *shown)
{
	const struct matrix *matrix = matrix_at(ui, index);

	(void)pick;
	if (!matrix)
		return;
	buf_add_text(&shown->text, text_in(&matrix->name, ui->scene.language));
	buf_add_text(&shown->right, matrix->id);
	buf_add_text(&shown->detail, text_in(&matrix->text, ui->scene.language));
	word_matrix_rules(&shown->detail, ui, matrix);
	shown->current = !strcmp(matrix->id, own_content(ui)->matrix->id);
}

/* Into the dossier, where it is not in it yet; the evaluation may point at what moved. */
bool matrix_bring(struct ui *ui, const char *id)
{
	struct err err;

	if (content_matrix(own_content(ui), id))
		return true;
	(void)ui_settle(ui);
	if (!session_add_matrix(ui->session, ui_shipped(ui), id, ui->stamp(), &err)) {
		ui_say_err(ui, &err);
		return false;
	}
	ui_evaluate(ui);
	return true;
}

static bool choose(struct ui *ui, const struct pick *pick, size_t index, enum action action, const char *key)
{
	const struct matrix *matrix = matrix_at(ui, index);
	char *id;
	bool done;

	(void)pick;
	(void)action;
	(void)key;
	if (!matrix)
		return true;
	id = xstrdup(matrix->id);
	done = matrix_bring(ui, id) && ui_change(ui, CHANGE_MATRIX, "", "id", id);
	free(id);
	return done;
}

void pick_matrix(struct ui *ui)
{
	struct pick pick = { .title = _("The matrix that use cases are compared with"),
			     .item = item,
			     .choose = choose };

	for (const struct matrix *matrix; (matrix = matrix_at(ui, pick.count)); pick.count++)
		if (!strcmp(matrix->id, own_content(ui)->matrix->id))
			pick.selected = pick.count;
	ui_pick(ui, &pick);
}
