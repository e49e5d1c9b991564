/* vault_file.h – one file of the vault: read whole and checked, replaced whole. Private to
 * providers/secrets; the format stands in vault.h.
 */
#ifndef VOUCH_SECRETS_VAULT_FILE_H
#define VOUCH_SECRETS_VAULT_FILE_H

#include "vouch/api/vault.h"
#include "vouch/base/arena.h"

struct vault_file {
	struct vouch_arena arena;
	const char *folder;  /* STATE/vault */
	const char *name;    /* in it */
	const char *subject; /* whose it is: a GeneratedUID, "recovery" */
	const char *who;     /* a name beside it, for people; "" where none */
	struct vouch_vault_entry entry;
};

void vault_file_release(struct vault_file *file);
/* Fills who and entry; an empty entry where there is no file yet. Refuses what others may have
 * read or written, and what is damaged. */
int vault_file_read(struct vault_file *file, struct vouch_err *err);
/* Makes the folder where there is none. */
int vault_file_write(struct vault_file *file, struct vouch_err *err);

/* A place at the front, emptied; the oldest goes where there are too many. */
struct vouch_vault_item *vault_entry_push(struct vouch_vault_entry *entry);
/* Takes one out. */
void vault_entry_drop(struct vouch_vault_entry *entry, size_t at);

#endif
