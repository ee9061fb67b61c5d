#include "reading.h"

#include "cadran/base/alloc.h"
#include "cadran/tui/page.h"

bool reading_has(const struct ui *ui, const struct grid *grid, size_t question)
{
	bool any = false;

	for (size_t q = 0; q < grid->question_count && !any; q++)
		any = grid->questions[q].express;
	return ui->complete || !any || grid->questions[question].express;
}

void reading_place(const struct ui *ui, const struct grid *grid, size_t question, size_t *number, size_t *count)
{
	*number = *count = 0;
	for (size_t q = 0; q < grid->question_count; q++) {
		if (!reading_has(ui, grid, q))
			continue;
		++*count;
		*number += q <= question;
	}
}

size_t reading_next(const struct ui *ui, const struct grid *grid, size_t question)
{
	for (size_t q = question + 1; q < grid->question_count; q++)
		if (reading_has(ui, grid, q))
			return q;
	return grid->question_count;
}

size_t reading_previous(const struct ui *ui, const struct grid *grid, size_t question)
{
	for (size_t q = question; q > 0; q--)
		if (reading_has(ui, grid, q - 1))
			return q - 1;
	return grid->question_count;
}

size_t reading_unanswered(const struct ui *ui, size_t g, size_t question)
{
	const struct document *document = ui->session->document;
	const struct grid *grid = &document->content->grids[g];

	for (size_t i = 0; i < grid->question_count; i++) {
		const size_t q = (question + i) % grid->question_count;

		if (reading_has(ui, grid, q) && answer_level(&document->grids[g].answers[q]) == ANSWER_BLANK)
			return q;
	}
	return grid->question_count;
}

size_t reading_left(const struct ui *ui, size_t g)
{
	const struct document *document = ui->session->document;
	const struct grid *grid = &document->content->grids[g];
	size_t left = 0;

	for (size_t q = 0; q < grid->question_count; q++)
		left += reading_has(ui, grid, q) && answer_level(&document->grids[g].answers[q]) == ANSWER_BLANK;
	return left;
}

/* One question further, into the next grid after the last one. */
static void step(const struct content *content, size_t *grid, size_t *question)
{
	if (++*question < content->grids[*grid].question_count)
		return;
	*question = 0;
	do
		*grid = (*grid + 1) % content->grid_count;
	while (!content->grids[*grid].question_count);
}

bool reading_next_unknown(const struct ui *ui, size_t *grid, size_t *question)
{
	const struct document *document = ui->session->document;
	size_t left = 0;

	for (size_t g = 0; g < document->content->grid_count; g++)
		left += document->content->grids[g].question_count;
	while (left--) {
		step(document->content, grid, question);
		if (answer_level(&document->grids[*grid].answers[*question]) == ANSWER_UNKNOWN)
			return true;
	}
	return false;
}

void reading_say_all_seen(struct ui *ui, size_t g)
{
	const struct document *document = ui->session->document;
	const struct grid *grid = &document->content->grids[g];
	size_t unknown = 0, left = 0;
	struct buf text;

	for (size_t q = 0; q < grid->question_count; q++) {
		const int level = answer_level(&document->grids[g].answers[q]);

		unknown += reading_has(ui, grid, q) && level == ANSWER_UNKNOWN;
		left += !reading_has(ui, grid, q) && level == ANSWER_BLANK;
	}
	buf_init(&text);
	buf_add_text(&text, left ? _("no question of the express reading is left") : _("no question is left"));
	if (unknown)
		buf_add_format(&text, _(" · answered «don't know»: %zu"), unknown);
	if (left)
		buf_add_format(&text,
			       message_plural(" · the complete reading has %zu more: r shows it",
					      " · the complete reading has %zu more: r shows them", left),
			       left);
	ui_say(ui, "%s", text.data);
	buf_release(&text);
}

bool reading_is_over(const struct ui *ui, size_t g)
{
	return reading_unanswered(ui, g, 0) >= ui->session->document->content->grids[g].question_count;
}

void reading_switch(struct ui *ui, size_t g)
{
	const struct grid_result *result = &ui->evaluation.grids[g];

	ui->complete = !ui->complete;
	if (ui->complete)
		ui_say(ui, _("complete reading: %zu questions"), result->measure.total);
	else
		ui_say(ui, _("express reading: %zu questions"), result->express.total);
}

const char *reading_part(const struct ui *ui, size_t g, size_t q, int part)
{
	const struct document *document = ui->session->document;
	const struct grid *grid = &document->content->grids[g];
	const struct question *question = &grid->questions[q];
	const struct text *const texts[] = {
		&question->text,     &grid->dimensions[question->dimension].name,
		&question->why,      profile_example(question->example, document_profile(document)),
		&question->evidence,
	};
	const int count = (int)ARRAY_SIZE(texts);

	if (part >= count + LEVEL_COUNT)
		return NULL;
	return text_in(part < count ? texts[part] : &question->level[part - count], ui->scene.language);
}

bool reading_question_has(const struct ui *ui, size_t g, size_t q, const char *words)
{
	const struct answer *answer = &ui->session->document->grids[g].answers[q];
	const char *text;

	for (int part = 0; (text = reading_part(ui, g, q, part)); part++)
		if (text_has(text, words))
			return true;
	return text_has(answer->field[ANSWER_NOTE], words) || text_has(answer->field[ANSWER_EVIDENCE], words);
}

size_t reading_find(const struct ui *ui, size_t g, size_t question, const char *words)
{
	const struct grid *grid = &ui->session->document->content->grids[g];

	for (size_t i = 1; i <= grid->question_count; i++) {
		const size_t q = (question + i) % grid->question_count;

		if (reading_question_has(ui, g, q, words))
			return q;
	}
	return grid->question_count;
}
