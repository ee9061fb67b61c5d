/*
 * How the nodes of an explanation (core/explain.h) are told: a function for each
 * kind that has a line of its own. Each returns whether the children are told
 * below it. Values come from the nodes, names from the content.
 */
#ifndef CADRAN_TUI_EXPLAIN_PARTS_H
#define CADRAN_TUI_EXPLAIN_PARTS_H

#include "cadran/core/explain.h"
#include "telling.h"

typedef bool (*tell_kind)(struct telling *telling, const struct explain_node *node);

bool tell_grid(struct telling *telling, const struct explain_node *node);
bool tell_dimension(struct telling *telling, const struct explain_node *node);
bool tell_question(struct telling *telling, const struct explain_node *node);
bool tell_dimension_mean(struct telling *telling, const struct explain_node *node);
bool tell_level(struct telling *telling, const struct explain_node *node);
bool tell_level_step(struct telling *telling, const struct explain_node *node);

bool tell_use_case(struct telling *telling, const struct explain_node *node);
bool tell_verdict(struct telling *telling, const struct explain_node *node);
bool tell_family_all(struct telling *telling, const struct explain_node *node);
bool tell_family(struct telling *telling, const struct explain_node *node);
bool tell_utility(struct telling *telling, const struct explain_node *node);
bool tell_gates(struct telling *telling, const struct explain_node *node);
bool tell_shortfall(struct telling *telling, const struct explain_node *node);
bool tell_feasibility_after(struct telling *telling, const struct explain_node *node);
bool tell_place(struct telling *telling, const struct explain_node *node);
bool tell_place_mean(struct telling *telling, const struct explain_node *node); /* an axis, the priority */
bool tell_quadrant(struct telling *telling, const struct explain_node *node);
bool tell_rank(struct telling *telling, const struct explain_node *node);

/* What a use case has beside its figures: what was not given, links, the law. */
void tell_around(struct telling *telling);

/* Its sections on what is not certain; each nothing where there is nothing to say. */
void tell_money_range(struct telling *telling);
void tell_disagreement(struct telling *telling);
void tell_sureness_of(struct telling *telling);

bool tell_money(struct telling *telling, const struct explain_node *node);
bool tell_money_figure(struct telling *telling, const struct explain_node *node);

/* The child of that kind; the node has one. */
const struct explain_node *explain_child(const struct telling *telling, const struct explain_node *node,
					 enum explain_kind kind);

/* A score that a figure is worth, from its node. */
void tell_derived_node(struct telling *telling, const struct explain_node *node);

/*
 * What a value is made of, with its figures: «(3 + 2 × 4) / 3», «12 × 40 hours ×
 * 30 € + 0 €». False, with nothing told, where no term is left.
 */
bool tell_formula(struct telling *telling, const struct explain_node *node, int decimals);

#endif
