#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/map.h"
#include "cadran/base/number.h"
#include "cadran/core/date.h"
#include "cadran/core/dependencies.h"
#include "cadran/core/document.h"
#include "cadran/core/inventory.h"
#include "cadran/store/content_read.h"
#include "cadran/store/ini.h"

/* What a preset's value is checked with. */
struct checking {
	const struct content *content;
	const char *file;
	struct fault_list *faults;
};

static void check_fault(const struct checking *checking, int line, const char *id, const struct err *err)
{
	char place[INI_PLACE_SIZE];

	(void)snprintf(place, sizeof(place), "%.250s:%d", checking->file, line);
	fault_add(checking->faults, place, "%s%s%s", id, *id ? message(": ") : "", err->text);
}

static void check_field(const struct checking *checking, const struct preset *preset, const struct preset_value *value,
			enum use_case_field field)
{
	struct err err;
	char *canonical;

	if (use_case_field_type(field) == FIELD_REQUIRES && !checking->content->grid_count)
		return;
	if (use_case_field_type(field) == FIELD_AI_ACT_ANSWERS && !checking->content->tree.ask_count)
		return;
	canonical = use_case_field_normalise(checking->content, field, text_in(&value->value, LANGUAGE_EN), &err);
	if (!canonical)
		check_fault(checking, value->line, preset->id, &err);
	free(canonical);
}

static bool check_score(const char *text, struct err *err)
{
	double score;

	if (!*text || (number_parse(text, &score) && score >= 1 && score <= LEVEL_COUNT))
		return true;
	return err_set(err, ERR_VALUE, N_("«%s» is not a score; expected 1 to 5"), text);
}

/* «3, 4, -» */
static bool check_votes(const char *list, struct err *err)
{
	char word[32];
	long score;

	for (list += strspn(list, ", "); *list; list += strspn(list, ", ")) {
		const size_t length = strcspn(list, ", ");

		(void)snprintf(word, sizeof(word), "%.*s", (int)(length < sizeof(word) ? length : sizeof(word) - 1),
			       list);
		if (strcmp(word, "-") != 0 && !number_parse_whole(word, 1, LEVEL_COUNT, &score))
			return err_set(
				err, ERR_VALUE,
				N_("«%s» is not a vote; expected a whole number from 1 to 5, or - for an abstention"),
				word);
		list += length;
	}
	return true;
}

/* Keys of a use case that name a criterion, and what their value has to be. */
static const struct {
	const char *prefix;
	bool (*check)(const char *, struct err *);
} criterion_keys[] = {
	{ "score.", check_score },
	{ "votes.", check_votes },
	{ "votes2.", check_votes },
};

static void check_value(const struct checking *checking, const struct preset *preset, const struct preset_value *value)
{
	enum use_case_field field;
	size_t criterion;
	struct err err;

	if (preset_field(value->name, &field)) {
		check_field(checking, preset, value, field);
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(criterion_keys); i++) {
		const size_t length = strlen(criterion_keys[i].prefix);

		if (strncmp(value->name, criterion_keys[i].prefix, length))
			continue;
		if (checking->content->criteria.count &&
		    !criteria_find(&checking->content->criteria, value->name + length, &criterion))
			err_set(&err, ERR_VALUE, N_("there is no criterion «%s»"), value->name + length);
		else if (criterion_keys[i].check(text_in(&value->value, LANGUAGE_EN), &err))
			return;
		check_fault(checking, value->line, preset->id, &err);
		return;
	}
	err_set(&err, ERR_VALUE, N_("the key «%s» is unknown in a section [%s]"), value->name, "use-case");
	check_fault(checking, value->line, preset->id, &err);
}

static void check_dependencies(const struct checking *checking, const struct map *ids, const struct preset *preset)
{
	const struct preset_value *depends = preset_value(preset, "depends");
	const char *list = depends ? text_in(&depends->value, LANGUAGE_EN) : "";
	struct dependency dependency;
	struct err err;
	size_t index;

	while (depends_next(&list, &dependency)) {
		if (map_get(ids, dependency.id, &index))
			continue;
		err_set(&err, ERR_VALUE, N_("«%s» depends on «%s», which is not in this catalogue"), preset->id,
			dependency.id);
		assert(depends);
		check_fault(checking, depends->line, "", &err);
	}
}

/* Told at the first entry, by the names of those that go round. */
static void check_circles(const struct checking *checking, const struct catalogue *catalogue)
{
	struct dependent *items = xcalloc(catalogue->count, sizeof(*items));
	struct err err;

	for (size_t i = 0; i < catalogue->count; i++) {
		const struct preset_value *depends = preset_value(&catalogue->entries[i], "depends");

		items[i].id = catalogue->entries[i].id;
		items[i].depends = depends ? text_in(&depends->value, LANGUAGE_EN) : "";
	}
	if (dependencies_find_cycle(items, catalogue->count, &err))
		check_fault(checking, 1, "", &err);
	free(items);
}

/* Nobody votes in a catalogue. */
static void check_entry_value(const struct checking *checking, const struct preset *entry,
			      const struct preset_value *value)
{
	struct err err;

	if (strncmp(value->name, "votes", 5) != 0) {
		check_value(checking, entry, value);
		return;
	}
	err_set(&err, ERR_VALUE, N_("the key «%s» is unknown in a section [%s]"), value->name, "use-case");
	check_fault(checking, value->line, entry->id, &err);
}

static void check_catalogue(const struct content *content, const struct catalogue *catalogue, struct fault_list *faults)
{
	const struct checking checking = { content, catalogue->file, faults };
	struct map ids = { 0 };

	for (size_t k = 0; k < catalogue->count; k++)
		map_set(&ids, catalogue->entries[k].id, k);
	for (size_t k = 0; k < catalogue->count; k++) {
		const struct preset *entry = &catalogue->entries[k];
		struct err err;

		if (!use_case_id_check(entry->id, &err))
			check_fault(&checking, entry->line, "", &err);
		for (size_t v = 0; v < entry->count; v++)
			check_entry_value(&checking, entry, &entry->values[v]);
		check_dependencies(&checking, &ids, entry);
	}
	check_circles(&checking, catalogue);
	map_release(&ids);
}

/* Of the demonstration: a level that an answer's field takes. */
static bool check_level(const char *name, const char *text, struct err *err)
{
	const bool level = !strcmp(name, answer_field_id(ANSWER_LEVEL));
	long number;

	if (!*text || number_parse_whole(text, 1, LEVEL_COUNT, &number) ||
	    (level && (!strcmp(text, "NA") || !strcmp(text, "?"))))
		return true;
	if (level)
		return err_set(err, ERR_VALUE,
			       N_("«%s» is not a level; expected 1 to 5, NA, ? for don't know, or nothing for blank"),
			       text);
	return err_set(err, ERR_VALUE, N_("«%s» is not a level; expected 1 to 5"), text);
}

static void check_answer_value(const struct checking *checking, const struct preset *answer,
			       const struct preset_value *value)
{
	const char *text = text_in(&value->value, LANGUAGE_EN);
	char date[DATE_SIZE];
	enum answer_field field;
	struct err err;

	if (!answer_field_parse(value->name, &field))
		err_set(&err, ERR_VALUE, N_("the key «%s» is unknown in a section [%s]"), value->name, "answer");
	else if (field == ANSWER_EVIDENCE_DATE
			 ? !*text || date_normalise(text, date, &err)
			 : (field != ANSWER_LEVEL && field != ANSWER_TARGET) || check_level(value->name, text, &err))
		return;
	check_fault(checking, value->line, answer->id, &err);
}

static void check_answer(const struct checking *checking, const struct preset *answer)
{
	const char *dot = strchr(answer->id, '.');
	char *grid_id = xstrndup(answer->id, dot ? (size_t)(dot - answer->id) : strlen(answer->id));
	const struct grid *grid = content_grid(checking->content, grid_id);
	struct err err;

	if (grid && (!dot || !grid_question(grid, dot + 1))) {
		err_set(&err, ERR_VALUE, N_("there is no question «%s»"), answer->id);
		check_fault(checking, answer->line, "", &err);
	}
	for (size_t i = 0; i < answer->count; i++)
		check_answer_value(checking, answer, &answer->values[i]);
	free(grid_id);
}

/* «target.data» and the fields of a service. */
static bool check_service_value(const struct preset_value *value, struct err *err)
{
	const char *text = text_in(&value->value, LANGUAGE_EN);
	enum service_field field;
	enum use_case_field unit;
	enum profile profile;

	if (!strcmp(value->name, "participants"))
		return true;
	if (!strncmp(value->name, "target.", 7))
		return check_level(answer_field_id(ANSWER_TARGET), text, err);
	if (!service_field_parse(value->name, &field))
		return err_set(err, ERR_VALUE, N_("the key «%s» is unknown in a section [%s]"), value->name, "demo");
	if (field == SERVICE_SECTOR && !profile_parse(text, &profile))
		return err_set(err, ERR_VALUE, N_("«%s» is not a choice; expected one of: %s"), text,
			       "spsti, hospital, other");
	if (service_field_unit(field, &unit)) {
		char *number = number_normalise(unit, text, err);

		free(number);
		return number != NULL;
	}
	return true;
}

static size_t count_parts(const char *list, const char *separator)
{
	size_t count = *list != '\0';

	while ((list = strstr(list, separator))) {
		list += strlen(separator);
		count++;
	}
	return count;
}

static const struct preset *find_candidate(const struct demo *demo, const char *id)
{
	for (size_t i = 0; i < demo->candidate_count; i++)
		if (!strcmp(demo->candidates[i].id, id))
			return &demo->candidates[i];
	return NULL;
}

/* A dossier cannot be made where one use case stands on another that is not in it. */
static void check_links(const struct checking *checking, const struct demo *demo, const struct preset *candidate)
{
	const struct preset *entry = content_catalogue_entry(checking->content, candidate->id);
	const struct preset_value *own = preset_value(candidate, "depends");
	const struct preset_value *depends = own ? own : entry ? preset_value(entry, "depends") : NULL;
	const char *list = depends ? text_in(&depends->value, LANGUAGE_EN) : "";
	struct dependency dependency;
	struct err err;

	while (depends_next(&list, &dependency)) {
		if (find_candidate(demo, dependency.id))
			continue;
		err_set(&err, ERR_VALUE, N_("«%s» depends on «%s», which is not a use case of this dossier"),
			candidate->id, dependency.id);
		check_fault(checking, own ? own->line : candidate->line, "", &err);
	}
}

static void check_candidate(const struct checking *checking, const struct demo *demo, const struct preset *candidate)
{
	const struct preset_value *participants = preset_value(&demo->service, "participants");
	const size_t voters = participants ? count_parts(text_in(&participants->value, LANGUAGE_EN), " | ") : 0;
	struct err err;

	if (checking->content->catalogue_count && !content_catalogue_entry(checking->content, candidate->id)) {
		err_set(&err, ERR_VALUE, N_("no catalogue has a use case «%s»"), candidate->id);
		check_fault(checking, candidate->line, "", &err);
	}
	check_links(checking, demo, candidate);
	for (size_t v = 0; v < candidate->count; v++) {
		const struct preset_value *value = &candidate->values[v];

		check_value(checking, candidate, value);
		if (strncmp(value->name, "votes", 5) != 0 ||
		    count_parts(text_in(&value->value, LANGUAGE_EN), ",") <= voters)
			continue;
		err_set(&err, ERR_VALUE, N_("%s has more votes than there are participants (%zu)"), value->name,
			voters);
		check_fault(checking, value->line, candidate->id, &err);
	}
}

/* A tick of the charter: «state» or «note». */
static bool check_tick_value(const struct preset_value *value, struct err *err)
{
	const char *text = text_in(&value->value, LANGUAGE_EN);
	enum principle_state state;
	enum tick_field field;

	if (!tick_field_parse(value->name, &field))
		return err_set(err, ERR_VALUE, N_("the key «%s» is unknown in a section [%s]"), value->name,
			       "principle");
	if (field == TICK_STATE && !principle_state_parse(text, &state))
		return err_set(err, ERR_VALUE, N_("«%s» is not a choice; expected one of: %s"), text,
			       "yes, partly, no");
	return true;
}

/* A field of a use of the inventory. */
static bool check_use_value(const struct preset_value *value, struct err *err)
{
	const char *text = text_in(&value->value, LANGUAGE_EN);
	enum use_field field;
	char *canonical;

	if (!use_field_parse(value->name, &field))
		return err_set(err, ERR_VALUE, N_("the key «%s» is unknown in a section [%s]"), value->name, "use");
	if (use_field_type(field) == FIELD_TEXT || !*text)
		return true;
	canonical = field_choice_normalise(use_field_type(field), text, err);
	free(canonical);
	return canonical != NULL;
}

static void check_values(const struct checking *checking, const struct preset *preset,
			 bool (*check)(const struct preset_value *, struct err *))
{
	struct err err;

	for (size_t i = 0; i < preset->count; i++)
		if (!check(&preset->values[i], &err))
			check_fault(checking, preset->values[i].line, preset->id, &err);
}

static void check_tick(const struct checking *checking, const struct preset *tick)
{
	const struct charter *charter = &checking->content->charter;
	struct err err;
	size_t index;

	if (charter->count && !charter_find(charter, tick->id, &index)) {
		err_set(&err, ERR_VALUE, N_("there is no principle «%s»"), tick->id);
		check_fault(checking, tick->line, "", &err);
	}
	check_values(checking, tick, check_tick_value);
}

static void check_use(const struct checking *checking, const struct preset *use)
{
	struct err err;

	if (!use_case_id_check(use->id, &err))
		check_fault(checking, use->line, "", &err);
	check_values(checking, use, check_use_value);
}

static void check_demo(const struct content *content, const struct demo *demo, struct fault_list *faults)
{
	const struct checking checking = { content, demo->file, faults };
	struct err err;

	for (size_t i = 0; i < demo->service.count; i++)
		if (!check_service_value(&demo->service.values[i], &err))
			check_fault(&checking, demo->service.values[i].line, "", &err);
	for (size_t i = 0; i < demo->answer_count; i++)
		check_answer(&checking, &demo->answers[i]);
	for (size_t i = 0; i < demo->candidate_count; i++)
		check_candidate(&checking, demo, &demo->candidates[i]);
	for (size_t i = 0; i < demo->principle_count; i++)
		check_tick(&checking, &demo->principles[i]);
	for (size_t i = 0; i < demo->use_count; i++)
		check_use(&checking, &demo->uses[i]);
}

/* Names in `feeds` whose grid is there and has neither such a dimension nor such a question. */
static void check_feeds(const struct checking *checking, const char *feeds, int line, const char *id)
{
	size_t length, grid, dimension, question;
	const char *name;
	struct err err;

	while (feeds_next(&feeds, &name, &length)) {
		if (content_find_fed(checking->content, name, length, &grid, &dimension, &question))
			continue;
		err_set(&err, ERR_VALUE, N_("«%.*s» is neither a dimension nor a question of a grid"), (int)length,
			name);
		check_fault(checking, line, id, &err);
	}
}

static void check_charter(const struct content *content, struct fault_list *faults)
{
	const struct charter *charter = &content->charter;
	const struct checking checking = { content, charter->file, faults };

	if (!charter->count || !content->grid_count)
		return;
	check_feeds(&checking, charter->feeds, charter->feeds_line, "");
	for (size_t i = 0; i < charter->count; i++)
		check_feeds(&checking, charter->principles[i].feeds, charter->principles[i].feeds_line,
			    charter->principles[i].id);
}

void content_check(const struct content *content, struct fault_list *faults)
{
	check_charter(content, faults);
	for (size_t i = 0; i < content->catalogue_count; i++)
		check_catalogue(content, &content->catalogues[i], faults);
	for (size_t i = 0; i < content->demo_count; i++)
		check_demo(content, &content->demos[i], faults);
}
