#include <math.h>
#include <stdio.h>
#include <string.h>

#include "content_reader.h"

static const char *const matrix_kinds[] = { "matrix", "axis",      "priority",   "quadrant", "gate",
					    "derive", "quick-win", "robustness", NULL };

/* Design §5.2: what families weigh in the priority where the file says nothing. */
static const double default_priority[FAMILY_COUNT] = { 30, 25, 25, 20 };

static void take_weights(struct reading *reading, struct ini_section *section, double weight[FAMILY_COUNT])
{
	double sum = 0;

	for (int i = 0; i < FAMILY_COUNT; i++) {
		weight[i] = take_number(reading, section, family_id((enum family)i), 0, WEIGHT_MOST, 0);
		sum += weight[i];
	}
	if (!(sum > 0) || !isfinite(sum))
		reading_fault(reading, section->line,
			      N_("the weights of the families are zero everywhere, or too large"));
}

static void read_axis(struct reading *reading, const char *id, struct axis *axis)
{
	struct ini_section *section = find_section(reading, "axis", id, REQUIRED);

	if (!section)
		return;
	take_text(reading, section, "name", REQUIRED, &axis->name);
	take_text(reading, section, "text", OPTIONAL, &axis->text);
	take_weights(reading, section, axis->weight);
	axis->threshold = take_number(reading, section, "threshold", 0, 100, NAN);
}

static void read_quadrant(struct reading *reading, enum quadrant which, struct quadrant_text *quadrant)
{
	struct ini_section *section = find_section(reading, "quadrant", quadrant_key(which), REQUIRED);

	if (!section)
		return;
	quadrant->id = take_word(reading, section, "id", REQUIRED);
	take_text(reading, section, "name", REQUIRED, &quadrant->name);
	take_text(reading, section, "advice", OPTIONAL, &quadrant->advice);
}

/* A number for all, and those of the profiles that have one of their own («build.max.hospital»). */
static void take_numbers(struct reading *reading, struct ini_section *section, const char *key, double least,
			 double number[PROFILE_COUNT])
{
	const double shared = take_number(reading, section, key, least, WEIGHT_MOST, NAN);

	for (int i = 0; i < PROFILE_COUNT; i++) {
		char own[64];

		(void)snprintf(own, sizeof(own), "%.30s.%s", key, profile_id((enum profile)i));
		number[i] = take_number(reading, section, own, least, WEIGHT_MOST, shared);
	}
}

/* Told once, whatever the number of profiles that it is wrong for. */
static void check_bounds(struct reading *reading, const struct ini_section *section, const struct matrix *matrix,
			 enum derive derive)
{
	bool ordered = true;

	for (int profile = 0; profile < PROFILE_COUNT; profile++) {
		const double *bound = matrix->derive[derive].bound[profile];

		for (int i = 2; i < LEVEL_COUNT; i++)
			ordered &= derive == DERIVE_ROI ? bound[i] >= bound[i - 1] : bound[i] <= bound[i - 1];
	}
	if (!ordered)
		reading_fault(reading, section->line,
			      derive == DERIVE_ROI ? N_("the bounds of [derive %s] must ascend")
						   : N_("the bounds of [derive %s] must descend"),
			      derive_id(derive));
}

static void read_derive(struct reading *reading, struct matrix *matrix, enum derive derive)
{
	struct ini_section *section = find_section(reading, "derive", derive_id(derive), OPTIONAL);

	if (!section)
		return;
	matrix->derive[derive].given = true;
	for (int i = 1; i < LEVEL_COUNT; i++) {
		double bound[PROFILE_COUNT];
		char name[16];

		(void)snprintf(name, sizeof(name), "%d", i + 1);
		take_numbers(reading, section, name, -WEIGHT_MOST, bound);
		for (int profile = 0; profile < PROFILE_COUNT; profile++)
			matrix->derive[derive].bound[profile][i] = bound[profile];
	}
	check_bounds(reading, section, matrix, derive);
}

/* Conditions that are a key of their own. */
static const struct {
	const char *key;
	enum condition_kind kind;
	const char *off; /* the word that asks for nothing; NULL for a number or a list */
} single_conditions[] = {
	{ "delay.max", CONDITION_DELAY, NULL },
	{ "build.max", CONDITION_BUILD, NULL },
	{ "payback.max", CONDITION_PAYBACK, NULL },
	{ "ai-act", CONDITION_AI_ACT, NULL },
	{ "medical-device", CONDITION_MEDICAL_DEVICE, "yes" },
	{ "need", CONDITION_NEED, "no" },
	{ "maturity", CONDITION_MATURITY, "no" },
	{ "prerequisites", CONDITION_PREREQUISITES, "no" },
	{ "data", CONDITION_DATA, "no" },
};

/* «impact.min», «risk.any.max»: false for another key. */
static bool family_condition(const char *key, struct condition *condition)
{
	for (int i = 0; i < FAMILY_COUNT; i++) {
		const char *id = family_id((enum family)i);
		const size_t length = strlen(id);
		const bool any = !strncmp(key + strnlen(key, length), ".any", 4);
		const char *bound = key + length + (any ? 4 : 0);

		if (strncmp(key, id, length) || (strcmp(bound, ".min") && strcmp(bound, ".max")))
			continue;
		condition->kind = any ? CONDITION_FAMILY_ANY : CONDITION_FAMILY;
		condition->family = (enum family)i;
		condition->at_least = !strcmp(bound, ".min");
		return true;
	}
	return false;
}

static void check_classes(struct reading *reading, const struct ini_key *key)
{
	char word[32];

	for (const char *at = key->value + strspn(key->value, ", "); *at; at += strspn(at, ", ")) {
		const size_t length = strcspn(at, ", ");
		enum ai_act class;

		(void)snprintf(word, sizeof(word), "%.*s", (int)(length < sizeof(word) ? length : sizeof(word) - 1),
			       at);
		if (!ai_act_parse(word, &class))
			reading_fault(reading, key->line, N_("«%s» is not a class of the AI Act"), word);
		at += length;
	}
}

/* One condition from one key; false where the key asks for nothing. */
static bool read_condition(struct reading *reading, struct ini_section *section, struct ini_key *key,
			   struct condition *condition)
{
	*condition = (struct condition){ .id = reading_keep(reading, key->name) };
	if (family_condition(key->name, condition)) {
		take_numbers(reading, section, key->name, 0, condition->limit);
		return true;
	}
	for (size_t i = 0; i < sizeof(single_conditions) / sizeof(single_conditions[0]); i++) {
		if (strcmp(key->name, single_conditions[i].key))
			continue;
		condition->kind = single_conditions[i].kind;
		condition->allowed = reading_keep(reading, key->value);
		key->taken = true;
		if (condition->kind == CONDITION_AI_ACT)
			check_classes(reading, key);
		else if (single_conditions[i].off)
			(void)take_yes_no(reading, section, key->name, true);
		else
			take_numbers(reading, section, key->name, 0, condition->limit);
		return !single_conditions[i].off || strcmp(key->value, single_conditions[i].off) != 0;
	}
	return false;
}

static void read_rule(struct reading *reading, struct matrix *matrix)
{
	struct ini_section *section = find_section(reading, "quick-win", "", REQUIRED);

	if (!section)
		return;
	matrix->express_delay = take_number(reading, section, "delay.express", 0, WEIGHT_MOST, 3);
	matrix->conditions = arena_take(&reading->content->arena, section->count, sizeof(*matrix->conditions));
	for (size_t i = 0; i < section->count; i++)
		/* What stands twice was told and taken: its value is that of the first place. */
		if (!section->keys[i].taken &&
		    read_condition(reading, section, &section->keys[i], &matrix->conditions[matrix->condition_count]))
			matrix->condition_count++;
}

/* Whether `word` is one of `words`, which are separated by one blank. */
static bool is_one_of(const char *word, const char *words)
{
	const size_t length = strlen(word);

	for (const char *at = words; *at; at += strspn(at, " ")) {
		const size_t next = strcspn(at, " ");

		if (next == length && !strncmp(at, word, length))
			return true;
		at += next;
	}
	return false;
}

static const char *take_one_of(struct reading *reading, struct ini_section *section, const char *name,
			       const char *words)
{
	const struct ini_key *key = ini_take(section, name);

	if (!key || is_one_of(key->value, words))
		return key ? key->value : NULL;
	reading_fault(reading, key->line, N_("«%s = %s»: expected one of: %s"), name, key->value, words);
	return NULL;
}

static void take_open(struct reading *reading, struct ini_section *section, const char *name, const char *words,
		      enum weights_open *open)
{
	const char *word = take_one_of(reading, section, name, words);

	if (word)
		(void)weights_open_parse(word, open);
}

static unsigned long take_whole(struct reading *reading, struct ini_section *section, const char *name, double least,
				double most, unsigned long otherwise)
{
	const double value = take_number(reading, section, name, least, most, (double)otherwise);
	const struct ini_key *key = ini_take(section, name);

	if (key && value > floor(value))
		reading_fault(reading, key->line, N_("the key «%s» is not a whole number"), name);
	return (unsigned long)value;
}

static void read_uncertainty(struct reading *reading, struct uncertainty *uncertainty)
{
	struct ini_section *section = find_section(reading, "robustness", "", OPTIONAL);

	*uncertainty = default_uncertainty;
	if (!section)
		return;
	take_open(reading, section, "families", "uniform given order around", &uncertainty->families);
	take_open(reading, section, "criteria", "uniform given", &uncertainty->criteria);
	uncertainty->flat = take_yes_no(reading, section, "flat", uncertainty->flat);
	uncertainty->spread = take_number(reading, section, "spread", 0, 1, uncertainty->spread);
	uncertainty->samples = take_whole(reading, section, "samples", 1, 1e7, uncertainty->samples);
	uncertainty->seed = take_whole(reading, section, "seed", 0, 4294967295.0, uncertainty->seed);
}

static void take_aggregate(struct reading *reading, struct ini_section *head, struct matrix *matrix)
{
	const struct ini_key *key = ini_take(head, "aggregate");

	if (key && strcmp(key->value, "median") && strcmp(key->value, "mean"))
		reading_fault(reading, key->line, N_("«aggregate = %s»: expected median or mean"), key->value);
	matrix->aggregate = key && !strcmp(key->value, "mean") ? AGGREGATE_MEAN : AGGREGATE_MEDIAN;
}

/* The sections of a matrix that have an id, and the ids there are. */
static const struct {
	const char *kind, *ids; /* ids separated by blanks */
} known_ids[] = {
	{ "axis", "x y" },
	{ "quadrant", "high-high high-low low-high low-low" },
	{ "gate", "maturity" },
	{ "derive", "roi payback tco" },
};

static void check_ids(struct reading *reading)
{
	for (size_t i = 0; i < reading->ini->count; i++) {
		struct ini_section *section = &reading->ini->sections[i];

		for (size_t k = 0; k < sizeof(known_ids) / sizeof(known_ids[0]); k++)
			if (!strcmp(section->kind, known_ids[k].kind) && !is_one_of(section->id, known_ids[k].ids))
				refuse_section(reading, section, N_("there is no [%s %s]; expected one of: %s"),
					       section->kind, section->id, known_ids[k].ids);
	}
}

void read_matrix(struct reading *reading, struct matrix *matrix)
{
	struct ini_section *head = find_section(reading, "matrix", "", REQUIRED);
	struct ini_section *priority = find_section(reading, "priority", "", OPTIONAL);
	struct ini_section *gate = find_section(reading, "gate", "maturity", REQUIRED);

	check_sections(reading, matrix_kinds);
	check_ids(reading);
	take_text(reading, head, "name", REQUIRED, &matrix->name);
	take_text(reading, head, "text", OPTIONAL, &matrix->text);
	take_aggregate(reading, head, matrix);
	read_axis(reading, "x", &matrix->axes[AXIS_X]);
	read_axis(reading, "y", &matrix->axes[AXIS_Y]);
	memcpy(matrix->priority, default_priority, sizeof(matrix->priority));
	if (priority)
		take_weights(reading, priority, matrix->priority);
	for (int i = 0; i < QUADRANT_COUNT; i++)
		read_quadrant(reading, (enum quadrant)i, &matrix->quadrants[i]);
	if (gate) {
		matrix->gate_penalty = take_number(reading, gate, "penalty", 0, WEIGHT_MOST, NAN);
		matrix->gate_block = take_number(reading, gate, "block", 0, WEIGHT_MOST, NAN);
	}
	for (int i = DERIVE_NONE + 1; i < DERIVE_COUNT; i++)
		read_derive(reading, matrix, (enum derive)i);
	read_rule(reading, matrix);
	read_uncertainty(reading, &matrix->uncertainty);
}
