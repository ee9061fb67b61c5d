#include "xlsx_library.h"

#include <dlfcn.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/message.h"

struct xlsx_library xlsx;

static const struct {
	const char *name;
	size_t place; /* in struct xlsx_library */
} functions[] = {
#define XLSX_FUNCTION(name) { #name, offsetof(struct xlsx_library, name) },
	XLSX_FUNCTIONS(XLSX_FUNCTION)
#undef XLSX_FUNCTION
};

static bool is_missing(struct err *err)
{
	const char *why = dlerror();

	return err_set(err, ERR_SYSTEM, N_("a workbook needs the library %s, which cannot be used here: %s"),
		       CADRAN_XLSX_LIBRARY, why ? why : "");
}

bool xlsx_library_load(struct err *err)
{
	static void *library;
	void *opened;

	if (library)
		return true;
	opened = dlopen(CADRAN_XLSX_LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (!opened)
		return is_missing(err);
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++) {
		void *found = dlsym(opened, functions[i].name);

		if (!found)
			return is_missing(err);
		/* POSIX: what dlsym finds may be a function; C has no conversion to one. */
		memcpy((char *)&xlsx + functions[i].place, &found, sizeof(found));
	}
	library = opened;
	return true;
}
