/*
 * What the tests of store (and of app, which includes this) share: a folder of
 * one's own, files in it, faults as text, content from files, and documents as
 * text. The tiny content and the random dossiers are those of tests/core.
 */
#ifndef TESTS_STORE_FIXTURE_H
#define TESTS_STORE_FIXTURE_H

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/report.h"
#include "cadran/store/content_read.h"
#include "cadran/store/journal.h"
#include "core/fixture.h"

/* Who writes what tests write. */
extern const struct journal_stamp fixture_stamp;

/* For .init and .fini of a suite: a fresh folder, gone with all that is in it. */
void fixture_folder_make(void);
void fixture_folder_remove(void);

/* The path of `name` in the folder; good for the next 15 calls. */
const char *fixture_path(const char *name);

/* Writes a file of the folder, without anything of ours in between; missing folders are made. */
void fixture_write(const char *name, const char *bytes, size_t length);
void fixture_write_text(const char *name, const char *text);

/* The bytes of any file; buf_release. */
struct buf fixture_read(const char *path);

/* A copy of any file into the folder. */
void fixture_copy(const char *from, const char *name);

/* How many entries the folder has. */
size_t fixture_entries(void);

/* No file of this process may be longer; 0 is without limit. */
void fixture_limit_files(size_t bytes);

/* root may write everywhere: as somebody else, whose folder it is, and back. */
void fixture_become_nobody(void);
void fixture_become_oneself(void);

/* «place: sentence» and a line end for each fault, notices after «note: ». Free it. */
char *fixture_faults(const struct fault_list *faults);

/* Content of files and folders, which must be without fault; its matrix in use. */
struct content *fixture_load(const char *const *paths);

/* tests/worked/content. */
struct content *fixture_worked(void);

/* What is shipped. */
struct content *fixture_shipped(void);

/* export_json of a document. Free it. */
char *fixture_json(const struct document *document);

/*
 * What import can bring, one value a line and in alphabetical order, votes by
 * the name of who voted. Free it.
 */
char *fixture_values(const struct document *document);

/* Texts that spoil a careless reader or writer; ended by NULL. */
extern const char *const fixture_hostile[];

/* The report in that dialect, titles in French, read back and compared; buf_release. */
struct buf fixture_csv(const struct document *document, enum report_kind kind, const char *dialect);

/* Sets what «key» names; the value has to be taken. */
void fixture_put(struct document *document, const char *key, const char *value);

#endif
