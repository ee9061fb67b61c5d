#include "cadran/tui/wording.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/figures.h"
#include "cadran/core/compare.h"
#include "cadran/core/quick_win.h"
#include "cadran/core/workshop.h"

void word_number(struct buf *out, const struct scene *scene, double value, int decimals)
{
	figure_number(out, scene->language, value, decimals);
}

void word_fixed(struct buf *out, const struct scene *scene, double value, int decimals)
{
	figure_fixed(out, scene->language, value, decimals);
}

void word_grouped(struct buf *out, const struct scene *scene, double value)
{
	figure_grouped(out, scene->language, value);
}

void word_money(struct buf *out, const struct scene *scene, double value)
{
	figure_euros(out, scene->language, value);
}

void word_measure(struct buf *out, const struct scene *scene, const struct measure *measure)
{
	word_number(out, scene, measure->score, 2);
	/* From 1 to 5 says nothing where nothing is answered. */
	if (!is_figure(measure->score) || !is_figure(measure->min) || same_figure(measure->min, measure->max))
		return;
	buf_add_text(out, " [");
	word_number(out, scene, measure->min, 2);
	buf_add_text(out, " – ");
	word_number(out, scene, measure->max, 2);
	buf_add_text(out, "]");
}

static bool is_high_risk(enum ai_act class)
{
	return class == AI_ACT_HIGH || class == AI_ACT_HIGH_ANNEX_1 || class == AI_ACT_HIGH_ANNEX_3;
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
	if (result->verdict == VERDICT_NO && is_high_risk(result->facts.ai_act))
		return surface_glyph_text(surface, GLYPH_HIGH_RISK);
	return " ";
}

const char *word_verdict(enum verdict verdict)
{
	static const char *const words[] = {
		[VERDICT_NONE] = N_("Quick win: not asked any more"),
		[VERDICT_NO] = N_("Quick win: no"),
		[VERDICT_INCOMPLETE] = N_("Quick win: to be completed first"),
		[VERDICT_CONDITIONAL] = N_("Quick win: yes, under condition"),
		[VERDICT_YES] = N_("Quick win: yes"),
	};

	return _(words[verdict]);
}

const char *word_how_to_begin(const struct scene *scene)
{
	if (scene->interactive)
		return _("No use case yet: step 4 adds them.");
	return _("No use case yet. To begin: cadran add FILE ID, or cadran set FILE use-case.ID.name NAME.");
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

enum { UNSCORED_NAMED = 2 };

/* The parts of a list, with commas between them. `begin` is where the list began in `out`. */
static void add_comma(struct buf *out, size_t begin)
{
	if (out->length > begin)
		buf_add_text(out, ", ");
}

void word_requirement(struct buf *out, const struct scene *scene, const struct requirement_result *requirement)
{
	const struct grid *grid = &scene->evaluation->document->content->grids[requirement->grid];

	buf_add_format(out, "%s ", text_in(&grid->dimensions[requirement->dimension].name, scene->language));
	word_number(out, scene, requirement->current, 2);
	buf_add_text(out, requirement_is_open(requirement) ? " → " : " ≥ ");
	word_number(out, scene, requirement->required, 2);
	if (!is_figure(requirement->shortfall))
		buf_add_format(out, " (%s)", _("to be confirmed"));
}

void word_obligations(struct buf *out, unsigned open)
{
	static const char *const words[] = { N_("certified hosting"), N_("DPIA"), N_("works council") };
	const size_t begin = out->length;

	for (unsigned i = 0; i < ARRAY_SIZE(words); i++) {
		if (!(open & 1u << i))
			continue;
		add_comma(out, begin);
		buf_add_text(out, _(words[i]));
	}
}

/* The dimensions that fall short or are to be confirmed. */
static void word_shortfalls(struct buf *out, const struct scene *scene, const struct use_case_result *result)
{
	const size_t begin = out->length;

	for (size_t i = 0; i < result->requirement_count; i++) {
		const struct requirement_result *gate = &result->requirements[i];

		if (!requirement_is_open(gate))
			continue;
		add_comma(out, begin);
		word_requirement(out, scene, gate);
	}
}

void word_unstated(struct buf *out, const struct use_case_result *result)
{
	static const struct {
		enum use_case_field field;
		const char *word;
	} fields[] = {
		{ USE_CASE_NEED, N_("need") },
		{ USE_CASE_SPONSOR, N_("sponsor") },
		{ USE_CASE_INDICATOR, N_("indicator") },
	};
	const size_t begin = out->length;

	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		if (use_case_states(result->use_case, fields[i].field))
			continue;
		add_comma(out, begin);
		buf_add_text(out, _(fields[i].word));
	}
}

/* The required criteria of a family (FAMILY_COUNT: of all) that nobody scored: two by name, more by number. */
static void word_unscored(struct buf *out, const struct scene *scene, const struct use_case_result *result,
			  enum family family)
{
	const struct criteria *criteria = &scene->evaluation->document->content->criteria;
	const size_t begin = out->length;
	size_t count = 0;

	for (size_t i = 0; i < criteria->count; i++) {
		const struct criterion *criterion = &criteria->items[i];

		if (!criterion->required || is_figure(result->criteria[i].score) ||
		    (family != FAMILY_COUNT && criterion->family != family))
			continue;
		count++;
		add_comma(out, begin);
		buf_add_text(out, text_in(&criterion->name, scene->language));
	}
	if (count <= UNSCORED_NAMED)
		return;
	buf_truncate(out, begin);
	buf_add_format(out, message_plural("%zu score", "%zu scores", count), count);
}

/* How a condition with a limit is called; a family's name comes from the criteria file. */
static void word_name(struct buf *out, const struct scene *scene, const struct condition *condition)
{
	static const char *const words[] = {
		[CONDITION_DELAY] = N_("time to first use"),
		[CONDITION_BUILD] = N_("build cost"),
		[CONDITION_PAYBACK] = N_("payback"),
	};

	if (condition->kind == CONDITION_FAMILY)
		buf_add_text(out, word_family(scene, condition->family));
	else if (condition->kind == CONDITION_FAMILY_ANY)
		buf_add_format(out, _("%s, worst score"), word_family(scene, condition->family));
	else
		buf_add_text(out, _(words[condition->kind]));
}

/* A condition's value or its limit, with its unit. */
static void word_figure(struct buf *out, const struct scene *scene, const struct condition *condition, double value)
{
	if (condition->kind == CONDITION_BUILD) {
		word_money(out, scene, value);
	} else if (condition->kind == CONDITION_PAYBACK && !is_figure(value)) {
		buf_add_text(out, _("never"));
	} else {
		word_number(out, scene, value, 1);
		if (condition->kind == CONDITION_DELAY || condition->kind == CONDITION_PAYBACK)
			buf_add_format(out, "\u00a0%s", _("months"));
	}
}

/* What a condition was judged with; feasibility as it was and as the gate left it. */
static void word_judged(struct buf *out, const struct scene *scene, const struct use_case_result *result,
			const struct condition_result *condition)
{
	const struct condition *rule = condition->condition;

	if (rule->kind == CONDITION_FAMILY && rule->family == FAMILY_FEASIBILITY && result_is_lowered_by_gate(result)) {
		word_number(out, scene, result->families[FAMILY_FEASIBILITY].value, 1);
		buf_add_text(out, " → ");
	}
	word_figure(out, scene, rule, condition->value);
}

/* A limit that is not kept: «Impact 37,5 < 50», «Feasibility 66.7 → 54.2 < 62.5». */
static void word_failure(struct buf *out, const struct scene *scene, const struct use_case_result *result,
			 const struct condition_result *condition)
{
	const struct condition *rule = condition->condition;

	word_name(out, scene, rule);
	buf_add_char(out, ' ');
	word_judged(out, scene, result, condition);
	/* «payback never (≤ 12 months)»: no figure, no comparison. */
	if (!is_figure(condition->value)) {
		buf_add_text(out, rule->at_least ? " (≥ " : " (≤ ");
		word_figure(out, scene, rule, condition->limit);
		buf_add_char(out, ')');
		return;
	}
	buf_add_text(out, rule->at_least ? " < " : " > ");
	word_figure(out, scene, rule, condition->limit);
}

void word_limit(struct buf *out, const struct scene *scene, const struct condition *condition, enum profile profile)
{
	word_name(out, scene, condition);
	buf_add_text(out, condition->at_least ? " ≥ " : " ≤ ");
	word_figure(out, scene, condition, condition->limit[profile]);
}

/* «Impact 75 (≥ 50)»; what is missing where the family is not complete. */
static void word_limited(struct buf *out, const struct scene *scene, const struct use_case_result *result,
			 const struct condition_result *condition)
{
	const struct condition *rule = condition->condition;

	if (condition->met == MET_NO) {
		word_failure(out, scene, result, condition);
		return;
	}
	word_name(out, scene, rule);
	if (is_figure(condition->value)) {
		buf_add_char(out, ' ');
		word_judged(out, scene, result, condition);
	}
	buf_add_text(out, rule->at_least ? " (≥ " : " (≤ ");
	word_figure(out, scene, rule, condition->limit);
	buf_add_char(out, ')');
	if (condition->met != MET_UNKNOWN)
		return;
	buf_add_format(out, ", %s%s", _("missing"), _(": "));
	if (rule->kind <= CONDITION_FAMILY_ANY)
		word_unscored(out, scene, result, rule->family);
	else
		buf_add_text(out, _("the figure"));
}

static void detail_class(struct buf *out, const struct scene *scene, const struct use_case_result *result,
			 const struct condition_result *condition)
{
	const struct tree *tree = &scene->evaluation->document->content->tree;

	(void)condition;
	if (result->facts.ai_act != AI_ACT_UNKNOWN)
		buf_add_text(out, ai_act_name(tree, result->facts.ai_act, scene->language));
}

static void detail_need(struct buf *out, const struct scene *scene, const struct use_case_result *result,
			const struct condition_result *condition)
{
	(void)scene;
	(void)condition;
	word_unstated(out, result);
}

static void detail_maturity(struct buf *out, const struct scene *scene, const struct use_case_result *result,
			    const struct condition_result *condition)
{
	(void)condition;
	word_shortfalls(out, scene, result);
}

static void detail_blocker(struct buf *out, const struct scene *scene, const struct use_case_result *result,
			   const struct condition_result *condition)
{
	const struct use_case *other = document_use_case(scene->evaluation->document, condition->blocker);

	(void)result;
	buf_add_text(out, other ? use_case_name(other) : condition->blocker);
}

static void detail_data(struct buf *out, const struct scene *scene, const struct use_case_result *result,
			const struct condition_result *condition)
{
	(void)scene;
	(void)condition;
	word_obligations(out, result->open_obligations);
}

/* A condition without a figure, in words that fit its outcome, and what there is to say beside them. */
static const struct {
	const char *met, *not_met, *unknown;
	void (*detail)(struct buf *, const struct scene *, const struct use_case_result *,
		       const struct condition_result *);
} plain_words[] = {
	[CONDITION_AI_ACT] = { N_("AI Act"), N_("AI Act"), N_("AI Act: class to be told"), detail_class },
	[CONDITION_MEDICAL_DEVICE] = { N_("not a medical device"), N_("a medical device"),
				       N_("medical device: to be told"), NULL },
	[CONDITION_NEED] = { N_("need, sponsor and indicator stated"), N_("not stated"), NULL, detail_need },
	[CONDITION_MATURITY] = { N_("maturity reached"), N_("maturity too low"), NULL, detail_maturity },
	[CONDITION_PREREQUISITES] = { N_("prerequisites met"), N_("prerequisite not met"),
				      N_("prerequisite to be completed"), detail_blocker },
	[CONDITION_DATA] = { N_("data obligations met"), N_("data, to be done"), N_("health data: to be told"),
			     detail_data },
};

static void word_plain(struct buf *out, const struct scene *scene, const struct use_case_result *result,
		       const struct condition_result *condition)
{
	const enum condition_kind kind = condition->condition->kind;
	const char *words = condition->met == MET_YES  ? plain_words[kind].met
			    : condition->met == MET_NO ? plain_words[kind].not_met
						       : plain_words[kind].unknown;
	const size_t colon = out->length + strlen(_(words));
	size_t detail;

	buf_add_text(out, _(words));
	if (!plain_words[kind].detail || (condition->met == MET_YES && kind != CONDITION_AI_ACT))
		return;
	buf_add_text(out, _(": "));
	detail = out->length;
	plain_words[kind].detail(out, scene, result, condition);
	if (out->length == detail)
		buf_truncate(out, colon);
}

void word_condition(struct buf *out, const struct scene *scene, const struct use_case_result *result,
		    const struct condition_result *condition)
{
	if (condition->condition->kind <= CONDITION_PAYBACK)
		word_limited(out, scene, result, condition);
	else
		word_plain(out, scene, result, condition);
}

static void word_open(struct buf *out, const struct scene *scene, const struct use_case_result *result)
{
	const size_t begin = out->length;

	word_obligations(out, result->open_obligations);
	add_comma(out, begin);
	word_shortfalls(out, scene, result);
	if (out->length >= begin + 2 && !strcmp(out->data + out->length - 2, ", "))
		buf_truncate(out, out->length - 2);
}

void word_missing(struct buf *out, const struct scene *scene, const struct use_case_result *result)
{
	static const char *const words[] = { NULL, N_("time to first use"), N_("AI Act class"),
					     N_("health data or not"), N_("medical device or not") };
	const size_t begin = out->length;

	word_unscored(out, scene, result, FAMILY_COUNT);
	for (unsigned i = 1; i < ARRAY_SIZE(words); i++) {
		if (!(result->missing & 1u << i))
			continue;
		add_comma(out, begin);
		buf_add_text(out, _(words[i]));
	}
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

/* A feasibility that only the gate pulls below the limit: the maturity is what to speak of. */
static bool follows_from_gate(const struct use_case_result *result, const struct condition_result *condition)
{
	return result->maturity_blocked && condition->condition->kind == CONDITION_FAMILY &&
	       condition->condition->family == FAMILY_FEASIBILITY &&
	       reaches(result->families[FAMILY_FEASIBILITY].value, condition->limit);
}

/* What can never be mended, then the nearest, in the order in which nearest_failure walks; NULL: none. */
static const struct condition_result *first_failure(const struct use_case_result *result)
{
	const struct condition_result *first = lasting_failure(result);

	if (first)
		return first;
	first = nearest_failure(result, NULL);
	while (first && follows_from_gate(result, first) && nearest_failure(result, first))
		first = nearest_failure(result, first);
	return first;
}

static size_t count_failures(const struct use_case_result *result)
{
	size_t count = 0;

	for (size_t i = 0; i < result->condition_count; i++)
		count += result->conditions[i].met == MET_NO;
	return count;
}

void word_failing(struct buf *out, const struct scene *scene, const struct use_case_result *result,
		  const struct condition_result *failure)
{
	if (failure->condition->kind == CONDITION_AI_ACT) {
		detail_class(out, scene, result, failure);
	} else if (failure->condition->kind == CONDITION_MATURITY && result->maturity_blocked) {
		buf_add_format(out, "%s%s", _("maturity too low"), _(": "));
		word_worst_requirement(out, scene, result);
	} else {
		word_condition(out, scene, result, failure);
	}
}

/* Nothing else stands against it than that the need, the sponsor or the indicator is not stated. */
static void word_technology_first(struct buf *out, const struct use_case_result *result)
{
	struct buf unstated;

	buf_init(&unstated);
	word_unstated(&unstated, result);
	buf_add_format(out, _("not stated: %s (techno-push)"), unstated.data);
	buf_release(&unstated);
}

/* Why not: `failure` by name, NULL where there is none, the others by number. */
static void word_refusal(struct buf *out, const struct scene *scene, const struct use_case_result *result,
			 const struct condition_result *failure)
{
	const size_t others = count_failures(result) - (failure ? 1 : 0);
	const bool unstated = result->techno_push && (!failure || failure->condition->kind == CONDITION_NEED),
		   alone = result->placed && result->techno_push && !others;

	if (!result->placed && !lasting_failure(result))
		buf_add_format(out, "%s%s", _("to be scored"), failure || result->techno_push ? ", " : "");
	if (alone && unstated) {
		word_technology_first(out, result);
		return;
	}
	if (failure) {
		word_failing(out, scene, result, failure);
	} else if (unstated) {
		buf_add_format(out, "%s%s", _("not stated"), _(": "));
		word_unstated(out, result);
	}
	if (others)
		buf_add_format(out, message_plural(" · and %zu more", " · and %zu more", others), others);
	else if (alone)
		buf_add_format(out, " (%s)", _("techno-push"));
}

void word_probability(struct buf *out, const struct scene *scene, double p)
{
	figure_percent(out, scene->language, p);
}

/* «61% of draws, fragile»; false where there is no such figure. */
static bool word_sureness(struct buf *out, const struct scene *scene, const struct use_case_result *result,
			  const char *sure, const char *fragile)
{
	struct probability chance;
	struct buf share;

	if (!scene->robustness)
		return false;
	chance = robustness_quick_win(scene->robustness, (size_t)(result - scene->evaluation->use_cases));
	if (!is_figure(chance.p))
		return false;
	buf_init(&share);
	word_probability(&share, scene, chance.p);
	buf_add_format(out, chance.p >= ROBUST_SURE ? sure : fragile, share.data);
	buf_release(&share);
	return true;
}

/* The sign says that it is a quick win; there is room for little more. */
static void word_quick_win(struct buf *out, const struct scene *scene, const struct use_case_result *result)
{
	if (!word_sureness(out, scene, result, _("%s of draws, sure"), _("%s of draws, fragile")))
		buf_add_text(out, result->express ? _("express quick win") : _("quick win"));
}

void word_verdict_why(struct buf *out, const struct scene *scene, const struct use_case_result *result)
{
	const enum verdict verdict = result_is_prohibited(result) ? VERDICT_NO : result->verdict;
	const bool express = verdict == VERDICT_YES && result->express;
	size_t before;

	buf_add_format(out, "%s%s%s", word_verdict(verdict), express ? ", " : "", express ? _("express") : "");
	before = out->length;
	buf_add_text(out, " · ");
	if (verdict == VERDICT_YES)
		(void)word_sureness(out, scene, result, _("in %s of random draws, sure"),
				    _("in %s of random draws, fragile"));
	else
		word_reason(out, scene, result);
	if (out->length == before + strlen(" · "))
		buf_truncate(out, before);
}

void word_reason(struct buf *out, const struct scene *scene, const struct use_case_result *result)
{
	const struct tree *tree = &scene->evaluation->document->content->tree;

	if (result_is_prohibited(result)) {
		buf_add_text(out, ai_act_name(tree, AI_ACT_PROHIBITED, scene->language));
		if (tree->classes[AI_ACT_PROHIBITED].article)
			buf_add_format(out, " (art. %s)", tree->classes[AI_ACT_PROHIBITED].article);
	} else if (result_is_settled(result)) {
		buf_add_text(out, word_status(result->facts.status));
	} else if (result->verdict == VERDICT_YES) {
		word_quick_win(out, scene, result);
	} else if (result->verdict == VERDICT_CONDITIONAL) {
		word_open(out, scene, result);
	} else if (result->verdict == VERDICT_INCOMPLETE) {
		buf_add_format(out, "%s%s", _("missing"), _(": "));
		word_missing(out, scene, result);
	} else {
		word_refusal(out, scene, result, first_failure(result));
	}
}

void word_reason_about(struct buf *out, const struct scene *scene, const struct use_case_result *result,
		       enum condition_kind kind)
{
	for (size_t i = 0; result->verdict == VERDICT_NO && i < result->condition_count; i++) {
		const struct condition_result *condition = &result->conditions[i];

		if (condition->condition->kind != kind || condition->met != MET_NO)
			continue;
		word_refusal(out, scene, result, condition);
		return;
	}
	word_reason(out, scene, result);
}

void word_standing(struct buf *out, const struct scene *scene, const struct use_case_result *result)
{
	word_verdict_why(out, scene, result);
	if (result->verdict == VERDICT_NO && result->missing && !result_is_prohibited(result)) {
		buf_add_format(out, " · %s%s", _("missing"), _(": "));
		word_missing(out, scene, result);
	}
}

void word_key(struct buf *out, const struct surface *surface, const char *settled)
{
	buf_add_format(out, "%s\u00a0%s · %s\u00a0%s · %s\u00a0%s · %s\u00a0%s · %s\u00a0%s · %s\u00a0%s",
		       surface_glyph_text(surface, GLYPH_QUICK_WIN), _("quick win"),
		       surface_glyph_text(surface, GLYPH_CONDITIONAL), _("under condition"),
		       surface_glyph_text(surface, GLYPH_INCOMPLETE), _("to be completed"), settled,
		       _("live or stopped"), surface_glyph_text(surface, GLYPH_PROHIBITED), _("prohibited"),
		       surface_glyph_text(surface, GLYPH_HIGH_RISK), _("high risk"));
}
