#include <stdio.h>
#include <string.h>

#include "content_reader.h"

static const char *const catalogue_kinds[] = { "catalogue", "use-case", NULL };
static const char *const demo_kinds[] = { "demo", "answer", "candidate", "principle", "use", NULL };

/* Keys that inform and are no value of a use case. */
static const char *const remarks[] = { "source", "confirm", NULL };

/* Money has a prefix of its own, blanks in ids are hyphens, and a use case is described by its «text». */
bool preset_field(const char *name, enum use_case_field *field)
{
	const bool money = !strncmp(name, "money.", 6);
	char id[64];
	size_t i;

	if (!strcmp(name, "text")) {
		*field = USE_CASE_DESCRIPTION;
		return true;
	}
	name += money ? 6 : 0;
	if (strchr(name, '_') || !strcmp(name, use_case_field_id(USE_CASE_DESCRIPTION)))
		return false;
	for (i = 0; i < sizeof(id) - 1 && name[i]; i++)
		id[i] = (char)(name[i] == '-' ? '_' : name[i]);
	id[i] = '\0';
	return use_case_field_parse(id, field) && (*field >= USE_CASE_MONEY_FIRST) == money;
}

/* The length of a key's name without its language; the language, or LANGUAGE_COUNT for a key without one. */
static size_t split_language(const char *name, enum language *language)
{
	const size_t length = strlen(name);

	*language = LANGUAGE_COUNT;
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (length > 3 && name[length - 3] == '.' &&
		    !strcmp(name + length - 2, language_code((enum language)i)))
			*language = (enum language)i;
	return *language == LANGUAGE_COUNT ? length : length - 3;
}

static struct preset_value *value_of(struct preset *preset, const char *name, size_t length)
{
	for (size_t i = 0; i < preset->count; i++)
		if (strlen(preset->values[i].name) == length && !strncmp(preset->values[i].name, name, length))
			return &preset->values[i];
	return NULL;
}

static bool is_remark(const char *name, size_t length)
{
	for (const char *const *remark = remarks; *remark; remark++)
		if (strlen(*remark) == length && !strncmp(*remark, name, length))
			return true;
	return false;
}

/* All keys of a section that nobody took, as values by name. */
static void read_preset(struct reading *reading, struct ini_section *section, struct preset *preset)
{
	struct arena *arena = &reading->content->arena;

	preset->id = reading_keep(reading, section->id);
	preset->line = section->line;
	preset->values = arena_take(arena, section->count, sizeof(*preset->values));
	for (size_t i = 0; i < section->count; i++) {
		struct ini_key *key = &section->keys[i];
		enum language language;
		const size_t length = split_language(key->name, &language);
		struct preset_value *value = value_of(preset, key->name, length);

		if (key->taken || is_remark(key->name, length))
			continue;
		if (!value) {
			value = &preset->values[preset->count++];
			value->name = arena_strndup(arena, key->name, length);
			value->line = key->line;
		}
		for (int k = 0; k < LANGUAGE_COUNT; k++)
			if (language == LANGUAGE_COUNT || language == (enum language)k)
				value->value.in[k] = reading_keep(reading, key->value);
	}
	for (size_t i = 0; i < section->count; i++)
		section->keys[i].taken = true;
}

/* «spsti, hospital»; all of them without the key. */
static unsigned take_profiles(struct reading *reading, struct ini_section *section)
{
	const struct ini_key *key = ini_take(section, "profile");
	const char *at = key ? key->value + strspn(key->value, ", ") : "";
	unsigned profiles = 0;

	if (!key)
		return (1U << PROFILE_COUNT) - 1;
	if (!*at)
		reading_fault(reading, key->line, N_("«%s» is empty; expected a text"), key->name);
	while (*at) {
		const size_t length = strcspn(at, ", ");
		enum profile profile;
		char word[32];

		(void)snprintf(word, sizeof(word), "%.*s", (int)(length < sizeof(word) ? length : sizeof(word) - 1),
			       at);
		if (profile_parse(word, &profile))
			profiles |= 1U << profile;
		else
			reading_fault(reading, key->line, N_("«%s» is not a choice; expected one of: %s"), word,
				      "spsti, hospital, other");
		at += length;
		at += strspn(at, ", ");
	}
	return profiles;
}

static struct preset *read_presets(struct reading *reading, const char *kind, size_t *count)
{
	struct preset *presets =
		arena_take(&reading->content->arena, count_sections(reading->ini, kind), sizeof(*presets));

	*count = 0;
	for (size_t i = 0; i < reading->ini->count; i++) {
		struct ini_section *section = &reading->ini->sections[i];

		if (strcmp(section->kind, kind))
			continue;
		check_id(reading, section);
		if (!strcmp(kind, "use-case"))
			presets[*count].profiles = take_profiles(reading, section);
		read_preset(reading, section, &presets[(*count)++]);
	}
	return presets;
}

void read_catalogue(struct reading *reading, struct catalogue *catalogue)
{
	struct ini_section *head = find_section(reading, "catalogue", "", REQUIRED);

	check_sections(reading, catalogue_kinds);
	catalogue->file = reading_keep(reading, reading->ini->name);
	take_text(reading, head, "name", REQUIRED, &catalogue->name);
	catalogue->entries = read_presets(reading, "use-case", &catalogue->count);
}

void read_demo(struct reading *reading, struct demo *demo)
{
	struct ini_section *head = find_section(reading, "demo", "", REQUIRED);

	check_sections(reading, demo_kinds);
	demo->file = reading_keep(reading, reading->ini->name);
	take_text(reading, head, "name", REQUIRED, &demo->name);
	read_preset(reading, head, &demo->service);
	demo->answers = read_presets(reading, "answer", &demo->answer_count);
	demo->candidates = read_presets(reading, "candidate", &demo->candidate_count);
	demo->principles = read_presets(reading, "principle", &demo->principle_count);
	demo->uses = read_presets(reading, "use", &demo->use_count);
}
