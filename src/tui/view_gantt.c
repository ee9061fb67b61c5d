/*
 * The roadmap as bars, printed whole.
 */
#include "cadran/tui/wording.h"
#include "gantt_parts.h"

static bool draw_gantt(const struct scene *scene, struct surface *surface, struct err *err)
{
	struct gantt gantt;
	struct buf key;

	(void)err;
	gantt_init(&gantt, scene);
	buf_init(&key);
	if (gantt.count) {
		gantt_draw(&gantt, surface, 0, gantt.count);
		gantt_word_key(&key, surface);
		(void)surface_wrap(surface, GANTT_HEAD_ROWS + (int)gantt.count + 1, 0, surface->width, ATTRIBUTE_NONE,
				   key.data);
	} else {
		(void)surface_wrap(surface, 0, 0, surface->width, ATTRIBUTE_NONE, word_how_to_begin(scene));
	}
	buf_release(&key);
	gantt_release(&gantt);
	return true;
}

const struct view view_gantt = {
	.name = "gantt",
	.help = N_("the roadmap as bars on a time axis"),
	.draw = draw_gantt,
};
