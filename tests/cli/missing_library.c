/* To be put before a program (LD_PRELOAD): what it loads while it runs is not installed. */
#define _GNU_SOURCE
#include <dlfcn.h>

void *dlopen(const char *name, int how)
{
	void *(*const real)(const char *, int) = dlsym(RTLD_NEXT, "dlopen");

	(void)name;
	return real("/no/such/library.so", how);
}
