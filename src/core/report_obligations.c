/*
 * What the law asks of each use case as a table: what its AI Act class brings,
 * the duties beside the class, and what is open on data and dialogue where no
 * duty has said it already.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/duties.h"
#include "report_build.h"

static const struct obligation_name names[DATA_OBLIGATIONS] = {
	{ DATA_HOSTING, "hosting", USE_CASE_HOSTING, { "Hébergement certifié", "Certified hosting" } },
	{ DATA_AIPD, "aipd", USE_CASE_AIPD, { "AIPD", "DPIA" } },
	{ DATA_CSE, "cse", USE_CASE_CSE, { "CSE", "Works council" } },
};

const struct obligation_name *report_obligation(unsigned bit)
{
	size_t i = 0;

	while (i < ARRAY_SIZE(names) - 1 && names[i].bit != bit)
		i++;
	assert(names[i].bit == bit);
	return &names[i];
}

/* A use case, its facts, and its data obligations that no row speaks of yet. */
struct asking {
	struct report *report;
	const struct tree *tree;
	const struct use_case_result *result;
	struct duty_facts facts;
	enum language language;
	unsigned untold;
};

/* One obligation; NULL where there is nothing to say. */
struct obligation_row {
	const char *kind, *id, *name, *text, *article, *from;
	bool confirm;
	enum duty_state state;
	unsigned missing;
	const struct obligation_name *sheet; /* what says whether it is done */
};

static char *list_facts(unsigned missing)
{
	struct buf list;

	buf_init(&list);
	for (int f = 0; f < DUTY_FACT_COUNT; f++) {
		const enum use_case_field field = duty_fact_field((enum duty_fact)f);

		if (missing & 1u << f)
			buf_add_format(&list, "%s%s", list.length ? ";" : "",
				       field == USE_CASE_FIELD_COUNT ? service_field_id(SERVICE_SECTOR)
								     : use_case_field_id(field));
	}
	return buf_detach(&list);
}

static void add_sheet(struct asking *asking, const struct obligation_name *sheet)
{
	const struct use_case_result *result = asking->result;

	report_add_text(asking->report, sheet ? use_case_field_id(sheet->field) : "");
	report_add_text(asking->report, sheet ? result->use_case->field[sheet->field] : "");
	report_add_text(asking->report, !sheet ? "" : result->open_obligations & sheet->bit ? "yes" : "no");
	if (sheet)
		asking->untold &= ~(unsigned)sheet->bit;
}

static void add_row(struct asking *asking, const struct obligation_row *row)
{
	const struct use_case *use_case = asking->result->use_case;
	struct report *report = asking->report;

	report_add_text(report, use_case->id);
	report_add_text(report, use_case->field[USE_CASE_NAME]);
	report_add_text(report, use_case->field[USE_CASE_STATUS]);
	report_add_text(report, ai_act_id(asking->result->facts.ai_act));
	report_add_text(report, row->kind);
	report_add_text(report, row->id);
	report_add_text(report, row->name);
	report_add_text(report, row->text);
	report_add_text(report, row->article);
	report_add_text(report, row->from);
	report_add_text(report, row->confirm ? "yes" : "no");
	report_add_text(report, row->state == DUTY_APPLIES ? "yes" : "unknown");
	report_add_owned(report, list_facts(row->missing));
	add_sheet(asking, row->sheet);
}

static void add_class(struct asking *asking)
{
	const enum ai_act act = asking->result->facts.ai_act;
	const struct ai_act_class *class = &asking->tree->classes[act];
	const char *list = text_in(&class->obligations, asking->language), *item;
	size_t length;

	while (class->given && obligations_next(&list, &item, &length)) {
		char *text = xstrndup(item, length);

		add_row(asking, &(struct obligation_row){ .kind = "class",
							  .id = ai_act_id(act),
							  .name = text_in(&class->name, asking->language),
							  .text = text,
							  .article = class->article,
							  .from = class->from,
							  .confirm = class->confirm,
							  .state = DUTY_APPLIES });
		free(text);
	}
}

static const char *duty_from(const struct asking *asking, const struct duty *duty)
{
	if (duty->from && !strcmp(duty->from, "class"))
		return asking->tree->classes[asking->result->facts.ai_act].from;
	return duty->from;
}

static const struct obligation_name *duty_sheet(const struct duty *duty)
{
	for (size_t i = 0; duty->sheet && i < ARRAY_SIZE(names); i++)
		if (!strcmp(use_case_field_id(names[i].field), duty->sheet))
			return &names[i];
	return NULL;
}

static void add_duties(struct asking *asking, enum duty_state wanted)
{
	for (size_t i = 0; i < asking->tree->duty_count; i++) {
		const struct duty *duty = &asking->tree->duties[i];
		unsigned missing;

		if (duty_judge(duty, &asking->facts, &missing) != wanted)
			continue;
		add_row(asking, &(struct obligation_row){ .kind = "duty",
							  .id = duty->id,
							  .name = text_in(&duty->name, asking->language),
							  .text = text_in(&duty->text, asking->language),
							  .article = duty->article,
							  .from = duty_from(asking, duty),
							  .confirm = duty->confirm,
							  .state = wanted,
							  .missing = missing,
							  .sheet = duty_sheet(duty) });
	}
}

static void add_open(struct asking *asking)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (asking->untold & names[i].bit)
			add_row(asking, &(struct obligation_row){ .kind = "data",
								  .id = names[i].id,
								  .name = names[i].name[asking->language],
								  .state = DUTY_APPLIES,
								  .sheet = &names[i] });
}

/* No duty beside the class makes a prohibited use lawful. */
static void add_use_case(struct asking *asking, const struct document *document)
{
	asking->untold = asking->result->open_obligations;
	add_class(asking);
	if (result_is_prohibited(asking->result))
		return;
	duty_facts(document, asking->result->use_case, &asking->facts);
	add_duties(asking, DUTY_APPLIES);
	add_duties(asking, DUTY_UNKNOWN);
	add_open(asking);
}

void report_obligations(const struct evaluation *evaluation, enum language language, struct report *report)
{
	static const struct titled_column columns[] = {
		{ "use_case", { "Identifiant", "Id" } },
		{ "name", { "Cas d'usage", "Use case" } },
		{ "status", { "Statut", "Status" } },
		{ "ai_act", { "Règlement IA", "AI Act" } },
		{ "kind", { "Nature", "Kind" } },
		{ "id", { "Identifiant de l'obligation", "Obligation id" } },
		{ "duty", { "Obligation", "Obligation" } },
		{ "text", { "Que faire", "What to do" } },
		{ "article", { "Article", "Article" } },
		{ "from", { "À partir du", "From" } },
		{ "confirm", { "À confirmer", "To be confirmed" } },
		{ "applies", { "S'applique", "Applies" } },
		{ "missing", { "À renseigner", "To be told" } },
		{ "field", { "Champ de la fiche", "Field of the sheet" } },
		{ "value", { "Valeur", "Value" } },
		{ "open", { "Ouverte", "Open" } },
		{ NULL, { NULL, NULL } },
	};

	report_add_titled(report, columns, language);
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		struct asking asking = { .report = report,
					 .tree = &evaluation->document->content->tree,
					 .result = &evaluation->use_cases[i],
					 .language = language };

		add_use_case(&asking, evaluation->document);
	}
}
