/*
 * The KEY of «cadran set», which names any value of a dossier in words.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/change.h"

static bool bad_key(const char *key, struct err *err)
{
	return err_set(err, ERR_USAGE,
		       N_("«%s» is not a key; expected service.FIELD, grid.GRID.target, answer.GRID.QUESTION[.FIELD], "
			  "use-case.ID.FIELD, score.ID.CRITERION, vote.ID.CRITERION.PARTICIPANT[.ROUND], matrix.id, "
			  "charter.ID.FIELD, use.ID.FIELD, participant.NAME.FIELD or round.ID.CRITERION.hidden"),
		       key);
}

static bool add(struct change_list *list, enum change_kind kind, char *key, const char *field, const char *value)
{
	(void)change_add(list, kind, key, field, value);
	free(key);
	return true;
}

/* What stands before `end`, which points at a dot in `rest`. */
static char *before(const char *rest, const char *end)
{
	return xstrndup(rest, (size_t)(end - rest));
}

static bool parse_answer(const char *rest, const char *value, struct change_list *list)
{
	const char *dot = strrchr(rest, '.');
	enum answer_field field;

	if (dot && answer_field_parse(dot + 1, &field))
		return add(list, CHANGE_ANSWER, before(rest, dot), dot + 1, value);
	return add(list, CHANGE_ANSWER, xstrdup(rest), answer_field_id(ANSWER_LEVEL), value);
}

static bool parse_use_case(const struct document *document, const char *rest, const char *value,
			   struct change_list *list)
{
	const char *dot = strrchr(rest, '.');
	enum use_case_field field;
	char *id;

	if (!dot)
		return false;
	id = before(rest, dot);
	if (use_case_field_parse(dot + 1, &field) && !document_use_case(document, id))
		change_add_use_case(document, id, list);
	return add(list, CHANGE_USE_CASE, id, dot + 1, value);
}

static bool parse_use(const struct document *document, const char *rest, const char *value, struct change_list *list)
{
	const char *dot = strrchr(rest, '.');
	enum use_field field;
	char *id;

	if (!dot)
		return false;
	id = before(rest, dot);
	if (use_field_parse(dot + 1, &field) && !document_use(document, id))
		change_add_use(document, id, list);
	return add(list, CHANGE_USE, id, dot + 1, value);
}

/* Where «.CRITERION» stands in `rest`, followed by its end or a dot. */
static const char *find_criterion(const struct document *document, const char *rest, const char **end)
{
	const struct criteria *criteria = &document->content->criteria;

	for (const char *dot = strchr(rest, '.'); dot; dot = strchr(dot + 1, '.')) {
		for (size_t i = 0; i < criteria->count; i++) {
			const size_t length = strlen(criteria->items[i].id);

			if (strncmp(dot + 1, criteria->items[i].id, length) ||
			    (dot[1 + length] && dot[1 + length] != '.'))
				continue;
			*end = dot + 1 + length;
			return dot;
		}
	}
	return NULL;
}

static bool parse_score(const struct document *document, const char *rest, const char *value, struct change_list *list,
			struct err *err)
{
	const char *end, *dot = find_criterion(document, rest, &end);

	if (!dot || *end) {
		const char *last = strchr(rest, '.');

		return err_set(err, ERR_VALUE, N_("there is no criterion «%s»"), last ? last + 1 : rest);
	}
	return add(list, CHANGE_SCORE, before(rest, dot), dot + 1, value);
}

static bool has_round(const char *participant)
{
	const char *dot = strrchr(participant, '.');

	return dot && dot != participant && dot[1] && dot[1 + strspn(dot + 1, "0123456789")] == '\0';
}

static bool parse_vote(const struct document *document, const char *rest, const char *value, struct change_list *list,
		       struct err *err)
{
	const char *end, *dot = find_criterion(document, rest, &end);
	struct buf field;

	if (!dot) {
		const char *last = strchr(rest, '.');

		return err_set(err, ERR_VALUE, N_("there is no criterion «%s»"), last ? last + 1 : rest);
	}
	if (!*end || !end[1])
		return err_set(err, ERR_VALUE, N_("«%s» names no participant"), rest);
	buf_init(&field);
	buf_add_text(&field, end + 1);
	if (!has_round(end + 1))
		buf_add_text(&field, ".1");
	(void)add(list, CHANGE_VOTE, before(rest, end), field.data, *value ? value : "-");
	buf_release(&field);
	return true;
}

bool change_parse_key(const struct document *document, const char *key, const char *value, struct change_list *list,
		      struct err *err)
{
	const char *dot = strchr(key, '.'), *rest = dot ? dot + 1 : "", *last = strrchr(rest, '.');
	enum change_kind kind = CHANGE_KIND_COUNT;
	char *word = before(key, dot ? dot : key);
	bool known = change_kind_parse(word, &kind);

	free(word);
	if (!known || !*rest)
		return bad_key(key, err);
	switch (kind) {
	case CHANGE_SERVICE:
	case CHANGE_MATRIX:
		return add(list, kind, xstrdup(""), rest, value);
	case CHANGE_GRID:
	case CHANGE_CHARTER:
	case CHANGE_PARTICIPANT:
	case CHANGE_ROUND:
		return last ? add(list, kind, before(rest, last), last + 1, value) : bad_key(key, err);
	case CHANGE_ANSWER:
		return parse_answer(rest, value, list);
	case CHANGE_USE_CASE:
		return parse_use_case(document, rest, value, list) || bad_key(key, err);
	case CHANGE_USE:
		return parse_use(document, rest, value, list) || bad_key(key, err);
	case CHANGE_SCORE:
		return parse_score(document, rest, value, list, err);
	default:
		return parse_vote(document, rest, value, list, err);
	}
}
