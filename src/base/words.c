#include "cadran/base/words.h"

#include <string.h>

int word_index(const char *const *words, int count, const char *word)
{
	for (int i = 0; i < count; i++)
		if (*words[i] == *word && !strcmp(words[i], word))
			return i;
	return -1;
}
