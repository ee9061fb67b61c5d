#include "pages.h"
static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	(void)ui;
	(void)memory;
	(void)surface_text(surface, 0, 0, 40, 0, "stub");
}
static const struct binding bindings[] = { { NULL, ACTION_NONE, NULL } };
#define STUB(x) const struct page page_##x = { .name = #x, .bindings = bindings, .draw = draw };
STUB(scoring) STUB(figures) void page_figures_open(struct ui *ui, const char *id)
{
	(void)ui;
	(void)id;
}
void page_scoring_open(struct ui *ui, const char *id)
{
	(void)ui;
	(void)id;
}
