#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/disagreement.h"
#include "export_json.h"

struct attendee {
	const char *name;
	bool here;
};

static int by_name(const void *one, const void *other)
{
	return strcmp(((const struct attendee *)one)->name, ((const struct attendee *)other)->name);
}

/* By name: who left and came back stands elsewhere after a compaction or a merge, which are to change nothing. */
void json_participants(struct json *root, const struct document *document)
{
	struct json *list = json_array(root, "participants");
	struct attendee *all = xcalloc(document->participant_count + 1, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < document->participant_count; i++)
		if (participant_is_known(document, i))
			all[count++] = (struct attendee){ document->participants[i], participant_is_here(document, i) };
	qsort(all, count, sizeof(*all), by_name);
	for (size_t i = 0; i < count; i++) {
		struct json *one = json_object(list, NULL);

		json_text(one, "name", all[i].name);
		json_bool(one, "present", all[i].here);
	}
	free(all);
}

void json_hidden_rounds(struct json *use_case, const struct criteria *criteria, const struct use_case *of)
{
	struct json *all = json_object(use_case, "hidden_rounds");

	for (size_t i = 0; i < criteria->count; i++)
		if (hidden_round(&of->scores[i]))
			json_number(all, criteria->items[i].id, (double)hidden_round(&of->scores[i]));
}

void json_disagreement(struct json *use_case, const struct criteria *criteria, const struct use_case *of)
{
	struct json *all = json_object(use_case, "disagreement");

	for (size_t i = 0; i < criteria->count; i++) {
		struct disagreement disagreement;
		struct json *one;

		disagreement_compute(&of->scores[i], &disagreement);
		if (disagreement.votes < 2)
			continue;
		one = json_object(all, criteria->items[i].id);
		json_count(one, "votes", disagreement.votes);
		json_number(one, "spread", disagreement.spread);
		json_number(one, "iqr", disagreement.iqr);
		json_number(one, "index", disagreement.index);
		json_bool(one, "disagreement", disagreement.disagreement);
	}
}

void json_agreement(struct json *root, const struct document *document)
{
	const struct criteria *criteria = &document->content->criteria;
	struct json *all = json_object(root, "agreement");

	for (size_t i = 0; i < criteria->count; i++) {
		struct agreement agreement;
		struct json *one;

		agreement_compute(document, i, &agreement);
		if (!is_figure(agreement.w))
			continue;
		one = json_object(all, criteria->items[i].id);
		json_number(one, "w", agreement.w);
		json_count(one, "voters", agreement.voters);
		json_count(one, "use_cases", agreement.items);
		json_count(one, "left_out", agreement.left_out);
	}
}
