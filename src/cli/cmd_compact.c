#include "cadran/app/compact.h"

#include "cadran/app/place.h"
#include "command.h"

static int tell(const struct compaction *compaction)
{
	struct buf line;
	bool printed;

	buf_init(&line);
	if (compaction->kept.length) {
		buf_add_format(&line, _("%zu bytes instead of %zu; the old journal is kept as %s"), compaction->after,
			       compaction->before, compaction->kept.data);
		buf_add_format(&line, "\n%s\n",
			       _("Who changed what from one milestone to the next stands in the old one alone: the "
				 "minutes tell of each as one step."));
	} else {
		buf_add_format(&line, _("nothing to gain: %zu bytes as before; nothing was written"),
			       compaction->before);
		buf_add_char(&line, '\n');
	}
	printed = print(line.data);
	buf_release(&line);
	return printed ? EXIT_DONE : EXIT_FAILED;
}

static int run(int argc, char **argv)
{
	static const struct option options[] = { COMMON_OPTIONS };
	struct compaction compaction;
	struct err err;
	int status;
	bool done;

	(void)command_option(&command_compact, argc, argv, "", options, &status);
	if (status >= 0)
		return status;
	if (argc - optind != 1)
		return usage_error(&command_compact, "%s", _("expected one file"));
	done = compact_file(argv[optind], place_stamp(), &compaction, &err);
	complain_faults(&compaction.faults);
	status = done ? tell(&compaction) : failure(&err);
	compaction_release(&compaction);
	return status;
}

const struct command command_compact = {
	.name = "compact",
	.synopsis = "FILE",
	.help = N_("makes the journal smaller: what is and what was at each milestone; keeps the old one beside it"),
	.run = run,
};
