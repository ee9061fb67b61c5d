/*
 * Any bytes as a content file, of whatever kind its first section says, beside
 * a small content: what is taken without fault is whole and can
 * be worked with. The same bytes as the columns of an import.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/app/proposal.h"
#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"
#include "cadran/core/evaluation.h"
#include "cadran/core/upgrade.h"
#include "cadran/store/content_read.h"
#include "cadran/store/export.h"
#include "cadran/store/import.h"
#include "cadran/store/ini.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *text)
{
	if (text_forbidden(text))
		fuzz_fail("taken: a text with a control character, or bytes that are not UTF-8");
}

static void check_form(const char *bytes, size_t size)
{
	struct fault_list faults = { 0 };
	struct ini ini;

	ini_read(&ini, "a.ini", bytes, size, &faults);
	for (size_t s = 0; !faults.faults && s < ini.count; s++) {
		check_text(ini.sections[s].id);
		for (size_t k = 0; k < ini.sections[s].count; k++) {
			check_text(ini.sections[s].keys[k].name);
			check_text(ini.sections[s].keys[k].value);
		}
	}
	fuzz_check_faults(&faults);
	ini_release(&ini);
	fault_list_release(&faults);
}

static void check_columns(const char *bytes, size_t size)
{
	struct fault_list faults = { 0 };
	struct import_map_list maps = { 0 };

	import_map_read(&maps, "a.ini", bytes, size, &faults);
	fuzz_check_faults(&faults);
	import_map_list_release(&maps);
	fault_list_release(&faults);
}

/* Takes `content` over. */
static void work_with(struct content *content)
{
	struct document *document = document_new(content);
	struct change_list changes = { 0 };
	struct evaluation evaluation;
	struct robustness robustness;
	struct buf json;
	struct err err;

	if (content->demo_count && content_choose_demo(content, NULL, &err)) {
		if (proposal_demo(content, LANGUAGE_FR, &changes, &err) &&
		    !document_apply_all(document, &changes, false, &err))
			fuzz_fail("a demonstration without fault is refused: %s", err.text);
	}
	buf_init(&json);
	evaluation_compute(document, &evaluation);
	robustness_init(&robustness, &evaluation);
	export_json(&robustness, &json);
	robustness_release(&robustness);
	evaluation_release(&evaluation);
	buf_release(&json);
	change_list_release(&changes);
	document_free(document);
}

/* Each file that the content took, taken up by a dossier that has an older one. */
static void upgrade(struct content *content)
{
	struct content *own = fuzz_content_copy();
	const struct content_source **newer = xcalloc(own->source_count, sizeof(struct content_source *));
	struct err err;

	if (content_newer(own, content, newer)) {
		struct content *next = content_upgrade(own, newer);

		if (next && content_choose_matrix(next, own->matrix->id, &err)) {
			struct document *old = document_new(own);

			document_free(document_upgrade(old, next));
			document_free(old);
			own = NULL;
		} else {
			content_free(next);
		}
	}
	content_free(own);
	free(newer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	struct err err;

	(void)fuzz_folder();
	check_form((const char *)data, size);
	check_columns((const char *)data, size);
	content_add(content, "a.ini", (const char *)data, size, &faults);
	fuzz_check_faults(&faults);
	if (!faults.faults != (content->source_count == 1))
		fuzz_fail("%zu faults, and %zu files taken", faults.faults, content->source_count);
	if (content->source_count) {
		struct content *beside = fuzz_content();

		for (size_t i = 0; i < beside->source_count; i++)
			content_add(content, beside->sources[i].name, beside->sources[i].bytes,
				    beside->sources[i].length, &faults);
		content_free(beside);
		content_check(content, &faults);
		fuzz_check_faults(&faults);
		upgrade(content);
	}
	if (content->source_count && !faults.faults && content->criteria.count && content->matrix_count &&
	    content_choose_matrix(content, content->matrices[0].id, &err)) {
		work_with(content);
		content = NULL;
	}
	content_free(content);
	fault_list_release(&faults);
	return 0;
}
