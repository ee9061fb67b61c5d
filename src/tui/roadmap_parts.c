#include "roadmap_parts.h"

#include "cadran/core/compare.h"
#include "cadran/core/portfolio.h"
#include "cadran/tui/wording.h"

static void add_names(struct pen *pen, const struct scene *scene, const size_t *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_add_format(&pen->line, "%s%s", i ? ", " : "",
			       use_case_name(scene->evaluation->use_cases[list[i]].use_case));
}

/* «40 000 €, 60 days» */
static void word_amounts(struct buf *out, const struct scene *scene, double euros, double days)
{
	if (is_figure(euros))
		word_money(out, scene, euros);
	if (is_figure(euros) && is_figure(days))
		buf_add_text(out, ", ");
	if (is_figure(days)) {
		word_number(out, scene, days, 1);
		buf_add_format(out, " %s", _("days"));
	}
}

/* What the chosen ones take, as a wave without limits has it: all of them give a cost. */
static struct roadmap_wave taken_by(const struct scene *scene, const struct portfolio *portfolio)
{
	struct roadmap_wave taken = { .days = portfolio->days,
				      .euros = portfolio->cost,
				      .days_limit = (double)NAN,
				      .euros_limit = (double)NAN,
				      .started = portfolio->chosen_count };

	for (size_t i = 0; i < portfolio->chosen_count; i++) {
		const struct use_case_facts *facts = &scene->evaluation->use_cases[portfolio->chosen[i]].facts;

		taken.unestimated += !facts_money(facts, USE_CASE_BUILD_DAYS)->given;
	}
	return taken;
}

static void tell_chosen(struct pen *pen, const struct scene *scene, const struct portfolio *portfolio)
{
	const struct roadmap_wave taken = taken_by(scene, portfolio);

	buf_add_format(&pen->line, _("%zu of %zu use cases"), portfolio->chosen_count, portfolio->candidate_count);
	buf_add_format(&pen->line, " · %s ", _("in the first year, running costs included:"));
	plan_word_amounts(&pen->line, scene, &taken, ", ");
	buf_add_format(&pen->line, " · %s ", _("sum of their priorities:"));
	word_number(&pen->line, scene, portfolio->value, 1);
	if (!portfolio->exact) {
		buf_add_format(&pen->line, " · %s ", _("there may be better ones, up to"));
		word_number(&pen->line, scene, portfolio->bound, 1);
	}
	pen_end(pen, ATTRIBUTE_NONE);
	add_names(pen, scene, portfolio->chosen, portfolio->chosen_count);
	if (portfolio->chosen_count)
		pen_end(pen, ATTRIBUTE_NONE);
}

static void word_difference(struct pen *pen, const struct scene *scene, const struct portfolio_difference *difference)
{
	if (!difference->comes_count && !difference->goes_count) {
		buf_add_text(&pen->line, _("nothing changes"));
		return;
	}
	buf_add_text(&pen->line, "+");
	word_number(&pen->line, scene, difference->value, 1);
	if (difference->comes_count)
		buf_add_format(&pen->line, " · %s ", _("what comes in:"));
	add_names(pen, scene, difference->comes, difference->comes_count);
	if (difference->goes_count)
		buf_add_format(&pen->line, " · %s ", _("what goes out:"));
	add_names(pen, scene, difference->goes, difference->goes_count);
}

/* `more`: what is added to each limit; NAN leaves what is asked out. */
static void tell_more(struct pen *pen, const struct scene *scene, const struct portfolio *now,
		      struct portfolio_limits more)
{
	struct portfolio_limits limits = now->limits;
	struct portfolio_difference difference;
	struct portfolio then;

	limits.budget += is_figure(more.budget) ? more.budget : 0;
	limits.capacity += is_figure(more.capacity) ? more.capacity : 0;
	portfolio_compute(scene->evaluation, now->by, limits, &then);
	portfolio_compare(now, &then, &difference);
	word_amounts(&pen->line, scene, more.budget, more.capacity);
	buf_add_format(&pen->line, " %s ", _("more a year:"));
	word_difference(pen, scene, &difference);
	pen_end(pen, ATTRIBUTE_NONE);
	portfolio_difference_release(&difference);
	portfolio_release(&then);
}

static void tell_unknown(struct pen *pen, const struct scene *scene, const struct portfolio *portfolio)
{
	if (portfolio->uncosted_count) {
		buf_add_format(&pen->line, "%s ", _("Not counted, having no figures:"));
		add_names(pen, scene, portfolio->uncosted, portfolio->uncosted_count);
		pen_end(pen, ATTRIBUTE_NONE);
	}
	if (portfolio->unreachable_count) {
		buf_add_format(&pen->line, "%s ", _("Not counted, needing one that is not there:"));
		add_names(pen, scene, portfolio->unreachable, portfolio->unreachable_count);
		pen_end(pen, ATTRIBUTE_NONE);
	}
}

void roadmap_tell_portfolio(const struct scene *scene, struct pen *pen)
{
	const struct portfolio_limits limits = portfolio_limits_of(scene->evaluation->document);
	struct portfolio portfolio;
	struct buf head;

	if (!is_figure(limits.budget) && !is_figure(limits.capacity)) {
		pen_section(pen, _("The best set of use cases"));
		buf_add_text(&pen->line, _("Give the service (step 1) a budget or its days of work a year to see it."));
		pen_end(pen, ATTRIBUTE_NONE);
		return;
	}
	buf_init(&head);
	buf_add_format(&head, "%s ", _("The best set of use cases for a year of"));
	word_amounts(&head, scene, limits.budget, limits.capacity);
	pen_section(pen, head.data);
	buf_release(&head);
	portfolio_compute(scene->evaluation, PORTFOLIO_PRIORITY, limits, &portfolio);
	tell_chosen(pen, scene, &portfolio);
	if (is_figure(limits.budget))
		tell_more(pen, scene, &portfolio, (struct portfolio_limits){ PORTFOLIO_MORE_BUDGET, (double)NAN });
	if (is_figure(limits.capacity))
		tell_more(pen, scene, &portfolio, (struct portfolio_limits){ (double)NAN, PORTFOLIO_MORE_CAPACITY });
	tell_unknown(pen, scene, &portfolio);
	portfolio_release(&portfolio);
}
