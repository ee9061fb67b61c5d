#include "lever.h"

#include "cadran/core/compare.h"

struct lever lever_of(double weight, double others)
{
	struct lever lever = { weight, others, NAN };

	if (others > 0)
		lever.share = weight / (weight + others);
	return lever;
}

double lever_end(enum weight_direction direction)
{
	return direction == WEIGHT_DOWN ? 0 : 1;
}

bool lever_can_move(const struct lever *lever, enum weight_direction direction)
{
	return is_figure(lever->share) && fabs(lever_end(direction) - lever->share) > 0;
}

const struct weight_change lever_no_change = { NAN, NAN, NAN };

struct weight_change lever_change_at(const struct lever *lever, enum weight_direction direction, double part)
{
	const double end = lever_end(direction), way = end - lever->share;
	struct weight_change change = { .change = part * fabs(way) };

	change.share = part < 1 ? lever->share + part * way : end;
	if (!(part > 0))
		change.weight = lever->weight;
	else
		change.weight = change.share < 1 ? change.share / (1 - change.share) * lever->others : NAN;
	return change;
}

void lever_keep_nearest(struct nearest_change *nearest, double *least, const struct weight_change *change, size_t which,
			enum weight_direction direction)
{
	if (!is_figure(change->change) || (nearest->found && !(change->change < *least - COMPARE_SLACK)))
		return;
	*nearest = (struct nearest_change){ true, which, direction };
	*least = change->change;
}
