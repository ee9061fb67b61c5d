#include "cadran/base/environment.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/auxv.h>
#endif

static bool has_other_rights(void)
{
#ifdef __linux__
	return getauxval(AT_SECURE) != 0;
#else
	return geteuid() != getuid() || getegid() != getgid();
#endif
}

const char *environment(const char *name)
{
	const char *value = has_other_rights() ? NULL : getenv(name);

	return value && *value ? value : NULL;
}
