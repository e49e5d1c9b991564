/* reading.h – what opening for writing and opening for reading have in common. Private. */
#ifndef VOUCH_JOURNAL_READING_H
#define VOUCH_JOURNAL_READING_H

#include <stdbool.h>
#include <sys/stat.h>

#include "vouch/base/err.h"

struct vouch_journal;

/* 1: a regular file of ours; 0: nothing there. */
int journal_check_file(const char *path, struct stat *status, struct vouch_err *err);
struct vouch_journal *journal_new(const char *path);
/* Refuses another program's database and a newer version. */
int journal_identify(struct vouch_journal *journal, bool *is_empty, struct vouch_err *err);

#endif
