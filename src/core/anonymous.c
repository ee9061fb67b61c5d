#include "cadran/core/anonymous.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/change.h"
#include "cadran/core/date.h"

enum { ID_SIZE = 40 };

struct names {
	struct name {
		char *before; /* owned */
		char after[ID_SIZE];
	} * items;
	size_t count, capacity;
	struct map by_name; /* `before`, and its place in `items` */
};

struct anonymous {
	const struct document *document;
	const struct content *catalogues;
	const char *service;
	enum language language;
	struct names use_cases, uses, participants;
	struct change_list *out;
};

static void names_release(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->items[i].before);
	free(names->items);
	map_release(&names->by_name);
}

/* The number of a name is that of its first being asked for. */
static const char *name_for(struct names *names, const char *before, const char *form)
{
	size_t place;

	if (!map_get(&names->by_name, before, &place)) {
		ARRAY_GROW(names->items, names->count, names->capacity);
		place = names->count++;
		names->items[place].before = xstrdup(before);
		(void)snprintf(names->items[place].after, ID_SIZE, "%s%zu", form, place + 1);
		map_set(&names->by_name, names->items[place].before, place);
	}
	return names->items[place].after;
}

static const char *use_case_for(struct anonymous *anonymous, const char *id)
{
	const struct preset *entry = content_catalogue_entry(anonymous->catalogues, id);

	return entry ? entry->id : name_for(&anonymous->use_cases, id, "other-");
}

static const char *text_for(const char *value)
{
	return *value ? ANONYMOUS_TEXT : "";
}

static void add(const struct anonymous *anonymous, const struct change *change, const char *key, const char *field,
		const char *value)
{
	(void)change_add(anonymous->out, change->kind, key, field, value);
}

static void copy(struct anonymous *anonymous, const struct change *change)
{
	add(anonymous, change, change->key, change->field, change->value);
}

static void copy_service(struct anonymous *anonymous, const struct change *change)
{
	enum service_field field;
	enum use_case_field unit;
	char date[DATE_SIZE];
	struct err err;

	if (!service_field_parse(change->field, &field))
		return;
	if (field == SERVICE_NAME)
		add(anonymous, change, "", change->field, anonymous->service);
	else if (field == SERVICE_SECTOR || service_field_unit(field, &unit))
		copy(anonymous, change);
	else if (field == SERVICE_DATE && date_normalise(change->value, date, &err))
		add(anonymous, change, "", change->field, date);
}

static void copy_answer(struct anonymous *anonymous, const struct change *change)
{
	enum answer_field field;

	if (!answer_field_parse(change->field, &field))
		return;
	if (field == ANSWER_LEVEL || field == ANSWER_TARGET || field == ANSWER_CONFIDENCE)
		copy(anonymous, change);
	else if (field == ANSWER_NOTE || field == ANSWER_EVIDENCE)
		add(anonymous, change, change->key, change->field, text_for(change->value));
}

static void copy_charter(struct anonymous *anonymous, const struct change *change)
{
	enum tick_field field;

	if (tick_field_parse(change->field, &field))
		add(anonymous, change, change->key, change->field,
		    field == TICK_STATE ? change->value : text_for(change->value));
}

static void copy_use(struct anonymous *anonymous, const struct change *change)
{
	const char *id = name_for(&anonymous->uses, change->key, "U");
	enum use_field field;

	if (!use_field_parse(change->field, &field))
		add(anonymous, change, id, change->field, change->value); /* `present` */
	else if (field != USE_NAME)
		add(anonymous, change, id, change->field,
		    use_field_type(field) == FIELD_TEXT ? text_for(change->value) : change->value);
}

/* «document-store;favours:member-chatbot» */
static void add_depends(struct anonymous *anonymous, const char *value, struct buf *out)
{
	while (*value) {
		const size_t length = strcspn(value, ";");
		const char *colon = memchr(value, ':', length), *begin = colon ? colon + 1 : value;
		char *id = xstrndup(begin, length - (size_t)(begin - value));

		buf_add(out, value, (size_t)(begin - value));
		buf_add_text(out, use_case_for(anonymous, id));
		free(id);
		value += length;
		if (*value)
			buf_add_char(out, *value++);
	}
}

static const char *catalogue_name(const struct anonymous *anonymous, const char *id)
{
	const struct preset *entry = content_catalogue_entry(anonymous->catalogues, id);
	const struct preset_value *name = entry ? preset_value(entry, use_case_field_id(USE_CASE_NAME)) : NULL;

	return name ? text_in(&name->value, anonymous->language) : "";
}

static void copy_use_case(struct anonymous *anonymous, const struct change *change)
{
	const char *id = use_case_for(anonymous, change->key);
	enum use_case_field field;
	struct buf depends;

	if (!use_case_field_parse(change->field, &field)) {
		add(anonymous, change, id, change->field, change->value); /* `present` */
	} else if (field == USE_CASE_NAME) {
		add(anonymous, change, id, change->field, catalogue_name(anonymous, change->key));
	} else if (use_case_field_type(field) == FIELD_TEXT) {
		add(anonymous, change, id, change->field, text_for(change->value));
	} else if (use_case_field_type(field) != FIELD_DEPENDS) {
		add(anonymous, change, id, change->field, change->value);
	} else {
		buf_init(&depends);
		add_depends(anonymous, change->value, &depends);
		add(anonymous, change, id, change->field, depends.length ? depends.data : "");
		buf_release(&depends);
	}
}

static void copy_score(struct anonymous *anonymous, const struct change *change)
{
	add(anonymous, change, use_case_for(anonymous, change->key), change->field, change->value);
}

/* «ID.CRITERION» */
static void add_key(struct anonymous *anonymous, const char *key, struct buf *out)
{
	const char *criterion = change_vote_criterion(anonymous->document, key);
	char *id = xstrndup(key, criterion ? (size_t)(criterion - key - 1) : strlen(key));

	buf_add_format(out, "%s.%s", use_case_for(anonymous, id), criterion ? criterion : "");
	free(id);
}

/* «NAME.ROUND» */
static void copy_vote(struct anonymous *anonymous, const struct change *change)
{
	const char *dot = strrchr(change->field, '.');
	char *name = xstrndup(change->field, dot ? (size_t)(dot - change->field) : strlen(change->field));
	struct buf key, field;

	buf_init(&key);
	buf_init(&field);
	add_key(anonymous, change->key, &key);
	buf_add_format(&field, "%s%s", name_for(&anonymous->participants, name, "P"), dot ? dot : "");
	add(anonymous, change, key.data, field.data, change->value);
	buf_release(&key);
	buf_release(&field);
	free(name);
}

static void copy_participant(struct anonymous *anonymous, const struct change *change)
{
	add(anonymous, change, name_for(&anonymous->participants, change->key, "P"), change->field, change->value);
}

static void copy_round(struct anonymous *anonymous, const struct change *change)
{
	struct buf key;

	buf_init(&key);
	add_key(anonymous, change->key, &key);
	add(anonymous, change, key.data, change->field, change->value);
	buf_release(&key);
}

/* Of a kind that is not here nothing is known, and nothing is copied. */
static void (*const copiers[CHANGE_KIND_COUNT])(struct anonymous *, const struct change *) = {
	[CHANGE_SERVICE] = copy_service,   [CHANGE_GRID] = copy,        [CHANGE_ANSWER] = copy_answer,
	[CHANGE_USE_CASE] = copy_use_case, [CHANGE_SCORE] = copy_score, [CHANGE_VOTE] = copy_vote,
	[CHANGE_CHARTER] = copy_charter,   [CHANGE_USE] = copy_use,     [CHANGE_PARTICIPANT] = copy_participant,
	[CHANGE_ROUND] = copy_round,
};

struct document *document_anonymous(const struct document *document, const struct content *catalogues, const char *name,
				    enum language language, struct err *err)
{
	struct document *copied = document_new(content_share(document->content));
	struct change_list before = { 0 }, after = { 0 };
	struct anonymous anonymous = {
		.document = document, .catalogues = catalogues, .service = name, .language = language, .out = &after
	};

	document_difference(NULL, document, &before);
	for (size_t i = 0; i < before.count; i++)
		if (copiers[before.items[i].kind])
			copiers[before.items[i].kind](&anonymous, &before.items[i]);
	if (!document_apply_all(copied, &after, false, err)) {
		document_free(copied);
		copied = NULL;
	}
	change_list_release(&before);
	change_list_release(&after);
	names_release(&anonymous.use_cases);
	names_release(&anonymous.uses);
	names_release(&anonymous.participants);
	return copied;
}
