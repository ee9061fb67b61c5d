#include "cadran/base/words.h"

#include <string.h>

int word_index(const char *const *words, int count, const char *word)
{
	for (int i = 0; i < count; i++)
		if (*words[i] == *word && !strcmp(words[i], word))
			return i;
	return -1;
}

enum { LONGEST = 63, FAR = 1000 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t word_distance(const char *a, const char *b)
{
	const size_t rows = strlen(a), columns = strlen(b);
	size_t lines[3][LONGEST + 1];

	if (rows > LONGEST || columns > LONGEST)
		return FAR;
	for (size_t j = 0; j <= columns; j++)
		lines[0][j] = j;
	for (size_t i = 1; i <= rows; i++) {
		size_t *now = lines[i % 3];
		const size_t *above = lines[(i + 2) % 3], *before = lines[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= columns; j++) {
			now[j] = least(above[j - 1] + (a[i - 1] != b[j - 1]), least(above[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return lines[rows % 3][columns];
}

bool word_is_near(const char *typed, const char *word, size_t *distance)
{
	const size_t length = strlen(typed), most = length < 6 ? 1 : length / 3;

	*distance = word_distance(typed, word);
	return length > 1 && *distance <= most;
}
