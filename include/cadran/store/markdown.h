/*
 * A report as Markdown: CommonMark with the tables of GitHub's, which any
 * editor, forge or wiki shows.
 *
 *	# title · ## section · tables · - items · the folds of a section, each as a
 *	nested list, under a heading at its end
 *
 * Charts are told: their description, and a table where no table of the section
 * has their figures. What a dossier says is text and never markup: each character
 * that could be read as some is escaped, a line end is a blank. Nothing keeps
 * GitHub from making a mail address a link to itself.
 */
#ifndef CADRAN_STORE_MARKDOWN_H
#define CADRAN_STORE_MARKDOWN_H

struct book;
struct buf;

void book_markdown(const struct book *book, struct buf *out);

#endif
