#include <stdlib.h>
#include <string.h>

#include "cadran/app/place.h"
#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/core/upgrade.h"
#include "cadran/store/content_read.h"
#include "command.h"

struct request {
	const char *path;
	bool dry_run;
	const char **directories; /* ended by NULL */
};

static bool concerns(const struct upgrade_item *item, const struct content_source *source)
{
	return (item->part == UPGRADE_SCORE ? CONTENT_CRITERIA : CONTENT_GRID) == source->kind &&
	       !strcmp(item->content, source->id);
}

/* A text in quotation marks after what it is; nothing where it is empty. */
static void add_value(struct buf *out, const char *name, const char *text)
{
	if (!*text)
		return;
	buf_add_format(out, "      %s%s", name, _(": "));
	buf_add_format(out, _("«%s»"), text);
	buf_add_char(out, '\n');
}

static void add_answer(struct buf *out, const struct answer *answer)
{
	static const char *const names[ANSWER_FIELD_COUNT] = {
		[ANSWER_LEVEL] = N_("level"),
		[ANSWER_TARGET] = N_("target"),
		[ANSWER_NOTE] = N_("note"),
		[ANSWER_EVIDENCE] = N_("evidence"),
		[ANSWER_CONFIDENCE] = N_("confidence"),
		[ANSWER_EVIDENCE_DATE] = N_("date of the evidence"),
	};

	for (int f = 0; f < ANSWER_FIELD_COUNT; f++)
		add_value(out, _(names[f]), answer->field[f]);
}

static void add_score(struct buf *out, const struct document *document, const struct score *score)
{
	add_value(out, _("retained score"), score->retained);
	for (size_t i = 0; i < score->vote_count; i++) {
		const struct vote *vote = &score->votes[i];

		if (!*vote->score)
			continue;
		buf_add_text(out, "      ");
		buf_add_format(out, _("vote of %s, round %ld: %s"), document->participants[vote->participant],
			       vote->round, vote->score);
		buf_add_char(out, '\n');
	}
}

/* «quality.errors → quality.faults», «meeting-notes, impact.business». */
static void add_subject(struct buf *out, const struct upgrade_item *item)
{
	const char *id = item->before ? item->before : item->after;

	buf_add_text(out, "    ");
	if (item->use_case && item->fate == UPGRADE_DROPPED)
		buf_add_format(out, "%s, ", item->use_case->id);
	buf_add_text(out, id);
	if (item->after && strcmp(id, item->after) != 0)
		buf_add_format(out, " → %s", item->after);
	buf_add_text(out, _(": "));
}

static const char *fate(const struct upgrade_item *item)
{
	const bool renamed = item->before && item->after && strcmp(item->before, item->after) != 0;

	if (item->fate == UPGRADE_DROPPED)
		return _("dropped");
	if (item->fate == UPGRADE_NEW)
		return item->part == UPGRADE_SCORE ? _("new criterion") : _("new question");
	if (renamed && item->reworded)
		return _("to be reviewed, renamed and reworded");
	return renamed ? _("to be reviewed, renamed") : _("to be reviewed, reworded");
}

static void add_dropped(struct buf *out, const struct document *document, const struct upgrade_item *item)
{
	char number[NUMBER_SIZE];

	if (item->answer)
		add_answer(out, item->answer);
	else if (item->score)
		add_score(out, document, item->score);
	else
		add_value(out, _("required level"), number_format(item->level, number));
}

/* Scores on one criterion follow each other: its line stands once, and below it the use cases. */
static size_t add_scored(struct buf *out, const struct upgrade_plan *plan, size_t index)
{
	const struct upgrade_item *first = &plan->items[index];

	for (; index < plan->count && plan->items[index].before == first->before; index++)
		buf_add_format(out, "%s%s", &plan->items[index] == first ? "      " : ", ",
			       plan->items[index].use_case->id);
	buf_add_char(out, '\n');
	return index - 1;
}

/* Returns the index of the last item that was told. */
static size_t add_item(struct buf *out, const struct document *document, const struct upgrade_plan *plan, size_t index)
{
	const struct upgrade_item *item = &plan->items[index];

	add_subject(out, item);
	buf_add_format(out, "%s%s", fate(item), _(": "));
	buf_add_format(out, _("«%s»"), text_in(item->text, message_language()));
	buf_add_char(out, '\n');
	if (item->fate == UPGRADE_DROPPED)
		add_dropped(out, document, item);
	if (item->fate == UPGRADE_REVIEW && item->use_case)
		return add_scored(out, plan, index);
	return index;
}

static void add_kept(struct buf *out, const struct content_source *source, const struct upgrade_plan *plan)
{
	size_t kept = 0;

	for (size_t i = 0; i < plan->count; i++)
		kept += concerns(&plan->items[i], source) && plan->items[i].fate == UPGRADE_KEPT;
	buf_add_text(out, "    ");
	if (source->kind == CONTENT_GRID)
		buf_add_format(out, message_plural("%zu answer kept", "%zu answers kept", kept), kept);
	else
		buf_add_format(out, message_plural("%zu score kept", "%zu scores kept", kept), kept);
	buf_add_char(out, '\n');
}

static void add_source(struct buf *out, const struct document *document, const struct content_source *own,
		       const struct content_source *newer, const struct upgrade_plan *plan)
{
	buf_add_format(out, _("%s %s (%s): version %s → %s"), content_kind_id(own->kind), own->id,
		       text_in(content_name(document->content, own), message_language()), own->version, newer->version);
	buf_add_char(out, '\n');
	if (own->kind == CONTENT_GRID || own->kind == CONTENT_CRITERIA)
		add_kept(out, own, plan);
	for (size_t i = 0; i < plan->count; i++)
		if (concerns(&plan->items[i], own) && plan->items[i].fate != UPGRADE_KEPT)
			i = add_item(out, document, plan, i);
}

static void report(struct buf *out, const struct document *document, const struct content *content,
		   const struct content_source *const *newer)
{
	struct upgrade_plan plan;

	upgrade_plan_compute(document, content, &plan);
	for (size_t i = 0; i < document->content->source_count; i++)
		if (newer[i])
			add_source(out, document, &document->content->sources[i], newer[i], &plan);
	upgrade_plan_release(&plan);
}

/* `content` passes to the session. */
static int take_up(const struct request *request, struct session *session, struct content *content, struct buf *out)
{
	struct err err;

	if (request->dry_run) {
		buf_add_format(out, "%s\n", _("Nothing was changed: this was a trial."));
		content_free(content);
	} else if (!session_upgrade(session, content, place_stamp(), &err)) {
		return failure(&err);
	}
	return print(out->data) ? EXIT_DONE : EXIT_FAILED;
}

static int upgrade_from(const struct request *request, struct session *session, const struct content *shipped)
{
	const struct content *own = session->document->content;
	const struct content_source **newer = xcalloc(own->source_count, sizeof(struct content_source *));
	struct content *content;
	struct buf out;
	int status;

	buf_init(&out);
	if (content_newer(own, shipped, newer)) {
		content = content_upgrade(own, newer);
		report(&out, session->document, content, newer);
		status = take_up(request, session, content, &out);
	} else {
		buf_add_format(&out, "%s\n", _("nothing newer"));
		status = print(out.data) ? EXIT_DONE : EXIT_FAILED;
	}
	buf_release(&out);
	free(newer);
	return status;
}

static int upgrade(const struct request *request)
{
	const enum journal_access access = request->dry_run ? JOURNAL_READ : JOURNAL_WRITE;
	struct fault_list faults = { 0 };
	struct err err = { 0 };
	struct content *content = place_load_content(request->directories, &faults, &err);
	struct session session;
	int status;

	if (!content) {
		complain_faults(&faults);
		status = faults.faults ? EXIT_FAILED : failure(&err);
	} else if (open_dossier(request->path, access, &session, &status)) {
		status = upgrade_from(request, &session, content);
		session_close(&session);
	}
	content_free(content);
	fault_list_release(&faults);
	return status;
}

static int run(int argc, char **argv)
{
	enum { DRY_RUN = 1, CONTENT };
	static const struct option options[] = { { "dry-run", no_argument, NULL, DRY_RUN },
						 { "content", required_argument, NULL, CONTENT },
						 COMMON_OPTIONS };
	struct request request = { .directories = xcalloc((size_t)argc + 1, sizeof(char *)) };
	size_t directory_count = 0;
	int option, status;

	while ((option = command_option(&command_upgrade, argc, argv, "", options, &status)) != -1) {
		if (option == DRY_RUN)
			request.dry_run = true;
		else
			request.directories[directory_count++] = optarg;
	}
	if (status < 0 && argc - optind != 1)
		status = usage_error(&command_upgrade, "%s", _("expected one file"));
	if (status < 0) {
		request.path = argv[optind];
		status = upgrade(&request);
	}
	free(request.directories);
	return status;
}

const struct command command_upgrade = {
	.name = "upgrade",
	.synopsis = "FILE [--dry-run] [--content DIR]…",
	.help = N_(
		"takes up newer versions of the grids, criteria, matrices and tree; says what was kept and what was not"),
	.run = run,
};
