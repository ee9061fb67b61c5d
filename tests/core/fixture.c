#include "fixture.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"

/* --- the content ----------------------------------------------------------- */

static struct text text_of(struct content *content, const char *words)
{
	struct text text = { { arena_strdup(&content->arena, words), arena_strdup(&content->arena, words) } };

	return text;
}

static const struct {
	const char *grid, *dimensions[2], *questions[6];
	size_t counts[2];
} grid_rows[] = {
	{ "data",
	  { "quality", "governance" },
	  { "quality.errors", "quality.owners", "quality.reuse", "governance.roles", "governance.rules" },
	  { 3, 2 } },
	{ "ai",
	  { "skills", "usage" },
	  { "skills.basics", "skills.training", "usage.pilots", "usage.measure" },
	  { 2, 2 } },
};

static void add_questions(struct content *content, struct grid *grid, size_t dimension, const char *const *ids)
{
	struct dimension *to = &grid->dimensions[dimension];

	for (size_t q = to->first; q < to->first + to->count; q++) {
		grid->questions[q].id = ids[q];
		grid->questions[q].dimension = dimension;
		grid->questions[q].weight = 1;
		grid->questions[q].express = q == to->first;
		grid->questions[q].text = text_of(content, ids[q]);
	}
}

static void add_grid(struct content *content, size_t g)
{
	struct grid *grid = &content->grids[g];

	*grid = (struct grid){
		.id = grid_rows[g].grid, .version = "1", .order = (long)g, .staged_share = 0.8, .staged_slack = 1
	};
	grid->name = text_of(content, grid->id);
	grid->dimension_count = 2;
	grid->question_count = grid_rows[g].counts[0] + grid_rows[g].counts[1];
	grid->dimensions = arena_take(&content->arena, 2, sizeof(*grid->dimensions));
	grid->questions = arena_take(&content->arena, grid->question_count, sizeof(*grid->questions));
	for (size_t d = 0; d < 2; d++) {
		grid->dimensions[d].id = grid_rows[g].dimensions[d];
		grid->dimensions[d].name = text_of(content, grid->dimensions[d].id);
		grid->dimensions[d].weight = 1;
		grid->dimensions[d].first = d ? grid_rows[g].counts[0] : 0;
		grid->dimensions[d].count = grid_rows[g].counts[d];
		add_questions(content, grid, d, grid_rows[g].questions);
	}
}

static const struct criterion criterion_rows[FIXTURE_CRITERIA] = {
	{ .id = "impact.strategic", .family = FAMILY_IMPACT, .required = true },
	{ .id = "impact.business", .family = FAMILY_IMPACT },
	{ .id = "roi.value", .family = FAMILY_ROI, .required = true, .derive = DERIVE_ROI },
	{ .id = "roi.delay", .family = FAMILY_ROI, .derive = DERIVE_PAYBACK },
	{ .id = "feasibility.data", .family = FAMILY_FEASIBILITY, .required = true },
	{ .id = "feasibility.skills", .family = FAMILY_FEASIBILITY },
	{ .id = "risk.ethical", .family = FAMILY_RISK, .required = true, .less_is_better = true },
	{ .id = "risk.change", .family = FAMILY_RISK, .less_is_better = true },
};

static void add_criteria(struct content *content)
{
	struct criteria *criteria = &content->criteria;

	criteria->id = "use-case";
	criteria->version = "1";
	criteria->name = text_of(content, "Criteria");
	criteria->count = FIXTURE_CRITERIA;
	criteria->items = arena_take(&content->arena, FIXTURE_CRITERIA, sizeof(*criteria->items));
	for (size_t i = 0; i < FIXTURE_CRITERIA; i++) {
		criteria->items[i] = criterion_rows[i];
		criteria->items[i].weight = 1;
		criteria->items[i].name = text_of(content, criterion_rows[i].id);
	}
	for (int family = 0; family < FAMILY_COUNT; family++)
		criteria->families[family].name = text_of(content, family_id((enum family)family));
}

#define EVERYBODY(limit)                                                                                               \
	{                                                                                                              \
		limit, limit, limit                                                                                    \
	}

static const struct condition rule[] = {
	{ "impact.min", CONDITION_FAMILY, FAMILY_IMPACT, true, EVERYBODY(50), NULL },
	{ "roi.min", CONDITION_FAMILY, FAMILY_ROI, true, EVERYBODY(50), NULL },
	{ "feasibility.min", CONDITION_FAMILY, FAMILY_FEASIBILITY, true, EVERYBODY(62.5), NULL },
	{ "risk.max", CONDITION_FAMILY, FAMILY_RISK, false, EVERYBODY(37.5), NULL },
	{ "risk.any.max", CONDITION_FAMILY_ANY, FAMILY_RISK, false, EVERYBODY(4), NULL },
	{ "delay.max", CONDITION_DELAY, FAMILY_COUNT, false, EVERYBODY(6), NULL },
	{ "build.max", CONDITION_BUILD, FAMILY_COUNT, false, { 15000, 40000, 15000 }, NULL },
	{ "payback.max", CONDITION_PAYBACK, FAMILY_COUNT, false, EVERYBODY(12), NULL },
	{ "ai-act", CONDITION_AI_ACT, FAMILY_COUNT, false, EVERYBODY(0), "none,minimal,limited" },
	{ "medical-device", CONDITION_MEDICAL_DEVICE, FAMILY_COUNT, false, EVERYBODY(0), "no" },
	{ "need", CONDITION_NEED, FAMILY_COUNT, false, EVERYBODY(0), "yes" },
	{ "maturity", CONDITION_MATURITY, FAMILY_COUNT, false, EVERYBODY(0), "yes" },
	{ "prerequisites", CONDITION_PREREQUISITES, FAMILY_COUNT, false, EVERYBODY(0), "yes" },
	{ "data", CONDITION_DATA, FAMILY_COUNT, false, EVERYBODY(0), "yes" },
};

static void add_axes(struct content *content, struct matrix *matrix)
{
	static const double x[FAMILY_COUNT] = { 0, 0, 60, 40 }, y[FAMILY_COUNT] = { 60, 40, 0, 0 };
	static const double priority[FAMILY_COUNT] = { 30, 25, 25, 20 };
	static const char *const quadrants[QUADRANT_COUNT] = { "launch", "plan", "margin", "drop" };

	memcpy(matrix->axes[AXIS_X].weight, x, sizeof(x));
	memcpy(matrix->axes[AXIS_Y].weight, y, sizeof(y));
	memcpy(matrix->priority, priority, sizeof(priority));
	matrix->axes[AXIS_X].threshold = matrix->axes[AXIS_Y].threshold = 50;
	for (int i = 0; i < QUADRANT_COUNT; i++) {
		matrix->quadrants[i].id = quadrants[i];
		matrix->quadrants[i].name = text_of(content, quadrants[i]);
	}
}

static void add_bounds(struct matrix *matrix)
{
	static const double bounds[DERIVE_COUNT][LEVEL_COUNT] = {
		[DERIVE_ROI] = { 0, 0, 0.5, 1, 2 },
		[DERIVE_PAYBACK] = { 0, 36, 24, 12, 6 },
		[DERIVE_TCO] = { 0, 100000, 50000, 20000, 5000 },
	};

	for (int derive = DERIVE_ROI; derive < DERIVE_COUNT; derive++) {
		matrix->derive[derive].given = true;
		for (int profile = 0; profile < PROFILE_COUNT; profile++)
			memcpy(matrix->derive[derive].bound[profile], bounds[derive], sizeof(bounds[derive]));
	}
}

static void add_matrix(struct content *content)
{
	struct matrix *matrix = arena_take(&content->arena, 1, sizeof(*matrix));

	*matrix = (struct matrix){
		.id = "valeur-facilite", .version = "1", .gate_penalty = 12.5, .gate_block = 2, .express_delay = 3
	};
	matrix->name = text_of(content, "Value and ease");
	matrix->uncertainty = default_uncertainty;
	add_axes(content, matrix);
	add_bounds(matrix);
	matrix->condition_count = ARRAY_SIZE(rule);
	matrix->conditions = arena_take(&content->arena, ARRAY_SIZE(rule), sizeof(*matrix->conditions));
	memcpy(matrix->conditions, rule, sizeof(rule));
	content->matrices = matrix;
	content->matrix_count = 1;
}

static const char *const principle_rows[][2] = {
	{ "oversight", "ai.skills.basics, data.governance" },
	{ "privacy", "ai.usage.pilots" },
	{ "training", "ai.skills" },
};

static void add_charter(struct content *content)
{
	struct charter *charter = &content->charter;

	*charter = (struct charter){ .id = "charter", .version = "1", .file = "charter.ini", .feeds = "ai.skills" };
	charter->name = text_of(content, "Charter");
	charter->count = ARRAY_SIZE(principle_rows);
	charter->principles = arena_take(&content->arena, charter->count, sizeof(*charter->principles));
	for (size_t i = 0; i < charter->count; i++) {
		charter->principles[i].id = principle_rows[i][0];
		charter->principles[i].feeds = principle_rows[i][1];
		charter->principles[i].verified = "2026-11";
		charter->principles[i].name = text_of(content, principle_rows[i][0]);
		charter->principles[i].text = text_of(content, "A sentence.");
		charter->principles[i].check = text_of(content, "A fact.");
	}
}

struct content *fixture_content(void)
{
	struct content *content = xcalloc(1, sizeof(*content));
	struct err err = { 0 };

	content->grid_count = ARRAY_SIZE(grid_rows);
	content->grids = arena_take(&content->arena, ARRAY_SIZE(grid_rows), sizeof(*content->grids));
	for (size_t g = 0; g < ARRAY_SIZE(grid_rows); g++)
		add_grid(content, g);
	add_criteria(content);
	add_matrix(content);
	add_charter(content);
	cr_assert(content_choose_matrix(content, NULL, &err), "%s", err.text);
	return content;
}

/* --- filling a document ------------------------------------------------------ */

struct document *fixture_document(void)
{
	return document_new(fixture_content());
}

bool fixture_try(struct document *document, const char *key, const char *value, struct err *err)
{
	struct change_list list = { 0 };
	bool ok = change_parse_key(document, key, value, &list, err) && document_apply_all(document, &list, false, err);

	change_list_release(&list);
	return ok;
}

static void parse_line(const struct document *document, char *line, struct change_list *list)
{
	struct err err = { 0 };
	char *equal = strchr(line, '=');

	cr_assert(equal, "«%s»", line);
	*equal = '\0';
	cr_assert(change_parse_key(document, line, equal + 1, list, &err), "«%s» is refused: %s", line, err.text);
}

void fixture_fill(struct document *document, const char *lines)
{
	struct change_list list = { 0 };
	struct err err = { 0 };
	char *copy = xstrdup(lines), *rest = copy;

	for (char *line; (line = strtok_r(rest, "\n", &rest));)
		parse_line(document, line, &list);
	cr_assert(document_apply_all(document, &list, false, &err), "«%s» is refused: %s", lines, err.text);
	change_list_release(&list);
	free(copy);
}

void fixture_set(struct document *document, const char *format, ...)
{
	char lines[4000];
	va_list arguments;

	va_start(arguments, format);
	int length = vsnprintf(lines, sizeof(lines), format, arguments);
	va_end(arguments);
	cr_assert(length < (int)sizeof(lines));
	fixture_fill(document, lines);
}

static const char *const quick_win_fields[][2] = {
	{ "need", "less typing" }, { "sponsor", "head nurse" }, { "indicator", "hours" },
	{ "health_data", "no" },   { "medical_device", "no" },  { "ai_act", "minimal" },
	{ "aipd", "not-due" },     { "cse", "not-due" },        { "delay", "4" },
};

void fixture_add_quick_win(struct document *document, const char *id)
{
	fixture_set(document, "use-case.%s.present=yes", id);
	for (size_t i = 0; i < ARRAY_SIZE(quick_win_fields); i++)
		fixture_set(document, "use-case.%s.%s=%s", id, quick_win_fields[i][0], quick_win_fields[i][1]);
	for (size_t i = 0; i < FIXTURE_CRITERIA; i++)
		fixture_set(document, "score.%s.%s=%d", id, criterion_rows[i].id,
			    criterion_rows[i].less_is_better ? 2 : 4);
}

struct matrix *fixture_matrix(struct document *document)
{
	return document->content->matrices;
}

/* --- reading results ----------------------------------------------------------- */

const struct condition_result *fixture_condition(const struct use_case_result *result, const char *id)
{
	for (size_t i = 0; i < result->condition_count; i++)
		if (!strcmp(result->conditions[i].condition->id, id))
			return &result->conditions[i];
	cr_assert(false, "no condition %s", id);
	return NULL;
}

const struct use_case_result *fixture_result(const struct evaluation *evaluation, const char *id)
{
	const struct use_case_result *result = evaluation_use_case(evaluation, id);

	cr_assert(result, "no result for %s", id);
	return result;
}

enum verdict fixture_verdict(const struct document *document, const char *id)
{
	struct evaluation evaluation;

	evaluation_compute(document, &evaluation);
	enum verdict verdict = fixture_result(&evaluation, id)->verdict;
	evaluation_release(&evaluation);
	return verdict;
}

bool fixture_same(double a, double b)
{
	return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9;
}

/* --- a document as text ---------------------------------------------------------- */

/* Nothing is written of what is empty. */
__attribute__((format(printf, 3, 4))) static void add_line(struct buf *out, const char *value, const char *format, ...)
{
	char key[500];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(key, sizeof(key), format, arguments);
	va_end(arguments);
	if (*value)
		buf_add_format(out, "%s=%s\n", key, value);
}

static void snapshot_service(const struct document *document, struct buf *out)
{
	for (size_t i = 0; i < SERVICE_FIELD_COUNT; i++)
		add_line(out, document->service[i], "service.%s", service_field_id((enum service_field)i));
	/* Those without a vote who are not listed are nobody. */
	for (size_t i = 0; i < document->participant_count; i++) {
		if (participant_is_known(document, i))
			add_line(out, document->participants[i], "participant");
		for (int f = 0; f < ATTENDANCE_FIELD_COUNT; f++)
			add_line(out, document->attendance[i].field[f], "participant.%s.%s", document->participants[i],
				 attendance_field_id((enum attendance_field)f));
	}
}

static void snapshot_grid(const struct document *document, size_t g, struct buf *out)
{
	const struct grid_answers *answers = &document->grids[g];
	const struct grid *grid = &document->content->grids[g];

	add_line(out, answers->target, "grid.%s.target", grid->id);
	for (size_t q = 0; q < grid->question_count; q++)
		for (size_t f = 0; f < ANSWER_FIELD_COUNT; f++)
			add_line(out, answers->answers[q].field[f], "answer.%s.%s.%s", grid->id, grid->questions[q].id,
				 answer_field_id((enum answer_field)f));
}

static void snapshot_score(const struct document *document, const struct use_case *use_case, size_t c, struct buf *out)
{
	const struct score *score = &use_case->scores[c];
	const char *criterion = document->content->criteria.items[c].id;

	add_line(out, score->retained, "score.%s.%s", use_case->id, criterion);
	add_line(out, score->hidden, "round.%s.%s.hidden", use_case->id, criterion);
	for (size_t v = 0; v < score->vote_count; v++) {
		const struct vote *vote = &score->votes[v];

		if (*vote->score)
			add_line(out, vote->score, "vote.%s.%s.%s.%ld", use_case->id, criterion,
				 document->participants[vote->participant], vote->round);
	}
}

static void snapshot_use_case(const struct document *document, const struct use_case *use_case, struct buf *out)
{
	add_line(out, use_case->present, "use-case.%s.present", use_case->id);
	for (size_t f = 0; f < USE_CASE_FIELD_COUNT; f++)
		add_line(out, use_case->field[f], "use-case.%s.%s", use_case->id,
			 use_case_field_id((enum use_case_field)f));
	for (size_t c = 0; c < document->content->criteria.count; c++)
		snapshot_score(document, use_case, c, out);
}

static void snapshot_practice(const struct document *document, struct buf *out)
{
	for (size_t i = 0; i < document->content->charter.count; i++)
		for (size_t f = 0; f < TICK_FIELD_COUNT; f++)
			add_line(out, document->ticks[i].field[f], "charter.%s.%s",
				 document->content->charter.principles[i].id, tick_field_id((enum tick_field)f));
	for (size_t i = 0; i < document->inventory.count; i++) {
		const struct use *use = &document->inventory.items[i];

		add_line(out, use->present, "use.%s.present", use->id);
		for (size_t f = 0; f < USE_FIELD_COUNT; f++)
			add_line(out, use->field[f], "use.%s.%s", use->id, use_field_id((enum use_field)f));
	}
}

char *fixture_snapshot(const struct document *document)
{
	struct buf out;

	buf_init(&out);
	snapshot_service(document, &out);
	add_line(&out, document->matrix, "matrix.id");
	add_line(&out, document->content->matrix ? document->content->matrix->id : "", "matrix in use");
	for (size_t g = 0; g < document->content->grid_count; g++)
		snapshot_grid(document, g, &out);
	for (size_t u = 0; u < document->use_case_count; u++)
		snapshot_use_case(document, &document->use_cases[u], &out);
	snapshot_practice(document, &out);
	char *text = xstrdup(out.data);
	buf_release(&out);
	return text;
}

/* --- random dossiers ----------------------------------------------------------------- */

struct fixture_random fixture_seed(unsigned long long seed)
{
	struct fixture_random random = { seed * 0x9E3779B97F4A7C15u + 1 };

	return random;
}

/* xorshift64*, Vigna 2016. */
unsigned fixture_below(struct fixture_random *random, unsigned limit)
{
	random->state ^= random->state >> 12;
	random->state ^= random->state << 25;
	random->state ^= random->state >> 27;
	return (unsigned)(random->state * 0x2545F4914F6CDD1Du >> 33) % limit;
}

unsigned fixture_rounds(unsigned rounds)
{
	const char *share = getenv("CADRAN_TEST_SHARE");
	unsigned divisor = share ? (unsigned)strtoul(share, NULL, 10) : 1;

	return divisor > 1 ? (rounds + divisor - 1) / divisor : rounds;
}

bool fixture_runs_all(void)
{
	return fixture_rounds(1000) == 1000;
}

bool fixture_chance(struct fixture_random *random, unsigned percent)
{
	return fixture_below(random, 100) < percent;
}

static double random_weight(struct fixture_random *random)
{
	return fixture_chance(random, 10) ? 0 : (1 + fixture_below(random, 50)) / 10.0;
}

static void random_family_weights(struct fixture_random *random, double weight[FAMILY_COUNT])
{
	for (int family = 0; family < FAMILY_COUNT; family++)
		weight[family] = random_weight(random);
	weight[fixture_below(random, FAMILY_COUNT)] = 1;
}

void fixture_random_weights(struct document *document, unsigned long long seed)
{
	struct fixture_random random = fixture_seed(seed);
	struct matrix *matrix = fixture_matrix(document);

	for (size_t g = 0; g < document->content->grid_count; g++) {
		struct grid *grid = &document->content->grids[g];

		for (size_t d = 0; d < grid->dimension_count; d++)
			grid->dimensions[d].weight = random_weight(&random);
		for (size_t q = 0; q < grid->question_count; q++)
			grid->questions[q].weight = random_weight(&random);
	}
	for (size_t c = 0; c < FIXTURE_CRITERIA; c++)
		document->content->criteria.items[c].weight = random_weight(&random);
	random_family_weights(&random, matrix->axes[AXIS_X].weight);
	random_family_weights(&random, matrix->axes[AXIS_Y].weight);
	random_family_weights(&random, matrix->priority);
	matrix->aggregate = fixture_chance(&random, 50) ? AGGREGATE_MEAN : AGGREGATE_MEDIAN;
}

void fixture_random_answers(struct document *document, unsigned long long seed)
{
	static const char *const levels[] = { "", "?", "NA", "1", "2", "3", "4", "5", "2", "3", "4" };
	struct fixture_random random = fixture_seed(seed);
	struct buf lines;

	buf_init(&lines);
	for (size_t g = 0; g < document->content->grid_count; g++) {
		const struct grid *grid = &document->content->grids[g];

		for (size_t q = 0; q < grid->question_count; q++)
			buf_add_format(&lines, "answer.%s.%s=%s\n", grid->id, grid->questions[q].id,
				       levels[fixture_below(&random, ARRAY_SIZE(levels))]);
		if (fixture_chance(&random, 30))
			buf_add_format(&lines, "grid.%s.target=%u\n", grid->id, 1 + fixture_below(&random, 5));
	}
	fixture_fill(document, lines.data);
	buf_release(&lines);
}

/* Values to pick from; a use case without a word of its own stays as the sheet is. */
static const struct {
	const char *field;
	unsigned percent;
	const char *values[6];
} random_fields[] = {
	{ "need", 85, { "a need" } },
	{ "sponsor", 85, { "a sponsor" } },
	{ "indicator", 85, { "hours" } },
	{ "health_data", 90, { "no", "no", "yes" } },
	{ "hosting", 70, { "none", "eu", "own", "hds", "secnumcloud" } },
	{ "aipd", 70, { "done", "due", "not-due" } },
	{ "cse", 70, { "done", "due", "not-due" } },
	{ "medical_device", 90, { "no", "no", "no", "yes" } },
	{ "ai_act", 95, { "minimal", "limited", "none", "high", "minimal", "prohibited" } },
	{ "delay", 90, { "1", "3", "4", "6", "7" } },
	{ "status", 40, { "idea", "pilot", "live", "stopped", "idea", "pilot" } },
	{ "requires", 50, { "data.quality:2", "data.quality:3;ai.skills:2", "ai.usage:4", "data.governance:2.5" } },
	{ "hours", 40, { "0", "10", "40", "20/30/60" } },
	{ "hour_cost", 40, { "30", "45.5", "20/30/40" } },
	{ "other_gain", 20, { "0", "1000", "12000" } },
	{ "build_days", 30, { "0", "5", "20/40/80" } },
	{ "day_rate", 30, { "450", "800" } },
	{ "build_cost", 30, { "0", "3000", "15000", "20000" } },
	{ "run_cost", 30, { "0", "1200", "20000" } },
	{ "horizon", 30, { "1", "3", "5" } },
	{ "discount", 30, { "0", "4", "10" } },
	{ "ramp_up", 30, { "0", "3", "12", "50" } },
};

/* Half of all use cases are promising: near enough to a quick win to be one, or nearly. */
static void random_fields_of(struct buf *lines, const char *id, bool promising, struct fixture_random *random)
{
	for (size_t i = 0; promising && i < ARRAY_SIZE(quick_win_fields); i++)
		buf_add_format(lines, "use-case.%s.%s=%s\n", id, quick_win_fields[i][0], quick_win_fields[i][1]);
	for (size_t i = 0; i < ARRAY_SIZE(random_fields); i++) {
		unsigned count = 0;

		while (count < 6 && random_fields[i].values[count])
			count++;
		unsigned pick = fixture_below(random, count);
		if (fixture_chance(random, promising ? 5 : random_fields[i].percent))
			buf_add_format(lines, "use-case.%s.%s=%s\n", id, random_fields[i].field,
				       random_fields[i].values[pick]);
	}
}

static void random_votes(struct buf *lines, const char *id, const char *criterion, struct fixture_random *random)
{
	for (unsigned person = 0; person < 4; person++) {
		unsigned score = fixture_below(random, 7), round = 1 + fixture_below(random, 2);

		if (score < 6)
			buf_add_format(lines, "vote.%s.%s.P%u.%u=%c\n", id, criterion, person, round,
				       score ? (char)('0' + score) : '-');
	}
}

static double random_score(bool good, bool low, struct fixture_random *random)
{
	double score = 1 + fixture_below(random, 41) / 10.0;

	if (good)
		score = low ? 1 + fixture_below(random, 16) / 10.0 : 3 + fixture_below(random, 21) / 10.0;
	return fixture_chance(random, 60) ? round(score) : score;
}

static void random_scores(struct buf *lines, const char *id, bool promising, struct fixture_random *random)
{
	for (size_t c = 0; c < FIXTURE_CRITERIA; c++) {
		bool good = promising && fixture_chance(random, 95);
		double score = random_score(good, criterion_rows[c].less_is_better, random);

		if (good || fixture_chance(random, 80))
			buf_add_format(lines, "score.%s.%s=%g\n", id, criterion_rows[c].id, score);
		else if (fixture_chance(random, 60))
			random_votes(lines, id, criterion_rows[c].id, random);
	}
}

static void random_links(struct buf *lines, const char *id, unsigned before, struct fixture_random *random)
{
	char list[200] = "";

	for (unsigned i = 0; i < before && strlen(list) < 150; i++)
		if (fixture_chance(random, 25))
			sprintf(list + strlen(list), "%s%sc%u", *list ? ";" : "",
				fixture_chance(random, 20) ? "favours:" : "", i);
	buf_add_format(lines, "use-case.%s.depends=%s\n", id, list);
}

void fixture_random_use_case(struct document *document, const char *id, unsigned before, unsigned long long seed)
{
	struct fixture_random random = fixture_seed(seed);
	struct buf lines;

	buf_init(&lines);
	fixture_set(document, "use-case.%s.name=Case", id);
	bool promising = fixture_chance(&random, 50);
	random_fields_of(&lines, id, promising, &random);
	random_scores(&lines, id, promising, &random);
	random_links(&lines, id, before, &random);
	fixture_fill(document, lines.data);
	buf_release(&lines);
}

struct document *fixture_random_document(unsigned long long seed, unsigned count, const unsigned *order)
{
	struct document *document = fixture_document();

	fixture_random_weights(document, seed);
	fixture_random_answers(document, seed + 1);
	for (unsigned i = 0; i < count; i++) {
		unsigned number = order ? order[i] : i;
		char id[20];

		snprintf(id, sizeof(id), "c%u", number);
		fixture_random_use_case(document, id, number, seed * 100 + number + 2);
	}
	return document;
}
