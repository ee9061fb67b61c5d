/*
 * How a page looks.
 */
#ifndef CADRAN_STORE_HTML_STYLE_H
#define CADRAN_STORE_HTML_STYLE_H

struct buf;

/* Adds the element <style>. */
void html_style(struct buf *out);

#endif
