#include "cadran/core/upgrade.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/number.h"

#define NONE ((size_t)-1)

size_t content_newer(const struct content *own, const struct content *other, const struct content_source **newer)
{
	size_t count = 0;

	for (size_t i = 0; i < own->source_count; i++) {
		const struct content_source *mine = &own->sources[i];
		const struct content_source *theirs = content_source(other, mine->kind, mine->id);
		double before, after;

		/* What was signed stays as it was signed. */
		if (mine->kind == CONTENT_CHARTER)
			theirs = NULL;
		newer[i] = theirs && number_parse(mine->version, &before) && number_parse(theirs->version, &after) &&
					   after > before
				   ? theirs
				   : NULL;
		count += newer[i] != NULL;
	}
	return count;
}

/* --- who was who ------------------------------------------------------------- */

struct named {
	const char *id, *was;
};

struct names {
	struct named *items;
	size_t count;
};

static size_t names_find(const struct names *names, const char *id, size_t length)
{
	for (size_t i = 0; i < names->count; i++)
		if (strlen(names->items[i].id) == length && !strncmp(names->items[i].id, id, length))
			return i;
	return NONE;
}

/* For each of `names` the one of `old` that it was; each of them is taken once. */
struct kinship {
	size_t *from; /* as the new ones */
	bool *taken;  /* as the old ones */
};

static void kinship_release(struct kinship *kinship)
{
	free(kinship->from);
	free(kinship->taken);
}

static void take(struct kinship *kinship, size_t new, size_t old)
{
	if (kinship->from[new] != NONE || old == NONE || kinship->taken[old])
		return;
	kinship->from[new] = old;
	kinship->taken[old] = true;
}

static void kinship_compute(const struct names *old, const struct names *new, struct kinship *kinship)
{
	kinship->from = xcalloc(new->count, sizeof(*kinship->from));
	kinship->taken = xcalloc(old->count, sizeof(*kinship->taken));
	for (size_t i = 0; i < new->count; i++) {
		kinship->from[i] = NONE;
		take(kinship, i, names_find(old, new->items[i].id, strlen(new->items[i].id)));
	}
	for (size_t i = 0; i < new->count; i++) {
		const char *was = new->items[i].was, *id;
		size_t length;

		while (former_next(&was, &id, &length))
			take(kinship, i, names_find(old, id, length));
	}
}

static size_t kinship_heir(const struct kinship *kinship, size_t count, size_t old)
{
	for (size_t i = 0; i < count; i++)
		if (kinship->from[i] == old)
			return i;
	return NONE;
}

static struct names names_of_dimensions(const struct grid *grid)
{
	struct names names = { xcalloc(grid->dimension_count, sizeof(*names.items)), grid->dimension_count };

	for (size_t i = 0; i < names.count; i++)
		names.items[i] = (struct named){ grid->dimensions[i].id, grid->dimensions[i].was };
	return names;
}

static struct names names_of_questions(const struct grid *grid)
{
	struct names names = { xcalloc(grid->question_count, sizeof(*names.items)), grid->question_count };

	for (size_t i = 0; i < names.count; i++)
		names.items[i] = (struct named){ grid->questions[i].id, grid->questions[i].was };
	return names;
}

static struct names names_of_criteria(const struct criteria *criteria)
{
	struct names names = { xcalloc(criteria->count, sizeof(*names.items)), criteria->count };

	for (size_t i = 0; i < names.count; i++)
		names.items[i] = (struct named){ criteria->items[i].id, criteria->items[i].was };
	return names;
}

static void compute_and_release(struct names old, struct names new, struct kinship *kinship)
{
	kinship_compute(&old, &new, kinship);
	free(old.items);
	free(new.items);
}

static void dimensions_kinship(const struct grid *old, const struct grid *new, struct kinship *kinship)
{
	compute_and_release(names_of_dimensions(old), names_of_dimensions(new), kinship);
}

static void criteria_kinship(const struct criteria *old, const struct criteria *new, struct kinship *kinship)
{
	compute_and_release(names_of_criteria(old), names_of_criteria(new), kinship);
}

/* The question of the old dimension that has the same own part, «errors» of «quality.errors». */
static size_t question_like(const struct grid *grid, size_t dimension, const char *id)
{
	for (size_t i = 0; i < grid->question_count; i++)
		if (grid->questions[i].dimension == dimension &&
		    !strcmp(strchr(grid->questions[i].id, '.'), strchr(id, '.')))
			return i;
	return NONE;
}

static void questions_kinship(const struct grid *old, const struct grid *new, struct kinship *kinship)
{
	struct kinship dimensions;

	compute_and_release(names_of_questions(old), names_of_questions(new), kinship);
	dimensions_kinship(old, new, &dimensions);
	for (size_t i = 0; i < new->question_count; i++) {
		const size_t dimension = dimensions.from[new->questions[i].dimension];

		if (dimension != NONE)
			take(kinship, i, question_like(old, dimension, new->questions[i].id));
	}
	kinship_release(&dimensions);
}

/* --- the document --------------------------------------------------------------- */

static void replace(char **slot, const char *text)
{
	text_free(*slot);
	*slot = text_copy(text);
}

static const struct grid_answers *answers_of(const struct document *document, const struct grid *grid)
{
	return &document->grids[grid - document->content->grids];
}

static void copy_grid(const struct document *old, const struct grid *from, const struct grid *grid,
		      struct grid_answers *answers)
{
	const struct grid_answers *given = answers_of(old, from);
	struct kinship kinship;

	questions_kinship(from, grid, &kinship);
	replace(&answers->target, given->target);
	for (size_t i = 0; i < grid->question_count; i++)
		for (int f = 0; kinship.from[i] != NONE && f < ANSWER_FIELD_COUNT; f++)
			replace(&answers->answers[i].field[f], given->answers[kinship.from[i]].field[f]);
	kinship_release(&kinship);
}

/* The dimension that a requirement names, as `content` has it; NULL where it is gone. */
static const struct dimension *required_now(const struct document *old, const struct content *content,
					    const struct requirement *requirement)
{
	const struct grid *before = content_grid(old->content, requirement->grid);
	const struct grid *grid = content_grid(content, requirement->grid);
	const struct dimension *dimension = before ? grid_dimension(before, requirement->dimension) : NULL;
	struct kinship kinship;
	size_t heir;

	if (!dimension || !grid)
		return NULL;
	dimensions_kinship(before, grid, &kinship);
	heir = kinship_heir(&kinship, grid->dimension_count, (size_t)(dimension - before->dimensions));
	kinship_release(&kinship);
	return heir == NONE ? NULL : &grid->dimensions[heir];
}

static char *copy_requires(const struct document *old, const struct content *content, const char *list)
{
	struct requirement requirement;
	struct buf requires;

	buf_init(&requires);
	while (requires_next(&list, &requirement)) {
		const struct dimension *dimension = required_now(old, content, &requirement);

		if (!dimension)
			continue;
		/* An id is as long as the brackets of a section allow. */
		requirement.dimension[0] = '\0';
		(void)strncat(requirement.dimension, dimension->id, sizeof(requirement.dimension) - 1);
		requires_add(&requires, &requirement);
	}
	return text_take(buf_detach(&requires));
}

static void copy_score(struct document *document, const struct score *from, struct score *score)
{
	score->retained = text_copy(from ? from->retained : "");
	score->hidden = text_copy(from && from->hidden ? from->hidden : "");
	for (size_t i = 0; from && i < from->vote_count; i++) {
		const struct vote *vote = &from->votes[i];

		ARRAY_GROW(score->votes, score->vote_count, score->vote_capacity);
		score->votes[score->vote_count++] =
			(struct vote){ vote->participant, vote->round, text_copy(vote->score) };
		document->participant_votes[vote->participant] += *vote->score != '\0';
	}
}

static void copy_use_case(const struct document *old, const struct use_case *from, const struct kinship *criteria,
			  struct document *document)
{
	const size_t count = document->content->criteria.count;
	struct use_case *use_case = &document->use_cases[document->use_case_count];

	*use_case = (struct use_case){ .id = xstrdup(from->id), .present = text_copy(from->present) };
	for (int f = 0; f < USE_CASE_FIELD_COUNT; f++)
		use_case->field[f] = f == USE_CASE_REQUIRES ? copy_requires(old, document->content, from->field[f])
							    : text_copy(from->field[f]);
	use_case->scores = xcalloc(count, sizeof(*use_case->scores));
	for (size_t i = 0; i < count; i++)
		copy_score(document, criteria->from[i] == NONE ? NULL : &from->scores[criteria->from[i]],
			   &use_case->scores[i]);
	map_set(&document->by_id, use_case->id, document->use_case_count++);
}

static void copy_participants(const struct document *old, struct document *document)
{
	document->participant_count = document->participant_capacity = old->participant_count;
	document->participants = xcalloc(old->participant_count, sizeof(*document->participants));
	document->participant_votes = xcalloc(old->participant_count, sizeof(*document->participant_votes));
	document->attendance = xcalloc(old->participant_count, sizeof(*document->attendance));
	for (size_t i = 0; i < old->participant_count; i++) {
		document->participants[i] = xstrdup(old->participants[i]);
		for (int f = 0; f < ATTENDANCE_FIELD_COUNT; f++)
			document->attendance[i].field[f] = text_copy(old->attendance[i].field[f]);
	}
}

static void copy_use_cases(const struct document *old, struct document *document)
{
	struct kinship criteria;

	document->use_case_capacity = old->use_case_count;
	document->use_cases = xcalloc(old->use_case_count, sizeof(*document->use_cases));
	criteria_kinship(&old->content->criteria, &document->content->criteria, &criteria);
	for (size_t i = 0; i < old->use_case_count; i++)
		copy_use_case(old, &old->use_cases[i], &criteria, document);
	kinship_release(&criteria);
}

/* By the ids of principles, which are for ever. */
static void copy_ticks(const struct document *old, struct document *document)
{
	const struct charter *from = &old->content->charter, *to = &document->content->charter;

	for (size_t i = 0; i < from->count; i++) {
		size_t index;

		if (!charter_find(to, from->principles[i].id, &index))
			continue;
		for (int f = 0; f < TICK_FIELD_COUNT; f++)
			replace(&document->ticks[index].field[f], old->ticks[i].field[f]);
	}
}

static void copy_inventory(const struct document *old, struct document *document)
{
	struct inventory *to = &document->inventory;

	to->items = xcalloc(old->inventory.count, sizeof(*to->items));
	to->count = to->capacity = old->inventory.count;
	for (size_t i = 0; i < to->count; i++) {
		const struct use *from = &old->inventory.items[i];

		to->items[i].id = xstrdup(from->id);
		to->items[i].present = text_copy(from->present);
		for (int f = 0; f < USE_FIELD_COUNT; f++)
			to->items[i].field[f] = text_copy(from->field[f]);
		map_set(&document->use_by_id, to->items[i].id, i);
	}
}

struct document *document_upgrade(const struct document *old, struct content *content)
{
	struct document *document;

	content->matrix = content_matrix(content, old->matrix);
	assert(content->matrix);
	document = document_new(content);
	document->first_matrix = old->first_matrix ? content_matrix(content, old->first_matrix)->id : NULL;
	for (int i = 0; i < SERVICE_FIELD_COUNT; i++)
		replace(&document->service[i], old->service[i]);
	for (size_t i = 0; i < content->grid_count; i++) {
		const struct grid *from = content_grid(old->content, content->grids[i].id);

		if (from)
			copy_grid(old, from, &content->grids[i], &document->grids[i]);
	}
	copy_participants(old, document);
	copy_use_cases(old, document);
	copy_ticks(old, document);
	copy_inventory(old, document);
	return document;
}

/* --- the plan -------------------------------------------------------------------- */

/* A translation that was added is no other wording. */
static bool same_text(const struct text *a, const struct text *b)
{
	bool shared = false;

	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		if (!a->in[i] || !b->in[i])
			continue;
		if (strcmp(a->in[i], b->in[i]) != 0)
			return false;
		shared = true;
	}
	return shared || !strcmp(text_in(a, LANGUAGE_FR), text_in(b, LANGUAGE_FR));
}

static bool same_question(const struct question *a, const struct question *b)
{
	bool same = same_text(&a->text, &b->text);

	for (int i = 0; i < LEVEL_COUNT; i++)
		same = same && same_text(&a->level[i], &b->level[i]);
	return same;
}

static bool same_criterion(const struct criterion *a, const struct criterion *b, enum profile profile)
{
	bool same = a->less_is_better == b->less_is_better && same_text(&a->name, &b->name) &&
		    same_text(&a->text, &b->text);

	for (int i = 1; i <= LEVEL_COUNT; i++)
		same = same && same_text(criterion_anchor(a, i, profile), criterion_anchor(b, i, profile));
	return same;
}

/* The fate that follows from what is filled in. */
static void plan_add(struct upgrade_plan *plan, struct upgrade_item item)
{
	if (!item.before)
		item.fate = UPGRADE_NEW;
	else if (!item.after)
		item.fate = UPGRADE_DROPPED;
	else if (item.reworded || strcmp(item.before, item.after) != 0)
		item.fate = UPGRADE_REVIEW;
	else
		item.fate = UPGRADE_KEPT;
	ARRAY_GROW(plan->items, plan->count, plan->capacity);
	plan->items[plan->count++] = item;
}

static bool is_answered(const struct answer *answer)
{
	for (int f = 0; f < ANSWER_FIELD_COUNT; f++)
		if (*answer->field[f])
			return true;
	return false;
}

static bool is_scored(const struct score *score)
{
	for (size_t i = 0; i < score->vote_count; i++)
		if (*score->votes[i].score)
			return true;
	return *score->retained != '\0';
}

static void plan_question(const struct grid *from, size_t index, const struct grid *grid, size_t heir,
			  const struct answer *answer, struct upgrade_plan *plan)
{
	const struct question *old = &from->questions[index];
	const struct question *new = heir == NONE ? NULL : &grid->questions[heir];

	plan_add(plan, (struct upgrade_item){
			       .part = UPGRADE_ANSWER,
			       .content = grid->id,
			       .before = old->id,
			       .after = new ? new->id : NULL,
			       .reworded = new && !same_question(old, new),
			       .text = new ? &new->text : &old->text,
			       .answer = answer,
		       });
}

static void plan_grid(const struct document *document, const struct grid *from, const struct grid *grid,
		      struct upgrade_plan *plan)
{
	const struct grid_answers *given = answers_of(document, from);
	struct kinship kinship;

	questions_kinship(from, grid, &kinship);
	for (size_t i = 0; i < from->question_count; i++)
		if (is_answered(&given->answers[i]))
			plan_question(from, i, grid, kinship_heir(&kinship, grid->question_count, i),
				      &given->answers[i], plan);
	for (size_t i = 0; i < grid->question_count; i++)
		if (kinship.from[i] == NONE)
			plan_add(plan, (struct upgrade_item){
					       .part = UPGRADE_ANSWER,
					       .content = grid->id,
					       .after = grid->questions[i].id,
					       .text = &grid->questions[i].text,
				       });
	kinship_release(&kinship);
}

static void plan_criterion(const struct document *document, size_t index, const struct criteria *criteria, size_t heir,
			   struct upgrade_plan *plan)
{
	const struct criterion *old = &document->content->criteria.items[index];
	const struct criterion *new = heir == NONE ? NULL : &criteria->items[heir];

	for (size_t i = 0; i < document->use_case_count; i++) {
		const struct use_case *use_case = &document->use_cases[i];

		if (!use_case_is_present(use_case) || !is_scored(&use_case->scores[index]))
			continue;
		plan_add(plan, (struct upgrade_item){
				       .part = UPGRADE_SCORE,
				       .content = criteria->id,
				       .before = old->id,
				       .after = new ? new->id : NULL,
				       .reworded = new && !same_criterion(old, new, document_profile(document)),
				       .text = new ? &new->name : &old->name,
				       .use_case = use_case,
				       .score = &use_case->scores[index],
			       });
	}
}

static void plan_criteria(const struct document *document, const struct criteria *criteria, struct upgrade_plan *plan)
{
	const struct criteria *old = &document->content->criteria;
	struct kinship kinship;

	criteria_kinship(old, criteria, &kinship);
	for (size_t i = 0; i < old->count; i++)
		plan_criterion(document, i, criteria, kinship_heir(&kinship, criteria->count, i), plan);
	for (size_t i = 0; i < criteria->count; i++)
		if (kinship.from[i] == NONE)
			plan_add(plan, (struct upgrade_item){
					       .part = UPGRADE_SCORE,
					       .content = criteria->id,
					       .after = criteria->items[i].id,
					       .text = &criteria->items[i].name,
				       });
	kinship_release(&kinship);
}

/* A renamed dimension is the same one; what is required is told only where the dimension is gone. */
static void plan_requirements(const struct document *document, const struct use_case *use_case,
			      const struct content *content, struct upgrade_plan *plan)
{
	const char *list = use_case->field[USE_CASE_REQUIRES];
	struct requirement requirement;

	while (requires_next(&list, &requirement)) {
		const struct grid *grid = content_grid(document->content, requirement.grid);
		const struct dimension *dimension = grid ? grid_dimension(grid, requirement.dimension) : NULL;

		if (!dimension || required_now(document, content, &requirement))
			continue;
		plan_add(plan, (struct upgrade_item){
				       .part = UPGRADE_REQUIREMENT,
				       .content = grid->id,
				       .before = dimension->id,
				       .text = &dimension->name,
				       .use_case = use_case,
				       .level = requirement.level,
			       });
	}
}

void upgrade_plan_compute(const struct document *document, const struct content *content, struct upgrade_plan *plan)
{
	*plan = (struct upgrade_plan){ 0 };
	for (size_t i = 0; i < content->grid_count; i++) {
		const struct grid *from = content_grid(document->content, content->grids[i].id);

		if (from)
			plan_grid(document, from, &content->grids[i], plan);
	}
	plan_criteria(document, &content->criteria, plan);
	for (size_t i = 0; i < document->use_case_count; i++)
		if (use_case_is_present(&document->use_cases[i]))
			plan_requirements(document, &document->use_cases[i], content, plan);
}

void upgrade_plan_release(struct upgrade_plan *plan)
{
	free(plan->items);
	*plan = (struct upgrade_plan){ 0 };
}
