/*
 * Content from folders: every *.ini below one, at any depth, in the order of
 * paths.
 */
#ifndef CADRAN_STORE_CONTENT_DIR_H
#define CADRAN_STORE_CONTENT_DIR_H

#include "cadran/store/content_read.h"

/* Adds one file or, for a folder, all files below it. False with `err` where something cannot be read. */
bool content_add_path(struct content *content, const char *path, struct fault_list *faults, struct err *err);

#endif
