#include "pages.h"
static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	(void)ui;
	(void)memory;
	(void)surface_text(surface, 0, 0, 40, 0, "stub");
}
static const struct binding bindings[] = { { NULL, ACTION_NONE, NULL } };
#define STUB(x) const struct page page_##x = { .name = #x, .bindings = bindings, .draw = draw };
STUB(matrix) STUB(export) void pick_matrix(struct ui *ui)
{
	(void)ui;
}
