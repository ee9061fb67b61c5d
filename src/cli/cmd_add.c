#include <stdlib.h>

#include "cadran/app/place.h"
#include "cadran/app/proposal.h"
#include "cadran/base/alloc.h"
#include "command.h"

/* « (spsti, hospital)»; nothing for an entry that is for everybody. */
static void add_profiles(struct buf *out, const struct preset *entry)
{
	const char *before = " (";

	if (entry->profiles == (1U << PROFILE_COUNT) - 1)
		return;
	for (int i = 0; i < PROFILE_COUNT; i++) {
		if (!preset_is_for(entry, (enum profile)i))
			continue;
		buf_add_format(out, "%s%s", before, profile_id((enum profile)i));
		before = ", ";
	}
	buf_add_char(out, ')');
}

static bool list_catalogues(const struct content *content)
{
	const enum language language = message_language();
	struct buf text;
	bool printed;

	buf_init(&text);
	for (size_t i = 0; i < content->catalogue_count; i++) {
		const struct catalogue *catalogue = &content->catalogues[i];

		buf_add_format(&text, "%s\n", text_in(&catalogue->name, language));
		for (size_t k = 0; k < catalogue->count; k++) {
			const struct preset_value *name = preset_value(&catalogue->entries[k], "name");

			buf_add_format(&text, "  %-22s %s", catalogue->entries[k].id,
				       name ? text_in(&name->value, language) : "");
			add_profiles(&text, &catalogue->entries[k]);
			buf_add_char(&text, '\n');
		}
	}
	printed = print(text.data);
	buf_release(&text);
	return printed;
}

static bool tell(char *const *ids, const struct document *document)
{
	struct buf text;
	bool printed;

	buf_init(&text);
	for (; *ids; ids++) {
		buf_add_format(&text, _("added: %s, %s"), *ids, use_case_name(document_use_case(document, *ids)));
		buf_add_char(&text, '\n');
	}
	printed = print(text.data);
	buf_release(&text);
	return printed;
}

static int add(const struct content *content, const char *path, char **ids)
{
	char *const *const first = ids;
	struct change_list changes = { 0 };
	struct session session;
	struct err err;
	bool done = true;
	int status;

	if (!open_dossier(path, JOURNAL_WRITE, &session, &status))
		return status;
	for (; done && *ids; ids++) {
		if (document_use_case(session.document, *ids))
			done = err_set(&err, ERR_VALUE, N_("the dossier has a use case «%s» already"), *ids);
		else
			done = proposal_use_case(content, session.document, *ids, message_language(), &changes, &err);
	}
	done = done && session_apply(&session, &changes, place_stamp(), &err);
	status = !done ? failure(&err) : tell(first, session.document) ? EXIT_DONE : EXIT_FAILED;
	change_list_release(&changes);
	session_close(&session);
	return status;
}

enum { CONTENT = 1 };

static const struct option_row options[] = {
	{ CONTENT, "content", "DIR", N_("takes the catalogue from DIR; can be repeated"), false },
	{ 0 },
};

static int run(int argc, char **argv)
{
	const char **directories = xcalloc((size_t)argc + 1, sizeof(char *));
	struct fault_list faults = { 0 };
	struct content *content = NULL;
	struct err err = { 0 };
	size_t count = 0;
	int status;

	while (command_option(&command_add, argc, argv, &status) != -1)
		directories[count++] = optarg;
	if (status >= 0)
		goto done;
	content = place_load_content(directories, &faults, &err);
	if (!content) {
		complain_faults(&faults);
		status = faults.faults ? EXIT_FAILED : failure(&err);
	} else if (argc - optind < 2) {
		status = list_catalogues(content) ? EXIT_DONE : EXIT_FAILED;
	} else {
		status = add(content, argv[optind], argv + optind + 1);
	}
done:
	content_free(content);
	fault_list_release(&faults);
	free(directories);
	return status;
}

const struct command command_add = {
	.name = "add",
	.arguments = "[FILE ID…]",
	.help = N_("takes use cases from the catalogue; lists it when none is named"),
	.options = options,
	.run = run,
};
