/*
 * A process that ends at once leaves its counts all the same: linked with
 * -Wl,--wrap=_exit. Where the counts cannot be written, no test hears of it.
 */
#include <stdlib.h>
#include <unistd.h>

void __gcov_dump(void);
_Noreturn void __wrap__exit(int status);
_Noreturn void __real__exit(int status);

__attribute__((constructor)) static void say_nothing(void)
{
	(void)setenv("GCOV_ERROR_FILE", "/dev/null", 1);
}

_Noreturn void __wrap__exit(int status)
{
	__gcov_dump();
	__real__exit(status);
}
