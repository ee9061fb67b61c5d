#include "cadran/tui/book_build.h"

#include <stdlib.h>
#include <string.h>

#include "book_parts.h"
#include "cadran/app/sampling.h"
#include "cadran/base/alloc.h"
#include "cadran/core/explain.h"
#include "view_parts.h"

#ifndef CADRAN_VERSION
#define CADRAN_VERSION "0"
#endif

enum { ALL_MOST = 40 /* use cases up to which the summary lists all */ };

/* --- what sections share ------------------------------------------------------------------ */

void maker_paragraph(struct maker *maker)
{
	book_add_paragraph(maker->book, maker->text.data);
	buf_clear(&maker->text);
}

void maker_item(struct maker *maker)
{
	book_add_item(maker->book, maker->text.data);
	buf_clear(&maker->text);
}

void maker_heading(struct maker *maker, const char *words)
{
	buf_add_text(&maker->text, words);
	if (!strchr(words, ':')) {
		buf_add_text(&maker->text, _(": "));
		buf_truncate(&maker->text, maker->text.length - 1);
	}
	maker_paragraph(maker);
}

struct book_cell *maker_cell(struct maker *maker, struct book_table *table)
{
	struct book_cell *cell = book_add_text(maker->book, table, maker->text.data);

	buf_clear(&maker->text);
	return cell;
}

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Letters and digits of ASCII in lower case, one hyphen for what stands between them. */
static void add_slug(struct buf *out, const char *id)
{
	for (; *id; id++) {
		const char c = (char)(*id >= 'A' && *id <= 'Z' ? *id - 'A' + 'a' : *id);

		if (is_plain(c))
			buf_add_char(out, c);
		else if (out->length && out->data[out->length - 1] != '-')
			buf_add_char(out, '-');
	}
	if (out->length && out->data[out->length - 1] == '-')
		buf_truncate(out, out->length - 1);
}

const char *maker_id(struct maker *maker, const char *prefix, const char *id)
{
	const char *given;
	size_t length, number;
	struct buf slug;

	buf_init(&slug);
	buf_add_format(&slug, "%s%s", prefix, *prefix ? "-" : "");
	add_slug(&slug, id);
	length = slug.length;
	if (map_get(&maker->ids, slug.data, &number)) {
		const char *base = book_text(maker->book, slug.data);

		do {
			buf_truncate(&slug, length);
			buf_add_format(&slug, "-%zu", ++number);
		} while (map_get(&maker->ids, slug.data, &(size_t){ 0 }));
		map_set(&maker->ids, base, number);
	}
	given = book_text(maker->book, slug.data);
	map_set(&maker->ids, given, 1);
	buf_release(&slug);
	return given;
}

struct book_table *maker_table(struct maker *maker, const char *id, const char *caption,
			       const struct maker_column *columns, size_t count)
{
	struct book_table *table = book_add_table(maker->book, maker_id(maker, "", id), caption);

	for (size_t i = 0; i < count; i++)
		book_add_column(maker->book, table, _(columns[i].title), columns[i].format, columns[i].width);
	return table;
}

const struct use_case_result *maker_result(const struct maker *maker, size_t place)
{
	return &maker->evaluation->use_cases[place];
}

enum book_tone maker_tone(const struct use_case_result *result)
{
	static const enum book_tone tones[] = {
		[VERDICT_NONE] = BOOK_MUTED,       [VERDICT_NO] = BOOK_PLAIN, [VERDICT_INCOMPLETE] = BOOK_CARE,
		[VERDICT_CONDITIONAL] = BOOK_CARE, [VERDICT_YES] = BOOK_GOOD,
	};

	return result_is_prohibited(result) ? BOOK_BAD : tones[result->verdict];
}

/* --- what views tell --------------------------------------------------------------------------- */

struct telling_pen {
	maker_tell_fn *tell;
	const struct scene *scene;
};

static void draw_pen(void *subject, struct surface *surface)
{
	const struct telling_pen *telling = subject;
	struct pen pen;

	pen_init(&pen, surface);
	pen.indent = 2;
	telling->tell(&pen, telling->scene);
	pen_release(&pen);
}

static void add_told(void *context, const struct told_line *line)
{
	struct maker *maker = context;

	if (line->strong && !line->depth) {
		maker_heading(maker, line->text);
	} else {
		buf_add_text(&maker->text, line->text);
		maker_item(maker);
	}
}

void maker_tell(struct maker *maker, maker_tell_fn *tell)
{
	struct telling_pen telling = { tell, maker->scene };

	told(draw_pen, &telling, add_told, maker);
}

struct explaining {
	const struct scene *scene;
	const struct explain_subject *subject;
	struct book *book;
	struct book_fold *fold;
	int depth;
};

static void draw_explanation(void *subject, struct surface *surface)
{
	const struct explaining *explaining = subject;

	explain_draw(explaining->scene, explaining->subject, surface);
}

static void add_explained(void *context, const struct told_line *line)
{
	const struct explaining *explaining = context;

	if (line->depth <= explaining->depth)
		book_add_line(explaining->book, explaining->fold, line->depth, line->strong, line->text);
}

void maker_explain(struct maker *maker, const char *id, const char *title, const struct explain_subject *subject,
		   int depth)
{
	struct explaining explaining = {
		.scene = maker->scene,
		.subject = subject,
		.book = maker->book,
		.fold = book_add_fold(maker->book, id, title),
		.depth = depth,
	};

	told(draw_explanation, &explaining, add_explained, &explaining);
}

/* --- the book ------------------------------------------------------------------------------------ */

const char *maker_dimension(const struct maker *maker, size_t grid, size_t dimension)
{
	for (size_t g = 0; g < grid; g++)
		dimension += maker->content->grids[g].dimension_count;
	return maker->dimensions[dimension];
}

static void give_grid_ids(struct maker *maker)
{
	size_t count = 0;
	struct buf name;

	for (size_t g = 0; g < maker->content->grid_count; g++)
		count += maker->content->grids[g].dimension_count;
	maker->grids = xcalloc(maker->content->grid_count, sizeof(*maker->grids));
	maker->dimensions = xcalloc(count, sizeof(*maker->dimensions));
	count = 0;
	buf_init(&name);
	for (size_t g = 0; g < maker->content->grid_count; g++) {
		const struct grid *grid = &maker->content->grids[g];

		maker->grids[g] = maker_id(maker, "explain", grid->id);
		for (size_t d = 0; d < grid->dimension_count; d++) {
			buf_clear(&name);
			buf_add_format(&name, "%s-%s", grid->id, grid->dimensions[d].id);
			maker->dimensions[count++] = maker_id(maker, "explain", name.data);
		}
	}
	buf_release(&name);
}

void maker_init(struct maker *maker, struct book *book, const struct scene *scene, const char *subtitle)
{
	const struct evaluation *evaluation = scene->evaluation;
	char *const *service = evaluation->document->service;
	const bool all = evaluation->use_case_count <= ALL_MOST;

	book_init(book, scene->language, *service[SERVICE_NAME] ? service[SERVICE_NAME] : _("AI in the service"),
		  subtitle, service[SERVICE_DATE]);
	book->program = book_text(book, "Cadran " CADRAN_VERSION);
	book->notice = book_text(book, _("The maturity is a self-assessment. What is said of the law is information, "
					 "not legal advice."));
	*maker = (struct maker){
		.book = book,
		.scene = &maker->told,
		.told = *scene,
		.evaluation = evaluation,
		.content = evaluation->document->content,
		.cases = xcalloc(evaluation->use_case_count, sizeof(*maker->cases)),
	};
	/* Advice is about what to do, not about commands; lists are not cut as on a screen. */
	maker->told.interactive = all;
	maker->told.law_apart = true;
	buf_init(&maker->text);
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		const char *id = evaluation->use_cases[i].use_case->id;

		maker->cases[i].explain = maker_id(maker, "explain", id);
		maker->cases[i].sheet = maker_id(maker, "sheet", id);
	}
	give_grid_ids(maker);
	roadmap_compute(evaluation, &maker->roadmap);
}

void maker_release(struct maker *maker)
{
	buf_release(&maker->text);
	map_release(&maker->ids);
	free(maker->cases);
	free(maker->grids);
	free(maker->dimensions);
	roadmap_release(&maker->roadmap);
}

static const struct {
	const char *id, *title;
	void (*make)(struct maker *maker);
} sections[] = {
	{ "summary", N_("Summary"), make_summary },
	{ "maturity", N_("Maturity"), make_maturity },
	{ "use-cases", N_("Use cases"), make_use_cases },
	{ "matrix", N_("Matrix"), make_matrix },
	{ "ranking", N_("Ranking"), make_ranking },
	{ "roadmap", N_("Roadmap in waves"), make_roadmap },
	{ "obligations", N_("Obligations"), make_obligations },
};

static void make_sections(struct book *book, const struct scene *scene, size_t count)
{
	struct maker maker;

	maker_init(&maker, book, scene, _("Maturity, AI use cases and what to do first"));
	for (size_t i = 0; i < count; i++) {
		(void)book_add_section(book, maker_id(&maker, "", sections[i].id), _(sections[i].title));
		sections[i].make(&maker);
	}
	maker_release(&maker);
}

void book_build(struct book *book, const struct scene *scene)
{
	make_sections(book, scene, ARRAY_SIZE(sections));
}

/* --- by what it is about --------------------------------------------------------------------------- */

bool book_subject_parse(const char *id, enum book_subject *subject)
{
	static const char *const ids[BOOK_SUBJECT_COUNT] = { [BOOK_REPORT] = "report", [BOOK_MINUTES] = "minutes" };

	for (int i = 0; i < BOOK_SUBJECT_COUNT; i++) {
		if (strcmp(ids[i], id) != 0)
			continue;
		*subject = (enum book_subject)i;
		return true;
	}
	return false;
}

void book_sketch(struct book *book, enum book_subject subject, const struct session *session, const struct scene *scene)
{
	if (subject == BOOK_MINUTES)
		minutes_build(book, scene, session);
	else
		make_sections(book, scene, 1);
}

void book_make(struct book *book, enum book_subject subject, const struct session *session,
	       const struct evaluation *evaluation)
{
	struct robustness robustness;
	const struct scene scene = { .evaluation = evaluation,
				     .language = message_language(),
				     .robustness = &robustness };

	robustness_init(&robustness, evaluation);
	sampling_finish(&robustness);
	if (subject == BOOK_MINUTES)
		minutes_build(book, &scene, session);
	else
		book_build(book, &scene);
	robustness_release(&robustness);
}
