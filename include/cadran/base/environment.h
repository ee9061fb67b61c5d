/*
 * What the user's environment says, where it may be believed.
 */
#ifndef CADRAN_BASE_ENVIRONMENT_H
#define CADRAN_BASE_ENVIRONMENT_H

/*
 * The value of the variable; NULL where it is not set or empty, and always NULL
 * in a program that runs with other rights than those of who started it
 * (set-user-ID and the like): what it reads is then not theirs to choose.
 * Borrowed.
 */
const char *environment(const char *name);

#endif
