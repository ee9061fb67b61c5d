#include "cadran/tui/list.h"

#include "cadran/base/number.h"

void list_fit(struct list *list, int count, int rows)
{
	list->count = count;
	list->rows = rows > 1 ? rows : 1;
	list->selected = number_between(list->selected, 0, count - 1);
	list->top = number_between(list->top, list->selected - list->rows + 1, list->selected);
	list->top = number_between(list->top, 0, count - list->rows);
}

bool list_act(struct list *list, enum action action)
{
	switch (action) {
	case ACTION_NEXT:
		list->selected++;
		break;
	case ACTION_PREVIOUS:
		list->selected--;
		break;
	case ACTION_PAGE_DOWN:
		list->selected += list->rows;
		break;
	case ACTION_PAGE_UP:
		list->selected -= list->rows;
		break;
	case ACTION_FIRST:
		list->selected = 0;
		break;
	case ACTION_LAST:
		list->selected = list->count - 1;
		break;
	default:
		return false;
	}
	list->selected = number_between(list->selected, 0, list->count - 1);
	return true;
}

void list_zones(const struct list *list, struct surface *surface, int row, int column, int columns)
{
	for (int i = 0; i < list->rows && list->top + i < list->count; i++)
		surface_zone_line(surface, row + i, column, columns, list->top + i - list->selected);
}
