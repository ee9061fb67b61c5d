#include "cadran/app/compact.h"

#include <string.h>

#include "cadran/app/place.h"
#include "command.h"

enum { WITHDRAW = 1, PSEUDONYM, YES };

struct asked {
	struct compact_request request;
	char *pair; /* of --pseudonym, NAME=OTHER; cut in two */
	bool sure;
};

/* What happened, or would, to a participant. */
static void tell_participant(const struct asked *asked, const struct compaction *compaction, struct buf *out)
{
	const struct compact_request *request = &asked->request;

	if (request->pseudonym)
		buf_add_format(out,
			       message_plural("«%s» becomes «%s», with %zu vote; milestones count",
					      "«%s» becomes «%s», with %zu votes; milestones count", compaction->votes),
			       request->participant, request->pseudonym, compaction->votes);
	else
		buf_add_format(out,
			       message_plural("«%s» goes, with %zu vote; milestones count, and retained scores stay",
					      "«%s» goes, with %zu votes; milestones count, and retained scores stay",
					      compaction->votes),
			       request->participant, compaction->votes);
	buf_add_char(out, '\n');
	if (!asked->sure)
		buf_add_format(
			out, "%s\n",
			_("Nothing was changed: this cannot be taken back, and no copy is kept. --yes does it."));
	else
		buf_add_format(
			out, "%s\n",
			_("No copy of the old journal is kept; copies that were made before still have the name."));
}

static void tell_size(const struct compaction *compaction, struct buf *out)
{
	if (!compaction->kept.length) {
		buf_add_format(out, _("nothing to gain: %zu bytes as before; nothing was written"), compaction->before);
		buf_add_char(out, '\n');
		return;
	}
	buf_add_format(out, _("%zu bytes instead of %zu; the old journal is kept as %s"), compaction->after,
		       compaction->before, compaction->kept.data);
	buf_add_format(out, "\n%s\n",
		       _("Who changed what from one milestone to the next stands in the old one alone: the "
			 "minutes tell of each as one step."));
}

static int tell(const struct asked *asked, const struct compaction *compaction)
{
	struct buf out;
	bool printed;

	buf_init(&out);
	if (asked->request.participant)
		tell_participant(asked, compaction, &out);
	else
		tell_size(compaction, &out);
	printed = print(out.data);
	buf_release(&out);
	return printed && (asked->sure || !asked->request.participant) ? EXIT_DONE : EXIT_FAILED;
}

static int compact(const char *path, struct asked *asked)
{
	struct compaction compaction;
	struct err err;
	int status;
	bool done;

	asked->request.dry_run = asked->request.participant && !asked->sure;
	done = compact_file(path, &asked->request, place_stamp(), &compaction, &err);
	complain_faults(&compaction.faults);
	if (done)
		complain_faults(&compaction.named);
	status = done ? tell(asked, &compaction) : failure(&err);
	compaction_release(&compaction);
	return status;
}

/* A name may hold «=»: a pseudonym has none. */
static bool read_pair(struct asked *asked)
{
	char *sign = asked->pair ? strrchr(asked->pair, '=') : NULL;

	if (!asked->pair)
		return true;
	if (asked->request.participant || !sign || sign == asked->pair || !sign[1])
		return false;
	*sign = '\0';
	asked->request.participant = asked->pair;
	asked->request.pseudonym = sign + 1;
	return true;
}

static const struct option_row options[] = {
	{ WITHDRAW, "withdraw", "NAME", N_("takes a participant and their votes out for good"), false },
	{ PSEUDONYM, "pseudonym", "NAME=NEW", N_("calls a participant otherwise, everywhere"), false },
	{ YES, "yes", NULL, N_("does it: without it, only says what would happen"), false },
	{ 0 },
};

static int run(int argc, char **argv)
{
	struct asked asked = { .sure = false };
	int option, status;

	while ((option = command_option(&command_compact, argc, argv, &status)) != -1) {
		if (option == WITHDRAW)
			asked.request.participant = optarg;
		else if (option == PSEUDONYM)
			asked.pair = optarg;
		else
			asked.sure = true;
	}
	if (status >= 0)
		return status;
	if (argc - optind != 1)
		return usage_error(&command_compact, "%s", _("expected one file"));
	if (!read_pair(&asked))
		return usage_error(&command_compact, "%s",
				   _("expected --withdraw NAME or --pseudonym NAME=OTHER, one of them"));
	if (asked.sure && !asked.request.participant)
		return usage_error(&command_compact, "%s", _("--yes is for --withdraw and --pseudonym only"));
	return compact(argv[optind], &asked);
}

const struct command command_compact = {
	.name = "compact",
	.arguments = "FILE",
	.help = N_("makes the journal smaller; keeps the old one beside it"),
	.notes = N_("With --withdraw or --pseudonym nothing of the old journal is kept, and without\n"
		    "--yes it tells what would happen and does nothing."),
	.options = options,
	.run = run,
};
