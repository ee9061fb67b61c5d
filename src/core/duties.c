#include "cadran/core/duties.h"

#include <string.h>

static const struct {
	const char *id;
	enum use_case_field field;
} rows[DUTY_FACT_COUNT] = {
	[DUTY_AI_ACT] = { "ai-act", USE_CASE_AI_ACT },
	[DUTY_HEALTH_DATA] = { "health-data", USE_CASE_HEALTH_DATA },
	[DUTY_PERSONAL_DATA] = { "personal-data", USE_CASE_PERSONAL_DATA },
	[DUTY_MEDICAL_DEVICE] = { "medical-device", USE_CASE_MEDICAL_DEVICE },
	[DUTY_HOSTING] = { "hosting", USE_CASE_HOSTING },
	[DUTY_SECTOR] = { "sector", USE_CASE_FIELD_COUNT },
};

const char *duty_fact_id(enum duty_fact fact)
{
	return rows[fact].id;
}

enum use_case_field duty_fact_field(enum duty_fact fact)
{
	return rows[fact].field;
}

int duty_fact_value(enum duty_fact fact, const char *word)
{
	const char *const *choices;
	enum profile profile;

	if (fact == DUTY_SECTOR)
		return profile_parse(word, &profile) ? (int)profile + 1 : 0;
	choices = field_choices(use_case_field_type(rows[fact].field));
	for (int i = 0; choices[i]; i++)
		if (!strcmp(choices[i], word))
			return i + 1;
	return 0;
}

void duty_facts(const struct document *document, const struct use_case *use_case, struct duty_facts *facts)
{
	for (int i = 0; i < DUTY_FACT_COUNT; i++) {
		const char *word =
			i == DUTY_SECTOR ? document->service[SERVICE_SECTOR] : use_case->field[rows[i].field];

		facts->value[i] = duty_fact_value((enum duty_fact)i, word);
	}
	if (!facts->value[DUTY_PERSONAL_DATA] && facts->value[DUTY_HEALTH_DATA] == KNOWN_YES)
		facts->value[DUTY_PERSONAL_DATA] = KNOWN_YES;
}

enum duty_state duty_judge(const struct duty *duty, const struct duty_facts *facts, unsigned *missing)
{
	*missing = 0;
	for (int i = 0; i < DUTY_FACT_COUNT; i++) {
		if (!duty->when[i] || (facts->value[i] && duty->when[i] & 1u << facts->value[i]))
			continue;
		if (facts->value[i]) {
			*missing = 0;
			return DUTY_NOT;
		}
		*missing |= 1u << i;
	}
	return *missing ? DUTY_UNKNOWN : DUTY_APPLIES;
}
