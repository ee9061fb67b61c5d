#include "law_parts.h"

#include <string.h>

#include "cadran/base/figures.h"
#include "cadran/base/message.h"
#include "cadran/core/duties.h"

static const struct tree *tree_of(const struct scene *scene)
{
	return &scene->evaluation->document->content->tree;
}

void law_tell_answers(struct pen *pen, const struct scene *scene, const char *answers)
{
	const struct tree *tree = tree_of(scene);
	struct tree_target target = tree_begin(tree);
	struct tree_answer answer;

	for (bool first = true; tree_next(tree, answers, &target, &answer); first = false) {
		const struct ask *ask = &tree->asks[answer.ask];
		const char *note = text_in(&ask->answer[answer.yes].note, scene->language);

		if (first)
			pen_section(pen, _("The answers that lead to it"));
		pen->indent = 2;
		buf_add_format(&pen->line, "- %s → %s", text_in(&ask->text, scene->language),
			       answer.yes ? _("yes") : _("no"));
		if (ask->article)
			buf_add_format(&pen->line, " (art. %s)", ask->article);
		if (*note)
			buf_add_format(&pen->line, " · %s", note);
		pen_end(pen, ATTRIBUTE_NONE);
	}
}

/* --- duties ------------------------------------------------------------------------------ */

/* All duties with what is known of them, judged once. */
struct judging {
	struct pen *pen;
	const struct scene *scene;
	const struct tree *tree;
	const struct use_case *use_case;
	struct duty_facts facts;
};

static void tell_name(struct judging *judging, const struct duty *duty)
{
	judging->pen->indent = 2;
	buf_add_format(&judging->pen->line, "- %s (art. %s)", text_in(&duty->name, judging->scene->language),
		       duty->article);
	if (duty->confirm)
		buf_add_format(&judging->pen->line, " · %s", _("to be confirmed"));
}

/* « · DPIA: to do», what the sheet says of it. */
static void tell_sheet(struct judging *judging, const struct duty *duty)
{
	struct buf *line = &judging->pen->line;
	enum use_case_field field;

	if (!duty->sheet || !use_case_field_parse(duty->sheet, &field))
		return;
	buf_add_format(line, " · %s%s", word_use_case_field(field), _(": "));
	word_use_case_value(line, judging->scene, field, judging->use_case->field[field]);
}

static void tell_applying(struct judging *judging)
{
	unsigned missing;
	bool told = false;

	for (size_t i = 0; i < judging->tree->duty_count; i++) {
		const struct duty *duty = &judging->tree->duties[i];

		if (duty_judge(duty, &judging->facts, &missing) != DUTY_APPLIES)
			continue;
		if (!told)
			pen_section(judging->pen, _("Duties beside the class (information, not legal advice)"));
		told = true;
		tell_name(judging, duty);
		if (!judging->scene->law_apart)
			buf_add_format(&judging->pen->line, "%s%s", _(": "),
				       text_in(&duty->text, judging->scene->language));
		tell_sheet(judging, duty);
		pen_end(judging->pen, ATTRIBUTE_NONE);
	}
}

static const char *fact_word(enum duty_fact fact)
{
	const enum use_case_field field = duty_fact_field(fact);

	return field == USE_CASE_FIELD_COUNT ? word_service_field(SERVICE_SECTOR) : word_use_case_field(field);
}

static void tell_unknown(struct judging *judging)
{
	unsigned missing;
	bool told = false;

	for (size_t i = 0; i < judging->tree->duty_count; i++) {
		const struct duty *duty = &judging->tree->duties[i];

		if (duty_judge(duty, &judging->facts, &missing) != DUTY_UNKNOWN)
			continue;
		if (!told)
			pen_section(judging->pen,
				    _("Duties that depend on what is not told yet (information, not legal advice)"));
		told = true;
		tell_name(judging, duty);
		buf_add_format(&judging->pen->line, " · %s%s", _("to be told"), _(": "));
		for (int f = 0, first = 1; f < DUTY_FACT_COUNT; f++) {
			if (!(missing & 1u << f))
				continue;
			buf_add_format(&judging->pen->line, "%s%s", first ? "" : ", ", fact_word((enum duty_fact)f));
			first = 0;
		}
		pen_end(judging->pen, ATTRIBUTE_NONE);
	}
}

void law_tell_duties(struct pen *pen, const struct scene *scene, const struct use_case *use_case, enum ai_act class)
{
	struct judging judging = { .pen = pen, .scene = scene, .tree = tree_of(scene), .use_case = use_case };

	if (!judging.tree->duty_count || class == AI_ACT_PROHIBITED)
		return;
	duty_facts(scene->evaluation->document, use_case, &judging.facts);
	judging.facts.value[DUTY_AI_ACT] = (int)class;
	tell_applying(&judging);
	tell_unknown(&judging);
}

/* --- dates and classes ---------------------------------------------------------------------- */

void law_tell_dates(struct pen *pen, const struct scene *scene)
{
	const struct tree *tree = tree_of(scene);

	if (tree->date_count)
		pen_section(pen, _("What applies from when"));
	for (size_t i = 0; i < tree->date_count; i++) {
		pen->indent = 2;
		figure_date(&pen->line, scene->language, tree->dates[i].id);
		buf_add_format(&pen->line, " · art. %s · %s", tree->dates[i].article,
			       text_in(&tree->dates[i].text, scene->language));
		pen_end(pen, ATTRIBUTE_NONE);
	}
}

void law_word_disagreement(struct buf *out, const struct scene *scene, const struct use_case *use_case)
{
	const struct tree *tree = tree_of(scene);
	const enum ai_act class = tree_class(tree, use_case->field[USE_CASE_AI_ACT_ANSWERS]);
	enum ai_act kept = AI_ACT_UNKNOWN;

	(void)ai_act_parse(use_case->field[USE_CASE_AI_ACT], &kept);
	if (class == AI_ACT_UNKNOWN || class == kept)
		return;
	buf_add_text(out, " · ");
	buf_add_format(out, _("answers lead to %s"), ai_act_name(tree, class, scene->language));
}

bool law_is_device_denied(const struct scene *scene, const struct use_case *use_case)
{
	return !strcmp(use_case->field[USE_CASE_MEDICAL_DEVICE], "no") &&
	       tree_says_medical_device(tree_of(scene), use_case->field[USE_CASE_AI_ACT_ANSWERS]);
}

void law_word_device(struct buf *out, const struct scene *scene, const struct use_case *use_case)
{
	if (law_is_device_denied(scene, use_case))
		buf_add_format(out, "%s · ", _("Medical device: no on the sheet, yes by the AI Act answers"));
}
