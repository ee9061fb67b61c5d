#include "pages.h"
static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	(void)ui;
	(void)memory;
	(void)surface_text(surface, 0, 0, 40, 0, "stub");
}
static const struct binding bindings[] = { { NULL, ACTION_NONE, NULL } };
#define STUB(x) const struct page page_##x = { .name = #x, .bindings = bindings, .draw = draw };
STUB(use_cases) STUB(sheet) STUB(tree) void page_sheet_open(struct ui *ui, const char *id)
{
	(void)ui;
	(void)id;
}
void page_tree_open(struct ui *ui, const char *id)
{
	(void)ui;
	(void)id;
}
void pick_catalogue(struct ui *ui)
{
	(void)ui;
}
void pick_requirements(struct ui *ui, const char *id)
{
	(void)ui;
	(void)id;
}
void pick_dependencies(struct ui *ui, const char *id)
{
	(void)ui;
	(void)id;
}
