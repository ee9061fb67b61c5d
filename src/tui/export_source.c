#include "export_source.h"

#include "cadran/tui/export_make.h"

static void drop(struct export_source *source)
{
	if (!source->of)
		return;
	robustness_release(&source->robustness);
	evaluation_release(&source->evaluation);
	document_free(source->session.document);
	source->of = 0;
}

bool export_source_take(struct export_source *source, const struct ui *ui, struct err *err)
{
	struct document *document;

	if (!source->anonymous || source->of == ui->evaluations)
		return true;
	drop(source);
	document = export_anonymous(ui->session->document, ui_shipped(ui), err);
	if (!document)
		return false;
	source->session = (struct session){ .document = document };
	evaluation_compute(document, &source->evaluation);
	robustness_init(&source->robustness, &source->evaluation);
	source->scene = ui->scene;
	source->scene.evaluation = &source->evaluation;
	source->scene.robustness = &source->robustness;
	source->of = ui->evaluations;
	return true;
}

const struct session *export_source_session(const struct export_source *source, const struct ui *ui)
{
	return source->anonymous ? &source->session : ui->session;
}

const struct evaluation *export_source_evaluation(const struct export_source *source, const struct ui *ui)
{
	return source->anonymous ? &source->evaluation : &ui->evaluation;
}

const struct scene *export_source_scene(const struct export_source *source, const struct ui *ui)
{
	return source->anonymous ? &source->scene : &ui->scene;
}

void export_source_release(struct export_source *source)
{
	drop(source);
}
