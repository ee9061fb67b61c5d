#include <string.h>

#include "content_reader.h"

static const char *const charter_kinds[] = { "charter", "principle", NULL };

/* What it names is looked for once the grids are there. */
static const char *take_feeds(struct reading *reading, struct ini_section *section, int *line)
{
	const char *feeds = take_word(reading, section, "feeds", OPTIONAL);

	*line = feeds ? ini_take(section, "feeds")->line : section->line;
	return feeds ? feeds : "";
}

static void read_principle(struct reading *reading, struct ini_section *section, struct principle *principle)
{
	check_id(reading, section);
	principle->id = reading_keep(reading, section->id);
	take_text(reading, section, "name", REQUIRED, &principle->name);
	take_text(reading, section, "text", REQUIRED, &principle->text);
	take_text(reading, section, "check", REQUIRED, &principle->check);
	take_examples(reading, section, principle->example);
	principle->feeds = take_feeds(reading, section, &principle->feeds_line);
	principle->source = take_word(reading, section, "source", OPTIONAL);
	principle->article = take_word(reading, section, "article", OPTIONAL);
	principle->verified = take_word(reading, section, "verified", REQUIRED);
	if (strchr(section->id, '.'))
		reading_fault(reading, section->line, N_("the id «%s» of a principle holds a dot"), section->id);
}

void read_charter(struct reading *reading, struct charter *charter)
{
	struct ini_section *head = find_section(reading, "charter", "", REQUIRED);
	struct ini *ini = reading->ini;

	check_sections(reading, charter_kinds);
	charter->file = reading_keep(reading, ini->name);
	take_text(reading, head, "name", REQUIRED, &charter->name);
	take_text(reading, head, "text", OPTIONAL, &charter->text);
	charter->feeds = take_feeds(reading, head, &charter->feeds_line);
	charter->principles =
		arena_take(&reading->content->arena, count_sections(ini, "principle"), sizeof(*charter->principles));
	for (size_t i = 0; i < ini->count; i++)
		if (!strcmp(ini->sections[i].kind, "principle"))
			read_principle(reading, &ini->sections[i], &charter->principles[charter->count++]);
	if (!charter->count)
		reading_fault(reading, 1, N_("this charter has no principle"));
}
