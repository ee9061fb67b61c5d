/*
 * What can be typed after «:», word by word.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/charset.h"
#include "cadran/tui/wording.h"
#include "command_line.h"
#include "export_words.h"
#include "pages.h"
#include "ui_internal.h"

/* What is added where it begins as was typed. */
struct offer {
	const char *before;
	struct buf typed; /* folded */
	bool other;       /* by its word in the other language */
	struct candidates *out;
};

static void offer_init(struct offer *offer, const char *before, const char *typed, struct candidates *out)
{
	*offer = (struct offer){ .before = before, .out = out };
	buf_init(&offer->typed);
	text_fold(typed, &offer->typed);
}

static void offer_release(struct offer *offer)
{
	buf_release(&offer->typed);
}

static bool begins(const struct offer *offer, const char *text)
{
	struct buf folded;
	bool does;

	buf_init(&folded);
	text_fold(text, &folded);
	does = !strncmp(folded.data, offer->typed.data, offer->typed.length);
	buf_release(&folded);
	return does;
}

static void offer_word(struct offer *offer, const char *word, const char *help)
{
	if (begins(offer, word))
		candidates_add(offer->out, offer->before, word, help);
}

/* A step, an action: `words` is by language; what is offered is the word in that of messages. */
static void offer_first_word(struct offer *offer, const char *const words[LANGUAGE_COUNT], const char *after,
			     const char *help)
{
	const enum language own = message_language();
	bool offered = false;
	struct buf word;

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		offered |= (i != (int)own) == offer->other && begins(offer, words[i]);
	if (!offered)
		return;
	buf_init(&word);
	buf_add_format(&word, "%s%s", words[own], after);
	candidates_add(offer->out, offer->before, word.data, help);
	buf_release(&word);
}

/* By its id, or by what it is called. */
static void offer_named(struct offer *offer, const char *id, const char *name)
{
	if (begins(offer, id) || begins(offer, name))
		candidates_add(offer->out, offer->before, id, name);
}

/* --- the first word ------------------------------------------------------------------------ */

static void offer_steps(const struct ui *ui, struct offer *offer)
{
	struct buf help;

	buf_init(&help);
	for (size_t i = 0; i < ui->step_count; i++) {
		buf_clear(&help);
		buf_add_format(&help, _("Go to step %zu"), i + 1);
		offer_first_word(offer, ui->steps[i].names, "", help.data);
	}
	buf_release(&help);
}

static void offer_actions(const struct binding *bindings, bool here, struct offer *offer)
{
	for (int action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		const char *words[LANGUAGE_COUNT];
		bool bound = false;

		for (const struct binding *row = bindings; row && row->key; row++)
			bound |= row->action == (enum action)action;
		for (int i = 0; i < LANGUAGE_COUNT; i++)
			words[i] = action_word((enum action)action, (enum language)i);
		if (bound == here)
			offer_first_word(offer, words, "", _(action_help((enum action)action)));
	}
}

static void offer_first_words(const struct ui *ui, struct offer *offer)
{
	const struct binding *bindings = ui_top(ui)->page->bindings;

	offer_steps(ui, offer);
	offer_actions(bindings, true, offer);
	/* With the blank that what follows needs. */
	for (const struct command_word *row = command_words; row->help; row++)
		offer_first_word(offer, row->word, " ", _(row->help));
	offer_actions(bindings, false, offer);
}

/* Words of the other language help only where none of the user's own begins so. */
void command_line_complete(const struct ui *ui, const char *typed, struct candidates *out)
{
	const char *rest = "";
	const struct command_word *command = strchr(typed, ' ') ? command_line_find(typed, &rest) : NULL;
	struct offer offer;

	if (command) {
		char *before = xstrndup(typed, (size_t)(rest - typed));

		command->complete(ui, before, rest, out);
		free(before);
		return;
	}
	offer_init(&offer, "", typed, out);
	offer_first_words(ui, &offer);
	offer.other = !out->count;
	if (offer.other)
		offer_first_words(ui, &offer);
	offer_release(&offer);
}

/* --- what there is by its id ------------------------------------------------------------------- */

static void offer_use_cases(const struct ui *ui, struct offer *offer)
{
	for (size_t i = 0; i < ui->evaluation.use_case_count; i++) {
		const struct use_case *use_case = ui->evaluation.use_cases[i].use_case;

		offer_named(offer, use_case->id, use_case_name(use_case));
	}
}

/* Dimensions, then questions, as «data.quality» and «data.quality.errors». */
static void offer_grid(const struct ui *ui, const struct grid *grid, bool questions, struct offer *offer)
{
	const size_t count = questions ? grid->question_count : grid->dimension_count;
	struct buf id;

	buf_init(&id);
	for (size_t i = 0; i < count; i++) {
		const struct text *text = questions ? &grid->questions[i].text : &grid->dimensions[i].name;

		buf_clear(&id);
		buf_add_format(&id, "%s.%s", grid->id, questions ? grid->questions[i].id : grid->dimensions[i].id);
		offer_named(offer, id.data, text_in(text, ui->scene.language));
	}
	buf_release(&id);
}

static void offer_grids(const struct ui *ui, struct offer *offer)
{
	const struct content *content = ui->session->document->content;

	for (int questions = 0; questions < 2; questions++)
		for (size_t g = 0; g < content->grid_count; g++)
			offer_grid(ui, &content->grids[g], questions == 1, offer);
}

void complete_place(const struct ui *ui, const char *before, const char *rest, struct candidates *out)
{
	struct offer offer;

	offer_init(&offer, before, rest, out);
	offer_use_cases(ui, &offer);
	offer_grids(ui, &offer);
	offer_release(&offer);
}

void complete_subject(const struct ui *ui, const char *before, const char *rest, struct candidates *out)
{
	const struct content *content = ui->session->document->content;
	struct offer offer;

	offer_init(&offer, before, rest, out);
	offer_use_cases(ui, &offer);
	for (size_t g = 0; g < content->grid_count; g++)
		offer_named(&offer, content->grids[g].id, text_in(&content->grids[g].name, ui->scene.language));
	offer_grids(ui, &offer);
	offer_release(&offer);
}

void complete_path(const struct ui *ui, const char *before, const char *rest, struct candidates *out)
{
	struct buf folder;

	buf_init(&folder);
	export_folder_of(ui->session->journal.path, &folder);
	candidates_add_paths(out, before, folder.data, rest);
	buf_release(&folder);
}

/* --- a key of «set» ---------------------------------------------------------------------------- */

/* What may follow «BEFORE KIND.», each with `prefix` before it. */
struct keys {
	const struct ui *ui;
	struct offer *offer;
	const char *rest; /* of the key, after its kind */
};

static void offer_key(const struct keys *keys, const char *kind, const char *id, const char *field, const char *help)
{
	struct buf key;

	buf_init(&key);
	buf_add_format(&key, "%s.%s%s%s", kind, id, *id && *field ? "." : "", field);
	offer_word(keys->offer, key.data, help);
	buf_release(&key);
}

static void service_keys(const struct keys *keys)
{
	for (int i = 0; i < SERVICE_FIELD_COUNT; i++)
		offer_key(keys, "service", "", service_field_id((enum service_field)i),
			  word_service_field((enum service_field)i));
}

static void grid_keys(const struct keys *keys)
{
	const struct content *content = keys->ui->session->document->content;

	for (size_t g = 0; g < content->grid_count; g++)
		offer_key(keys, "grid", content->grids[g].id, "target",
			  text_in(&content->grids[g].name, keys->ui->scene.language));
}

/* The fields of an answer once its question is typed whole. */
static void answer_keys(const struct keys *keys)
{
	const struct content *content = keys->ui->session->document->content;
	struct buf id;

	buf_init(&id);
	for (size_t g = 0; g < content->grid_count; g++) {
		for (size_t q = 0; q < content->grids[g].question_count; q++) {
			const struct question *question = &content->grids[g].questions[q];

			buf_clear(&id);
			buf_add_format(&id, "%s.%s", content->grids[g].id, question->id);
			offer_key(keys, "answer", id.data, "", text_in(&question->text, keys->ui->scene.language));
			for (int i = 0; i < ANSWER_FIELD_COUNT && !strncmp(keys->rest, id.data, id.length); i++)
				offer_key(keys, "answer", id.data, answer_field_id((enum answer_field)i),
					  word_answer_field((enum answer_field)i));
		}
	}
	buf_release(&id);
}

/* One thing after the other: the id with a dot, then what follows it. */
static bool is_past(const struct keys *keys, const char *id)
{
	const size_t length = strlen(id);

	return !strncmp(keys->rest, id, length) && keys->rest[length] == '.';
}

static void id_keys(const struct keys *keys, const char *kind, const char *id, const char *name)
{
	struct buf key;

	buf_init(&key);
	buf_add_format(&key, "%s.%s.", kind, id);
	offer_word(keys->offer, key.data, name);
	buf_release(&key);
}

static void use_case_keys(const struct keys *keys)
{
	for (size_t i = 0; i < keys->ui->evaluation.use_case_count; i++) {
		const struct use_case *use_case = keys->ui->evaluation.use_cases[i].use_case;

		if (!is_past(keys, use_case->id))
			id_keys(keys, "use-case", use_case->id, use_case_name(use_case));
		for (int f = 0; f < USE_CASE_FIELD_COUNT && is_past(keys, use_case->id); f++)
			offer_key(keys, "use-case", use_case->id, use_case_field_id((enum use_case_field)f),
				  word_use_case_field((enum use_case_field)f));
	}
}

static void criterion_keys(const struct keys *keys, const char *kind)
{
	const struct criteria *criteria = &keys->ui->session->document->content->criteria;

	for (size_t i = 0; i < keys->ui->evaluation.use_case_count; i++) {
		const struct use_case *use_case = keys->ui->evaluation.use_cases[i].use_case;

		if (!is_past(keys, use_case->id))
			id_keys(keys, kind, use_case->id, use_case_name(use_case));
		for (size_t c = 0; c < criteria->count && is_past(keys, use_case->id); c++)
			offer_key(keys, kind, use_case->id, criteria->items[c].id,
				  text_in(&criteria->items[c].name, keys->ui->scene.language));
	}
}

static void score_keys(const struct keys *keys)
{
	criterion_keys(keys, "score");
}

static void vote_keys(const struct keys *keys)
{
	criterion_keys(keys, "vote");
}

static void matrix_keys(const struct keys *keys)
{
	offer_key(keys, "matrix", "", "id",
		  text_in(&keys->ui->session->document->content->matrix->name, keys->ui->scene.language));
}

static void charter_keys(const struct keys *keys)
{
	const struct charter *charter = &keys->ui->session->document->content->charter;

	for (size_t i = 0; i < charter->count; i++) {
		const struct principle *principle = &charter->principles[i];

		offer_key(keys, "charter", principle->id, "state", text_in(&principle->name, keys->ui->scene.language));
		offer_key(keys, "charter", principle->id, "note", text_in(&principle->name, keys->ui->scene.language));
	}
}

static const struct {
	const char *kind, *help;
	void (*offer)(const struct keys *keys);
} kinds[] = {
	{ "service", N_("the service: its name, its sector, the date"), service_keys },
	{ "grid", N_("the target of a whole grid"), grid_keys },
	{ "answer", N_("an answer: its level, target, note, evidence"), answer_keys },
	{ "use-case", N_("a field of a use case"), use_case_keys },
	{ "score", N_("the score of a use case by a criterion"), score_keys },
	{ "vote", N_("a vote: the participant stands after the criterion"), vote_keys },
	{ "matrix", N_("the matrix in use"), matrix_keys },
	{ "charter", N_("a principle of the charter"), charter_keys },
};

/* What the value of this key may be, where it is one of some, and the kind of these; NULL otherwise. */
static const char *const *choices_of(const char *key, enum field_type *type)
{
	const char *dot = strrchr(key, '.');
	enum use_case_field field;

	if (strncmp(key, "use-case.", 9) != 0 || !dot || !use_case_field_parse(dot + 1, &field))
		return NULL;
	*type = use_case_field_type(field);
	return field_choices(*type);
}

const char *value_called(const char *key, const char *words)
{
	enum field_type type;
	const char *const *choices = choices_of(key, &type);
	struct buf typed, word;

	buf_init(&typed);
	buf_init(&word);
	text_fold(words, &typed);
	for (; choices && *choices; choices++) {
		buf_clear(&word);
		text_fold(word_choice(type, *choices), &word);
		if (!strcmp(word.data, typed.data))
			break;
	}
	buf_release(&typed);
	buf_release(&word);
	return choices && *choices ? *choices : words;
}

static void complete_value(const struct ui *ui, const char *before, const char *key, const char *typed,
			   struct candidates *out)
{
	enum field_type type;
	const char *const *choices = choices_of(key, &type);
	struct offer offer;

	offer_init(&offer, before, typed, out);
	for (; choices && *choices; choices++)
		offer_named(&offer, *choices, word_choice(type, *choices));
	if (!strcmp(key, "matrix.id"))
		for (size_t i = 0; ui_shipped(ui) && i < ui_shipped(ui)->matrix_count; i++)
			offer_named(&offer, ui_shipped(ui)->matrices[i].id,
				    text_in(&ui_shipped(ui)->matrices[i].name, ui->scene.language));
	offer_release(&offer);
}

static void offer_kind(struct offer *offer, const char *kind, const char *help)
{
	struct buf word;

	buf_init(&word);
	buf_add_format(&word, "%s.", kind);
	offer_word(offer, word.data, help);
	buf_release(&word);
}

void complete_key(const struct ui *ui, const char *before, const char *rest, struct candidates *out)
{
	const char *blank = strchr(rest, ' '), *dot = strchr(rest, '.');
	struct offer offer;

	if (blank) {
		const char *value = blank + strspn(blank, " ");
		char *key = xstrndup(rest, (size_t)(blank - rest));
		struct buf whole;

		buf_init(&whole);
		buf_add_format(&whole, "%s%.*s", before, (int)(value - rest), rest);
		complete_value(ui, whole.data, key, value, out);
		buf_release(&whole);
		free(key);
		return;
	}
	offer_init(&offer, before, rest, out);
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		const size_t length = strlen(kinds[i].kind);

		if (!dot)
			offer_kind(&offer, kinds[i].kind, _(kinds[i].help));
		else if ((size_t)(dot - rest) == length && !strncmp(rest, kinds[i].kind, length))
			kinds[i].offer(&(struct keys){ ui, &offer, dot + 1 });
	}
	offer_release(&offer);
}
