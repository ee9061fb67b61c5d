#include "cadran/app/proposal.h"

#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/store/content_read.h"

/* What is worked with while a proposal becomes changes. */
struct proposing {
	const struct content *content;
	enum language language;
	struct change_list *changes;
	char **participants;
	size_t participant_count;
};

static void add_field(const struct proposing *proposing, const char *id, const struct preset_value *value,
		      enum use_case_field field)
{
	(void)change_add(proposing->changes, CHANGE_USE_CASE, id, use_case_field_id(field),
			 text_in(&value->value, proposing->language));
}

static void add_vote(const struct proposing *proposing, const char *id, const char *criterion, size_t participant,
		     int round, const char *score)
{
	struct buf key, field;

	buf_init(&key);
	buf_init(&field);
	buf_add_format(&key, "%s.%s", id, criterion);
	buf_add_format(&field, "%s.%d", proposing->participants[participant], round);
	(void)change_add(proposing->changes, CHANGE_VOTE, key.data, field.data, score);
	buf_release(&key);
	buf_release(&field);
}

/* «3, 4, -»: one for each participant, in their order. */
static bool add_votes(const struct proposing *proposing, const char *id, const char *criterion, int round,
		      const char *list, struct err *err)
{
	size_t participant = 0;

	for (list += strspn(list, ", "); *list; list += strspn(list, ", ")) {
		const size_t length = strcspn(list, ", ");
		char *score = xstrndup(list, length);

		if (participant == proposing->participant_count) {
			free(score);
			return err_set(err, ERR_FORMAT, N_("%s: more votes on %s than there are participants"), id,
				       criterion);
		}
		add_vote(proposing, id, criterion, participant++, round, score);
		free(score);
		list += length;
	}
	return true;
}

static bool add_value(const struct proposing *proposing, const char *id, const struct preset_value *value,
		      struct err *err)
{
	const char *text = text_in(&value->value, proposing->language);
	enum use_case_field field;

	if (preset_field(value->name, &field))
		add_field(proposing, id, value, field);
	else if (!strncmp(value->name, "score.", 6))
		(void)change_add(proposing->changes, CHANGE_SCORE, id, value->name + 6, text);
	else if (!strncmp(value->name, "votes.", 6))
		return add_votes(proposing, id, value->name + 6, 1, text, err);
	else if (!strncmp(value->name, "votes2.", 7))
		return add_votes(proposing, id, value->name + 7, 2, text, err);
	return true;
}

/* The values of `entry`, but for those that `over` has too; then those of `over`. */
static bool add_use_case(const struct proposing *proposing, const struct preset *entry, const struct preset *over,
			 struct err *err)
{
	for (size_t i = 0; i < entry->count; i++)
		if ((!over || !preset_value(over, entry->values[i].name)) &&
		    !add_value(proposing, entry->id, &entry->values[i], err))
			return false;
	for (size_t i = 0; over && i < over->count; i++)
		if (!add_value(proposing, entry->id, &over->values[i], err))
			return false;
	return true;
}

static const struct preset *find_entry(const struct content *content, const char *id, struct err *err)
{
	const struct preset *entry = content_catalogue_entry(content, id);

	if (!entry)
		err_set(err, ERR_VALUE, N_("no catalogue has a use case «%s»"), id);
	return entry;
}

bool proposal_use_case(const struct content *content, const struct document *document, const char *id,
		       enum language language, struct change_list *changes, struct err *err)
{
	const struct proposing proposing = { .content = content, .language = language, .changes = changes };
	const struct preset *entry = find_entry(content, id, err);

	if (!entry)
		return false;
	change_add_use_case(document, id, changes);
	return add_use_case(&proposing, entry, NULL, err);
}

static void add_service(struct proposing *proposing, const struct demo *demo)
{
	(void)change_add(proposing->changes, CHANGE_SERVICE, "", service_field_id(SERVICE_NAME),
			 text_in(&demo->name, proposing->language));
	for (size_t i = 0; i < demo->service.count; i++) {
		const struct preset_value *value = &demo->service.values[i];
		const char *text = text_in(&value->value, proposing->language);
		enum service_field field;

		if (service_field_parse(value->name, &field))
			(void)change_add(proposing->changes, CHANGE_SERVICE, "", value->name, text);
		else if (!strncmp(value->name, "target.", 7))
			(void)change_add(proposing->changes, CHANGE_GRID, value->name + 7, "target", text);
	}
}

static void list_participants(struct proposing *proposing, const struct demo *demo)
{
	const struct preset_value *value = preset_value(&demo->service, "participants");
	const char *list = value ? text_in(&value->value, proposing->language) : "";
	size_t capacity = 0;

	while (*list) {
		const char *bar = strstr(list, " | ");
		const size_t length = bar ? (size_t)(bar - list) : strlen(list);

		ARRAY_GROW(proposing->participants, proposing->participant_count, capacity);
		proposing->participants[proposing->participant_count++] = xstrndup(list, length);
		list = bar ? bar + 3 : list + length;
	}
}

static void add_answers(const struct proposing *proposing, const struct demo *demo)
{
	for (size_t i = 0; i < demo->answer_count; i++)
		for (size_t k = 0; k < demo->answers[i].count; k++)
			(void)change_add(proposing->changes, CHANGE_ANSWER, demo->answers[i].id,
					 demo->answers[i].values[k].name,
					 text_in(&demo->answers[i].values[k].value, proposing->language));
}

static void add_ticks(const struct proposing *proposing, const struct demo *demo)
{
	size_t index;

	/* Other content may come without the charter. */
	for (size_t i = 0; i < demo->principle_count; i++)
		for (size_t k = 0; k < demo->principles[i].count; k++)
			if (charter_find(&proposing->content->charter, demo->principles[i].id, &index))
				(void)change_add(proposing->changes, CHANGE_CHARTER, demo->principles[i].id,
						 demo->principles[i].values[k].name,
						 text_in(&demo->principles[i].values[k].value, proposing->language));
}

static void add_uses(const struct proposing *proposing, const struct demo *demo)
{
	for (size_t i = 0; i < demo->use_count; i++) {
		(void)change_add(proposing->changes, CHANGE_USE, demo->uses[i].id, "present", "yes");
		for (size_t k = 0; k < demo->uses[i].count; k++)
			(void)change_add(proposing->changes, CHANGE_USE, demo->uses[i].id, demo->uses[i].values[k].name,
					 text_in(&demo->uses[i].values[k].value, proposing->language));
	}
}

bool proposal_demo(const struct content *content, enum language language, struct change_list *changes, struct err *err)
{
	struct proposing proposing = { .content = content, .language = language, .changes = changes };
	const struct demo *demo = content_demo(content);
	bool added = true;

	if (!demo)
		return err_set(err, ERR_USAGE, N_("the content has no demonstration"));
	add_service(&proposing, demo);
	list_participants(&proposing, demo);
	add_answers(&proposing, demo);
	add_ticks(&proposing, demo);
	add_uses(&proposing, demo);
	/* All use cases first: they name each other. */
	for (size_t i = 0; i < demo->candidate_count; i++)
		(void)change_add(changes, CHANGE_USE_CASE, demo->candidates[i].id, "present", "yes");
	for (size_t i = 0; added && i < demo->candidate_count; i++) {
		const struct preset *entry = find_entry(content, demo->candidates[i].id, err);

		added = entry && add_use_case(&proposing, entry, &demo->candidates[i], err);
	}
	for (size_t i = 0; i < proposing.participant_count; i++)
		free(proposing.participants[i]);
	free(proposing.participants);
	return added;
}
