#include "robust_desk.h"

#include <string.h>

void desk_init(struct desk *desk, struct document *document)
{
	desk->document = document;
	evaluation_compute(document, &desk->evaluation);
	robustness_init(&desk->robustness, &desk->evaluation);
}

void desk_release(struct desk *desk)
{
	robustness_release(&desk->robustness);
	evaluation_release(&desk->evaluation);
	document_free(desk->document);
}

void desk_draw(struct desk *desk)
{
	while (robustness_refine(&desk->robustness, 1u << 20))
		;
}

size_t desk_place(const struct desk *desk, const char *id)
{
	return (size_t)(fixture_result(&desk->evaluation, id) - desk->evaluation.use_cases);
}

struct uncertainty *desk_open(struct document *document)
{
	return &fixture_matrix(document)->uncertainty;
}

bool probability_is_none(struct probability p)
{
	return !is_figure(p.p) && !is_figure(p.error);
}

bool probability_is_exact(struct probability p)
{
	return is_figure(p.p) && p.error == 0;
}

bool probability_identical(struct probability a, struct probability b)
{
	return !memcmp(&a, &b, sizeof(a)) || (probability_is_none(a) && probability_is_none(b));
}

bool is_ranged(const struct use_case_result *result, enum condition_kind kind)
{
	return (kind == CONDITION_BUILD || kind == CONDITION_PAYBACK) && money_is_open(&result->facts);
}
