#include "cadran/tui/wording.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/compare.h"
#include "cadran/core/quick_win.h"

void word_number(struct buf *out, const struct scene *scene, double value, int decimals)
{
	char text[400], *point;

	if (!is_figure(value)) {
		buf_add_text(out, "–");
		return;
	}
	(void)snprintf(text, sizeof(text), "%.*f", decimals, value);
	point = strchr(text, '.');
	if (point) {
		char *end = text + strlen(text);

		while (end[-1] == '0')
			*--end = '\0';
		if (end == point + 1)
			*point = '\0';
		else if (scene->language == LANGUAGE_FR)
			*point = ',';
	}
	buf_add_text(out, strcmp(text, "-0") ? text : "0");
}

void word_money(struct buf *out, const struct scene *scene, double value)
{
	char digits[400];
	size_t length;

	if (!is_figure(value)) {
		buf_add_text(out, "–");
		return;
	}
	(void)snprintf(digits, sizeof(digits), "%.0f", fabs(value));
	if (value < 0 && strcmp(digits, "0") != 0)
		buf_add_text(out, "-");
	length = strlen(digits);
	for (size_t i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			buf_add_text(out, scene->language == LANGUAGE_FR ? "\u00a0" : ",");
		buf_add_char(out, digits[i]);
	}
	buf_add_text(out, "\u00a0€");
}

void word_measure(struct buf *out, const struct scene *scene, const struct measure *measure)
{
	word_number(out, scene, measure->score, 2);
	if (!is_figure(measure->min) || same_figure(measure->min, measure->max))
		return;
	buf_add_text(out, " [");
	word_number(out, scene, measure->min, 2);
	buf_add_text(out, " – ");
	word_number(out, scene, measure->max, 2);
	buf_add_text(out, "]");
}

const char *word_flag(const struct surface *surface, const struct use_case_result *result)
{
	static const struct {
		enum verdict verdict;
		enum glyph glyph;
	} flags[] = {
		{ VERDICT_YES, GLYPH_QUICK_WIN },
		{ VERDICT_CONDITIONAL, GLYPH_CONDITIONAL },
		{ VERDICT_INCOMPLETE, GLYPH_INCOMPLETE },
	};

	if (result_is_prohibited(result))
		return surface_glyph_text(surface, GLYPH_PROHIBITED);
	if (result_is_settled(result))
		return surface_glyph_text(surface, GLYPH_SETTLED);
	for (size_t i = 0; i < ARRAY_SIZE(flags); i++)
		if (flags[i].verdict == result->verdict)
			return surface_glyph_text(surface, flags[i].glyph);
	return " ";
}

const char *word_verdict(enum verdict verdict)
{
	static const char *const words[] = {
		[VERDICT_NONE] = N_("no verdict"),
		[VERDICT_NO] = N_("not a quick win"),
		[VERDICT_INCOMPLETE] = N_("to be completed"),
		[VERDICT_CONDITIONAL] = N_("quick win under condition"),
		[VERDICT_YES] = N_("quick win"),
	};

	return _(words[verdict]);
}

const char *word_status(enum status status)
{
	static const char *const words[] = {
		[STATUS_IDEA] = N_("idea"),
		[STATUS_PILOT] = N_("pilot"),
		[STATUS_LIVE] = N_("live"),
		[STATUS_STOPPED] = N_("stopped"),
	};

	return _(words[status]);
}

const char *word_sector(const char *sector)
{
	static const char *const words[] = {
		[PROFILE_SPSTI] = N_("occupational-health service (SPSTI)"),
		[PROFILE_HOSPITAL] = N_("hospital"),
		[PROFILE_OTHER] = N_("other service"),
	};
	enum profile profile;

	return profile_parse(sector, &profile) ? _(words[profile]) : sector;
}

const char *word_family(const struct scene *scene, enum family family)
{
	return text_in(&scene->evaluation->document->content->criteria.families[family].name, scene->language);
}

const char *word_family_short(const struct scene *scene, enum family family)
{
	const char *word =
		text_in(&scene->evaluation->document->content->criteria.families[family].short_name, scene->language);

	return *word ? word : word_family(scene, family);
}

/* How a condition is called; a family's name comes from the criteria file. */
static const char *const condition_words[] = {
	[CONDITION_DELAY] = N_("time to first use (months)"),
	[CONDITION_BUILD] = N_("build cost"),
	[CONDITION_PAYBACK] = N_("payback (months)"),
	[CONDITION_AI_ACT] = N_("AI Act class"),
	[CONDITION_MEDICAL_DEVICE] = N_("not a medical device"),
	[CONDITION_NEED] = N_("need, sponsor and indicator stated"),
	[CONDITION_MATURITY] = N_("maturity reached"),
	[CONDITION_PREREQUISITES] = N_("prerequisites met"),
	[CONDITION_DATA] = N_("data obligations met"),
};

static void word_name(struct buf *out, const struct scene *scene, const struct condition *condition)
{
	if (condition->kind == CONDITION_FAMILY)
		buf_add_text(out, word_family(scene, condition->family));
	else if (condition->kind == CONDITION_FAMILY_ANY)
		buf_add_format(out, _("%s, worst score"), word_family(scene, condition->family));
	else
		buf_add_text(out, _(condition_words[condition->kind]));
}

/* A condition's value or its limit; money as money. */
static void word_figure(struct buf *out, const struct scene *scene, const struct condition *condition, double value)
{
	if (condition->kind == CONDITION_BUILD)
		word_money(out, scene, value);
	else
		word_number(out, scene, value, 1);
}

void word_condition(struct buf *out, const struct scene *scene, const struct use_case_result *result,
		    const struct condition_result *condition)
{
	const struct condition *rule = condition->condition;

	word_name(out, scene, rule);
	if (rule->kind <= CONDITION_PAYBACK) {
		buf_add_char(out, ' ');
		word_figure(out, scene, rule, condition->value);
		buf_add_text(out, rule->at_least ? " (≥ " : " (≤ ");
		word_figure(out, scene, rule, condition->limit);
		buf_add_char(out, ')');
	} else if (rule->kind == CONDITION_AI_ACT) {
		const struct tree *tree = &scene->evaluation->document->content->tree;

		if (result->facts.ai_act != AI_ACT_UNKNOWN)
			buf_add_format(out, "%s%s", _(": "), ai_act_name(tree, result->facts.ai_act, scene->language));
	} else if (*condition->blocker) {
		buf_add_format(out, "%s%s", _(": "), condition->blocker);
	}
}

/* The same for a list on one line: the sign says how it stands. */
static void word_failure(struct buf *out, const struct scene *scene, const struct condition_result *condition)
{
	const struct condition *rule = condition->condition;

	switch (rule->kind) {
	case CONDITION_NEED:
		buf_add_text(out, _("techno-push"));
		return;
	case CONDITION_MATURITY:
		buf_add_text(out, _("maturity too low"));
		return;
	case CONDITION_MEDICAL_DEVICE:
		buf_add_text(out, _("medical device"));
		return;
	case CONDITION_PREREQUISITES:
		buf_add_format(out, _("waits for %s"), condition->blocker);
		return;
	default:
		break;
	}
	word_name(out, scene, rule);
	if (rule->kind > CONDITION_PAYBACK)
		return;
	buf_add_char(out, ' ');
	word_figure(out, scene, rule, condition->value);
	buf_add_text(out, rule->at_least ? " < " : " > ");
	word_figure(out, scene, rule, condition->limit);
}

void word_requirement(struct buf *out, const struct scene *scene, const struct requirement_result *requirement)
{
	const struct grid *grid = &scene->evaluation->document->content->grids[requirement->grid];

	buf_add_format(out, "%s ", text_in(&grid->dimensions[requirement->dimension].name, scene->language));
	word_number(out, scene, requirement->current, 2);
	buf_add_text(out, is_figure(requirement->shortfall) && !(requirement->shortfall > 0) ? " ≥ " : " → ");
	word_number(out, scene, requirement->required, 2);
	if (!is_figure(requirement->shortfall))
		buf_add_format(out, " (%s)", _("to be confirmed"));
}

void word_obligations(struct buf *out, unsigned open)
{
	static const char *const words[] = { N_("certified hosting"), N_("AIPD"), N_("CSE") };
	const size_t begin = out->length;

	for (unsigned i = 0; i < ARRAY_SIZE(words); i++)
		if (open & 1u << i)
			buf_add_format(out, "%s%s", out->length > begin ? ", " : "", _(words[i]));
}

static void word_open(struct buf *out, const struct scene *scene, const struct use_case_result *result)
{
	const size_t begin = out->length;

	word_obligations(out, result->open_obligations);
	for (size_t i = 0; i < result->requirement_count; i++) {
		const struct requirement_result *gate = &result->requirements[i];

		if (is_figure(gate->shortfall) && !(gate->shortfall > 0))
			continue;
		buf_add_text(out, out->length > begin ? ", " : "");
		word_requirement(out, scene, gate);
	}
}

static void word_missing(struct buf *out, const struct use_case_result *result)
{
	static const char *const words[] = { N_("scores missing"), N_("delay missing"), N_("AI Act class missing"),
					     N_("health data?"), N_("medical device?") };
	const size_t begin = out->length;

	for (unsigned i = 0; i < ARRAY_SIZE(words); i++)
		if (result->missing & 1u << i)
			buf_add_format(out, "%s%s", out->length > begin ? ", " : "", _(words[i]));
	if (out->length == begin)
		buf_add_text(out, _("a prerequisite is incomplete"));
}

static void word_worst_requirement(struct buf *out, const struct scene *scene, const struct use_case_result *result)
{
	const struct requirement_result *worst = NULL;

	for (size_t i = 0; i < result->requirement_count; i++)
		if (is_figure(result->requirements[i].shortfall) &&
		    (!worst || result->requirements[i].shortfall > worst->shortfall))
			worst = &result->requirements[i];
	if (worst)
		word_requirement(out, scene, worst);
}

void word_reason(struct buf *out, const struct scene *scene, const struct use_case_result *result)
{
	const struct tree *tree = &scene->evaluation->document->content->tree;
	const struct condition_result *nearest;

	if (result_is_prohibited(result)) {
		buf_add_text(out, ai_act_name(tree, AI_ACT_PROHIBITED, scene->language));
		if (tree->classes[AI_ACT_PROHIBITED].article)
			buf_add_format(out, " (art. %s)", tree->classes[AI_ACT_PROHIBITED].article);
	} else if (result_is_settled(result)) {
		buf_add_text(out, word_status(result->facts.status));
	} else if (result->verdict == VERDICT_YES) {
		buf_add_text(out, result->express ? _("express quick win") : _("quick win"));
	} else if (result->verdict == VERDICT_CONDITIONAL) {
		word_open(out, scene, result);
	} else if (result->verdict == VERDICT_INCOMPLETE) {
		word_missing(out, result);
	} else if (result->techno_push) {
		buf_add_text(out, _("techno-push"));
	} else if (result->maturity_blocked) {
		buf_add_format(out, "%s%s", _("maturity too low"), _(": "));
		word_worst_requirement(out, scene, result);
	} else if ((nearest = nearest_failure(result, NULL))) {
		word_failure(out, scene, nearest);
	}
}
