#include "import_columns.h"

#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/charset.h"
#include "cadran/base/message.h"

/* Names are compared folded: without accents, blanks and signs. */
struct column_name {
	const char *id;
	const char *names[5]; /* folded */
};

static const struct column_name answer_columns[] = {
	{ "grid", { "grille" } },
	{ "question", { "question" } },
	{ "level", { "niveau", "niveauactuel" } },
	{ "target", { "cible", "niveaucible" } },
	{ "note", { "note", "commentaire", "remarque" } },
	{ "evidence", { "preuve", "preuves" } },
	{ "confidence", { "confiance" } },
	{ "evidence_date", { "datedelapreuve", "datepreuve", "vule" } },
};

static const struct column_name vote_columns[] = {
	{ "use_case", { "casdusage", "cas" } },
	{ "criterion", { "critere" } },
	{ "participant", { "participant", "votant" } },
	{ "round", { "tour" } },
	{ "score", { "note", "vote" } },
};

/* In the order of the fields of a use case, after its id. */
static const struct column_name use_case_columns[] = {
	{ "id", { "identifiant", "reference" } },
	{ "name", { "nom", "titre", "intitule", "casdusage", "usecase" } },
	{ "description", { "description" } },
	{ "domain", { "domaine", "axe" } },
	{ "need", { "besoin", "irritant" } },
	{ "sponsor", { "porteur", "porteurmetier", "sponsor" } },
	{ "indicator", { "indicateur" } },
	{ "deployment", { "deploiement", "typededeploiement" } },
	{ "health_data", { "donneesdesante" } },
	{ "personal_data", { "donneespersonnelles" } },
	{ "hosting", { "hebergement" } },
	{ "aipd", { "aipd" } },
	{ "cse", { "cse" } },
	{ "medical_device", { "dispositifmedical" } },
	{ "ai_act", { "reglementia", "classeia", "iaact" } },
	{ "ai_act_answers", { "reponsesreglementia", "reponsesia" } },
	{ "delay", { "delai", "delaidevaleur", "delaimois" } },
	{ "status", { "statut" } },
	{ "requires", { "requiert", "exigences", "maturiterequise" } },
	{ "depends", { "dependances", "dependde", "prerequis" } },
	{ "hours", { "heures", "heuresparmois" } },
	{ "hour_cost", { "couthoraire", "coutdelheure" } },
	{ "other_gain", { "autregain", "autresgains" } },
	{ "build_days", { "joursdeconstruction", "jours" } },
	{ "day_rate", { "tarifjour", "tarifjournalier" } },
	{ "build_cost", { "coutdeconstruction", "coutinitial" } },
	{ "run_cost", { "coutannuel", "coutdexploitation" } },
	{ "horizon", { "horizon", "horizonans" } },
	{ "discount", { "actualisation", "tauxdactualisation" } },
	{ "ramp_up", { "monteeencharge" } },
};

static const struct {
	const struct column_name *columns;
	size_t count;
} sheets[IMPORT_KIND_COUNT] = {
	[IMPORT_ANSWERS] = { answer_columns, ARRAY_SIZE(answer_columns) },
	[IMPORT_USE_CASES] = { use_case_columns, ARRAY_SIZE(use_case_columns) },
	[IMPORT_VOTES] = { vote_columns, ARRAY_SIZE(vote_columns) },
};

_Static_assert(ARRAY_SIZE(answer_columns) == ANSWER_COLUMN_COUNT, "a name for each column");
_Static_assert(ARRAY_SIZE(vote_columns) == VOTE_COLUMN_COUNT, "a name for each column");
_Static_assert(ARRAY_SIZE(use_case_columns) == USE_CASE_COLUMN_COUNT, "a name for each column");

/* What type of cell a synonym belongs to: a field's type, or a level. */
enum { WORDS_LEVEL = 1000, WORDS_PRINCIPLE };

static const struct {
	int type;
	const char *folded, *word;
} synonyms[] = {
	{ FIELD_YES_NO, "oui", "yes" },
	{ FIELD_YES_NO, "o", "yes" },
	{ FIELD_YES_NO, "y", "yes" },
	{ FIELD_YES_NO, "vrai", "yes" },
	{ FIELD_YES_NO, "true", "yes" },
	{ FIELD_YES_NO, "yes", "yes" },
	{ FIELD_YES_NO, "non", "no" },
	{ FIELD_YES_NO, "n", "no" },
	{ FIELD_YES_NO, "faux", "no" },
	{ FIELD_YES_NO, "false", "no" },
	{ FIELD_YES_NO, "no", "no" },
	{ FIELD_HOSTING, "aucun", "none" },
	{ FIELD_HOSTING, "none", "none" },
	{ FIELD_HOSTING, "ue", "eu" },
	{ FIELD_HOSTING, "eu", "eu" },
	{ FIELD_HOSTING, "propre", "own" },
	{ FIELD_HOSTING, "interne", "own" },
	{ FIELD_HOSTING, "own", "own" },
	{ FIELD_HOSTING, "hds", "hds" },
	{ FIELD_HOSTING, "secnumcloud", "secnumcloud" },
	{ FIELD_OBLIGATION, "fait", "done" },
	{ FIELD_OBLIGATION, "faite", "done" },
	{ FIELD_OBLIGATION, "done", "done" },
	{ FIELD_OBLIGATION, "due", "due" },
	{ FIELD_OBLIGATION, "du", "due" },
	{ FIELD_OBLIGATION, "afaire", "due" },
	{ FIELD_OBLIGATION, "nondue", "not-due" },
	{ FIELD_OBLIGATION, "nonrequis", "not-due" },
	{ FIELD_OBLIGATION, "nonrequise", "not-due" },
	{ FIELD_OBLIGATION, "notdue", "not-due" },
	{ FIELD_STATUS, "idee", "idea" },
	{ FIELD_STATUS, "idea", "idea" },
	{ FIELD_STATUS, "aletude", "idea" },
	{ FIELD_STATUS, "projet", "idea" },
	{ FIELD_STATUS, "enprojet", "idea" },
	{ FIELD_STATUS, "pilote", "pilot" },
	{ FIELD_STATUS, "enpilote", "pilot" },
	{ FIELD_STATUS, "experimentation", "pilot" },
	{ FIELD_STATUS, "enexperimentation", "pilot" },
	{ FIELD_STATUS, "pilot", "pilot" },
	{ FIELD_STATUS, "production", "live" },
	{ FIELD_STATUS, "enproduction", "live" },
	{ FIELD_STATUS, "enservice", "live" },
	{ FIELD_STATUS, "live", "live" },
	{ FIELD_STATUS, "arrete", "stopped" },
	{ FIELD_STATUS, "arretee", "stopped" },
	{ FIELD_STATUS, "abandonne", "stopped" },
	{ FIELD_STATUS, "abandonnee", "stopped" },
	{ FIELD_STATUS, "stopped", "stopped" },
	{ FIELD_AI_ACT, "interdit", "prohibited" },
	{ FIELD_AI_ACT, "hautrisqueannexei", "high-annex-1" },
	{ FIELD_AI_ACT, "hautrisqueannexeiii", "high-annex-3" },
	{ FIELD_AI_ACT, "hautrisque", "high" },
	{ FIELD_AI_ACT, "hautrisqueannexeapreciser", "high" },
	{ FIELD_AI_ACT, "highriskannexi", "high-annex-1" },
	{ FIELD_AI_ACT, "highriskannexiii", "high-annex-3" },
	{ FIELD_AI_ACT, "highrisk", "high" },
	{ FIELD_AI_ACT, "highriskannextobesettled", "high" },
	{ FIELD_AI_ACT, "limitedrisk", "limited" },
	{ FIELD_AI_ACT, "minimalrisk", "minimal" },
	{ FIELD_AI_ACT, "outofscope", "none" },
	{ FIELD_AI_ACT, "limite", "limited" },
	{ FIELD_AI_ACT, "risquelimite", "limited" },
	{ FIELD_AI_ACT, "minimal", "minimal" },
	{ FIELD_AI_ACT, "risqueminimal", "minimal" },
	{ FIELD_AI_ACT, "horschamp", "none" },
	{ FIELD_AI_ACT, "prohibited", "prohibited" },
	{ FIELD_AI_ACT, "highannex1", "high-annex-1" },
	{ FIELD_AI_ACT, "highannex3", "high-annex-3" },
	{ FIELD_AI_ACT, "high", "high" },
	{ FIELD_AI_ACT, "limited", "limited" },
	{ FIELD_AI_ACT, "none", "none" },
	{ FIELD_DATA, "aucune", "none" },
	{ FIELD_DATA, "internes", "internal" },
	{ FIELD_DATA, "personnelles", "personal" },
	{ FIELD_DATA, "sante", "health" },
	{ FIELD_DATA, "desante", "health" },
	{ FIELD_ACCOUNT, "professionnel", "work" },
	{ FIELD_ACCOUNT, "prive", "private" },
	{ FIELD_ACCOUNT, "personnel", "private" },
	{ FIELD_ACCOUNT, "inconnu", "unknown" },
	{ FIELD_DECISION, "garder", "keep" },
	{ FIELD_DECISION, "remplacer", "replace" },
	{ FIELD_DECISION, "arreter", "stop" },
	{ FIELD_DECISION, "adecider", "to-decide" },
	{ FIELD_DECISION, "todecide", "to-decide" },
	{ WORDS_PRINCIPLE, "oui", "yes" },
	{ WORDS_PRINCIPLE, "enpartie", "partly" },
	{ WORDS_PRINCIPLE, "non", "no" },
	{ WORDS_LEVEL, "na", "NA" },
	{ WORDS_LEVEL, "so", "NA" },
	{ WORDS_LEVEL, "sansobjet", "NA" },
	{ WORDS_LEVEL, "nonapplicable", "NA" },
	{ WORDS_LEVEL, "nsp", "?" },
	{ WORDS_LEVEL, "nesaitpas", "?" },
};

static bool has_name(const struct column_name *column, const char *folded)
{
	for (size_t i = 0; i < ARRAY_SIZE(column->names) && column->names[i]; i++)
		if (!strcmp(column->names[i], folded))
			return true;
	return false;
}

/* An id is a name too: its letters without the underscores. */
static bool is_id(const struct column_name *column, const char *folded)
{
	const char *id = column->id;

	for (; *id; id++) {
		if (*id == '_')
			continue;
		if (*id != *folded++)
			return false;
	}
	return !*folded;
}

/* As the sheet of use cases calls it on the screen, in either language. */
static bool is_label(enum import_kind kind, size_t column, const char *folded)
{
	bool found = false;

	if (kind != IMPORT_USE_CASES || column < USE_CASE_COLUMN_FIRST_FIELD)
		return false;
	for (int language = 0; !found && language < LANGUAGE_COUNT; language++) {
		const size_t field = column - USE_CASE_COLUMN_FIRST_FIELD;
		struct buf label;

		buf_init(&label);
		text_fold(message_in((enum language)language, use_case_field_label((enum use_case_field)field)),
			  &label);
		found = !strcmp(label.data, folded);
		buf_release(&label);
	}
	return found;
}

bool column_find(enum import_kind kind, const char *heading, size_t *column)
{
	struct buf folded;
	bool found = false;

	buf_init(&folded);
	text_fold(heading, &folded);
	/* Ids first: «note» is an answer's note, and a vote's score only in French. */
	for (size_t i = 0; !found && i < sheets[kind].count; i++) {
		found = is_id(&sheets[kind].columns[i], folded.data);
		*column = i;
	}
	for (size_t i = 0; !found && i < sheets[kind].count; i++) {
		found = has_name(&sheets[kind].columns[i], folded.data);
		*column = i;
	}
	for (size_t i = 0; !found && i < sheets[kind].count; i++) {
		found = is_label(kind, i, folded.data);
		*column = i;
	}
	buf_release(&folded);
	return found;
}

const char *column_id(enum import_kind kind, size_t column)
{
	return sheets[kind].columns[column].id;
}

static int cell_type(enum import_kind kind, size_t column)
{
	if (kind == IMPORT_ANSWERS)
		return column == ANSWER_COLUMN_FIRST_FIELD + ANSWER_LEVEL ? WORDS_LEVEL : FIELD_TEXT;
	if (kind == IMPORT_USE_CASES && column >= USE_CASE_COLUMN_FIRST_FIELD)
		return (int)use_case_field_type((enum use_case_field)(column - USE_CASE_COLUMN_FIRST_FIELD));
	return FIELD_TEXT;
}

static const char *word_of_type(int type, const char *text)
{
	const char *word = text;
	struct buf folded;

	if (type == FIELD_TEXT || !*text)
		return text;
	buf_init(&folded);
	text_fold(text, &folded);
	for (size_t i = 0; i < ARRAY_SIZE(synonyms); i++)
		if (synonyms[i].type == type && !strcmp(synonyms[i].folded, folded.data))
			word = synonyms[i].word;
	buf_release(&folded);
	return word;
}

const char *cell_word(enum import_kind kind, size_t column, const char *text)
{
	return word_of_type(cell_type(kind, column), text);
}

const char *cell_choices(enum import_kind kind, size_t column, const char *word)
{
	static const struct {
		int type;
		const char *words;
	} choices[] = {
		{ FIELD_YES_NO, N_("yes, no") },
		{ FIELD_HOSTING, N_("none, eu, own, hds, secnumcloud") },
		{ FIELD_OBLIGATION, N_("done, due, not-due") },
		{ FIELD_AI_ACT, N_("prohibited, high-annex-1, high-annex-3, high, limited, minimal, none") },
		{ FIELD_STATUS, N_("idea, pilot, live, stopped") },
	};
	const int type = cell_type(kind, column);
	const char *const *words = field_choices((enum field_type)type);

	for (size_t i = 0; words && words[i]; i++)
		if (!strcmp(words[i], word))
			return NULL;
	for (size_t i = 0; words && i < ARRAY_SIZE(choices); i++)
		if (choices[i].type == type)
			return _(choices[i].words);
	return NULL;
}

const char *import_word(const struct change *change, const char *value)
{
	enum use_case_field use_case_field;
	enum answer_field answer_field;
	enum use_field use_field;

	if (change->kind == CHANGE_USE_CASE && use_case_field_parse(change->field, &use_case_field))
		return cell_word(IMPORT_USE_CASES, USE_CASE_COLUMN_FIRST_FIELD + (size_t)use_case_field, value);
	if (change->kind == CHANGE_ANSWER && answer_field_parse(change->field, &answer_field))
		return cell_word(IMPORT_ANSWERS, ANSWER_COLUMN_FIRST_FIELD + (size_t)answer_field, value);
	if (change->kind == CHANGE_USE && use_field_parse(change->field, &use_field))
		return word_of_type((int)use_field_type(use_field), value);
	if (change->kind == CHANGE_CHARTER && !strcmp(change->field, tick_field_id(TICK_STATE)))
		return word_of_type(WORDS_PRINCIPLE, value);
	return value;
}

void import_list_fields(enum import_kind kind, struct buf *out)
{
	for (size_t i = 0; i < sheets[kind].count; i++)
		buf_add_format(out, "%s%s", i ? ", " : "", sheets[kind].columns[i].id);
}

bool import_parse_key(const struct document *document, const char *key, const char *value, struct change_list *list,
		      struct err *err)
{
	struct change *change;
	char *word;

	if (!change_parse_key(document, key, value, list, err))
		return false;
	change = &list->items[list->count - 1];
	word = text_copy(import_word(change, change->value));
	text_free(change->value);
	change->value = word;
	return true;
}
