/* list_file.h – property list files as plutil and defaults find them: of the simulated Mac or of
 * the host, read and written with the Mac's lock held.
 *
 * An absolute path means the simulated Mac's own file where the folder it lies in is one of its, so
 * that scripts with /var/db/dslocal and /Library/Preferences in them work; any other path is the
 * host's. The store of accounts opens to root alone.
 */
#ifndef SIMMAC_LIST_FILE_H
#define SIMMAC_LIST_FILE_H

#include "mac.h"

#include "vouch/base/plist.h"

enum { SIMMAC_LIST_MAX = 16 * 1024 * 1024 };

enum simmac_list_form { SIMMAC_LIST_XML, SIMMAC_LIST_BINARY, SIMMAC_LIST_JSON };

/* Where the file lies. */
const char *simmac_list_path(struct simmac_mac *mac, const char *path);
bool simmac_list_may_open(const struct simmac_mac *mac, const char *path);
/* Reads it whole; negative: not there, or not to be read (mac->err says why). */
int simmac_list_read_bytes(struct simmac_mac *mac, const char *path, struct vouch_bytes *out);
/* XML, binary, JSON or NeXT's form. NULL: none of them, and err says why. */
struct vouch_plist *simmac_list_parse(
	const struct vouch_bytes *bytes, enum simmac_list_form *form, struct vouch_err *err);
/* JSON alone. */
struct vouch_plist *simmac_json_parse(const char *text, size_t length);
/* As Apple writes them: keys in order of their names. */
void simmac_list_write(struct vouch_arena *arena, const struct vouch_plist *list,
	enum simmac_list_form form, struct vouch_buf *out);
/* The same list with its keys in order of their names. */
struct vouch_plist *simmac_list_sort(struct vouch_arena *arena, const struct vouch_plist *list);

enum simmac_json_style {
	SIMMAC_JSON_COMPACT,
	SIMMAC_JSON_READABLE,
	SIMMAC_JSON_BARE_SLASHES /* readable, and a slash stands without a backslash */
};

/* Keys in order. False where JSON cannot hold it: data, dates, a text alone. */
bool simmac_json_write(struct vouch_arena *arena, const struct vouch_plist *list,
	enum simmac_json_style style, struct vouch_buf *out);
int simmac_list_save(struct simmac_mac *mac, const char *path, const void *bytes, size_t length);
/* Bytes as base64, and back; NULL where it is none. */
void simmac_base64_add(struct vouch_buf *out, const struct vouch_bytes *bytes);
bool simmac_base64_parse(const char *text, size_t length, struct vouch_buf *out);

#endif
