#include "content_reader.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/number.h"

/* Bytes of a former id, which stood between brackets, and how many of them a section may have. */
enum { FORMER_MOST = 49, FORMERS_MOST = 20 };

static void tell(struct reading *reading, int line, const char *format, va_list arguments)
{
	char place[INI_PLACE_SIZE], text[800];

	(void)vsnprintf(text, sizeof(text), message(format), arguments);
	fault_add(reading->faults, ini_place(reading->ini, line, place), "%s", text);
}

void reading_fault(struct reading *reading, int line, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell(reading, line, format, arguments);
	va_end(arguments);
}

void refuse_section(struct reading *reading, struct ini_section *section, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell(reading, section->line, format, arguments);
	va_end(arguments);
	for (size_t i = 0; i < section->count; i++)
		section->keys[i].taken = true;
}

const char *reading_keep(struct reading *reading, const char *text)
{
	return arena_strdup(&reading->content->arena, text);
}

static const struct ini_key *take_in(struct ini_section *section, const char *name, enum language language)
{
	char full[64];

	(void)snprintf(full, sizeof(full), "%s.%s", name, language_code(language));
	return ini_take(section, full);
}

void take_text(struct reading *reading, struct ini_section *section, const char *name, enum need need,
	       struct text *text)
{
	const char *given = NULL, *missing = NULL;
	int line = section->line;

	*text = (struct text){ 0 };
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		const struct ini_key *key = take_in(section, name, (enum language)i);

		if (key && *key->value) {
			text->in[i] = reading_keep(reading, key->value);
			given = language_code((enum language)i);
			line = key->line;
		} else if (key) {
			reading_fault(reading, key->line, N_("«%s» is empty; expected a text"), key->name);
			given = given ? given : "";
		} else {
			missing = language_code((enum language)i);
		}
	}
	if (!given && need == REQUIRED)
		reading_fault(reading, section->line, N_("the text «%s.fr» is missing"), name);
	if (given && missing) {
		char place[INI_PLACE_SIZE];

		fault_notice(reading->faults, ini_place(reading->ini, line, place),
			     N_("«%s.%s» is missing: the other language is shown instead"), name, missing);
	}
}

const char *take_word(struct reading *reading, struct ini_section *section, const char *name, enum need need)
{
	const struct ini_key *key = ini_take(section, name);

	if (key && *key->value)
		return reading_keep(reading, key->value);
	if (key)
		reading_fault(reading, key->line, N_("«%s» is empty; expected a text"), name);
	else if (need == REQUIRED)
		reading_fault(reading, section->line, N_("the key «%s» is missing"), name);
	return NULL;
}

double take_number(struct reading *reading, struct ini_section *section, const char *name, double least, double most,
		   double otherwise)
{
	const struct ini_key *key = ini_take(section, name);
	double value;

	if (!key && isnan(otherwise))
		reading_fault(reading, section->line, N_("the key «%s» is missing"), name);
	if (!key)
		return isnan(otherwise) ? least : otherwise;
	if (strchr(key->value, ',') || !number_parse(key->value, &value)) {
		reading_fault(reading, key->line, N_("«%s = %s» is not a number; expected one with a decimal point"),
			      name, key->value);
		return least;
	}
	if (value < least || value > most) {
		reading_fault(reading, key->line, N_("«%s = %s» is out of range; expected %g to %g"), name, key->value,
			      least, most);
		return least;
	}
	return value;
}

bool take_yes_no(struct reading *reading, struct ini_section *section, const char *name, bool otherwise)
{
	const struct ini_key *key = ini_take(section, name);

	if (!key)
		return otherwise;
	if (strcmp(key->value, "yes") && strcmp(key->value, "no"))
		reading_fault(reading, key->line, N_("«%s = %s»: expected yes or no"), name, key->value);
	return !strcmp(key->value, "yes");
}

void take_by_profile(struct reading *reading, struct ini_section *section, const char *name, enum need need,
		     struct text text[PROFILE_COUNT])
{
	take_text(reading, section, name, need, &text[PROFILE_SPSTI]);
	for (int i = PROFILE_SPSTI + 1; i < PROFILE_COUNT; i++) {
		char own[48];

		(void)snprintf(own, sizeof(own), "%.30s.%s", name, profile_id((enum profile)i));
		take_text(reading, section, own, OPTIONAL, &text[i]);
	}
}

void take_examples(struct reading *reading, struct ini_section *section, struct text example[PROFILE_COUNT])
{
	take_by_profile(reading, section, "example", OPTIONAL, example);
}

void take_levels(struct reading *reading, struct ini_section *section, struct text levels[LEVEL_COUNT])
{
	for (int i = 0; i < LEVEL_COUNT; i++) {
		char name[24];

		(void)snprintf(name, sizeof(name), "level%d", i + 1);
		take_text(reading, section, name, REQUIRED, &levels[i]);
	}
}

void check_unknown_keys(struct reading *reading, const struct ini_section *section)
{
	for (size_t i = 0; i < section->count; i++)
		if (!section->keys[i].taken)
			reading_fault(reading, section->keys[i].line, N_("the key «%s» is unknown in a section [%s]"),
				      section->keys[i].name, section->kind);
}

struct ini_section *find_section(struct reading *reading, const char *kind, const char *id, enum need need)
{
	struct ini_section *found = NULL;

	for (size_t i = 0; i < reading->ini->count; i++) {
		struct ini_section *section = &reading->ini->sections[i];

		if (strcmp(section->kind, kind) || strcmp(section->id, id))
			continue;
		if (found)
			refuse_section(reading, section, N_("the section [%s%s%s] stands here twice, first on line %d"),
				       kind, *id ? " " : "", id, found->line);
		found = found ? found : section;
	}
	if (!found && need == REQUIRED)
		reading_fault(reading, 1, N_("the section [%s%s%s] is missing"), kind, *id ? " " : "", id);
	return found;
}

size_t count_sections(const struct ini *ini, const char *kind)
{
	size_t count = 0;

	for (size_t i = 0; i < ini->count; i++)
		count += !strcmp(ini->sections[i].kind, kind);
	return count;
}

void check_sections(struct reading *reading, const char *const *kinds)
{
	for (size_t i = 0; i < reading->ini->count; i++) {
		struct ini_section *section = &reading->ini->sections[i];
		bool known = false;

		for (const char *const *kind = kinds; *kind; kind++)
			known |= !strcmp(section->kind, *kind);
		if (!known)
			refuse_section(reading, section, N_("a section [%s] does not belong in a file of this kind"),
				       section->kind);
	}
}

void check_id(struct reading *reading, const struct ini_section *section)
{
	char name[128];
	size_t line;

	if (!*section->id) {
		reading_fault(reading, section->line, N_("the section [%s] has no id; expected [%s ID]"), section->kind,
			      section->kind);
		return;
	}
	(void)snprintf(name, sizeof(name), "%.60s %.60s", section->kind, section->id);
	if (map_get(&reading->seen, name, &line))
		reading_fault(reading, section->line, N_("the section [%s%s%s] stands here twice, first on line %d"),
			      section->kind, " ", section->id, (int)line);
	else
		map_set(&reading->seen, arena_strdup(&reading->ini->arena, name), (size_t)section->line);
}

static bool has_section(const struct ini *ini, const char *kind, const char *id)
{
	for (size_t i = 0; i < ini->count; i++)
		if (!strcmp(ini->sections[i].kind, kind) && !strcmp(ini->sections[i].id, id))
			return true;
	return false;
}

static void check_former(struct reading *reading, const struct ini_section *section, int line, const char *id)
{
	char name[128];
	size_t before;

	(void)snprintf(name, sizeof(name), "was %.50s %.50s", section->kind, id);
	if (!ini_is_id(id) || strlen(id) > FORMER_MOST)
		reading_fault(reading, line,
			      N_("the id «%s» is malformed; expected the letters a to z, digits, - and ."), id);
	else if (has_section(reading->ini, section->kind, id))
		reading_fault(reading, line, N_("«was = %s»: a section [%s] of this file has that id"), id,
			      section->kind);
	else if (map_get(&reading->seen, name, &before))
		reading_fault(reading, line, N_("«was = %s» stands here twice, first on line %d"), id, (int)before);
	else
		map_set(&reading->seen, arena_strdup(&reading->ini->arena, name), (size_t)line);
}

const char *take_former(struct reading *reading, struct ini_section *section)
{
	const char *was = take_word(reading, section, "was", OPTIONAL), *rest = was, *id;
	size_t length, count = 0;
	int line;

	if (!was)
		return NULL;
	line = ini_take(section, "was")->line;
	while (former_next(&rest, &id, &length)) {
		char *former = arena_strndup(&reading->ini->arena, id, length);

		if (count++ < FORMERS_MOST)
			check_former(reading, section, line, former);
	}
	if (count < 1 || count > FORMERS_MOST)
		reading_fault(reading, line, N_("«was» holds %zu ids; expected 1 to %d"), count, FORMERS_MOST);
	return was;
}
