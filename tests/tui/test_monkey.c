/*
 * Twenty seconds of a monkey at the keyboard (helper_monkey.c). Every day has a
 * seed of its own; CADRAN_MONKEY is another one, and what is printed says how to
 * have the same again.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

#include "cadran/base/buf.h"
#include "pty.h"

Test(monkey, nothing_that_is_pressed_crashes_hangs_or_loses_a_change, .timeout = 180)
{
	const char *given = getenv("CADRAN_MONKEY");
	const long seed = given ? atol(given) : (long)(time(NULL) / 86400);
	/* Under valgrind a few seconds are a few keys: the sanitizers' monkey is the fast one. */
	const int seconds = getenv("CADRAN_TEST_SHARE") ? 4 : 20;
	char line[400];
	struct buf output, command;
	FILE *pipe;
	int status;

	buf_init(&output);
	buf_init(&command);
	buf_add_format(&command, "%s %ld %d 2>&1", pty_beside("helper_monkey"), seed, seconds);
	pipe = popen(command.data, "r");
	cr_assert(pipe);
	while (fgets(line, sizeof(line), pipe))
		buf_add_text(&output, line);
	status = pclose(pipe);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s:\n%s", command.data, output.data);
	buf_release(&output);
	buf_release(&command);
}
