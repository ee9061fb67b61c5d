#include "cadran/base/die.h"

#include <stdio.h>
#include <stdlib.h>

static void (*die_restore)(void);

void die_set_restore(void (*restore)(void))
{
	die_restore = restore;
}

_Noreturn void die(const char *why)
{
	if (die_restore)
		die_restore();
	(void)fprintf(stderr, "cadran: %s\n", why);
	exit(1);
}
