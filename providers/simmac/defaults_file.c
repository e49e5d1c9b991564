/* defaults_file.c – the files behind the domains of defaults, and its way to complain. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "defaults.h"
#include "record.h"

int simmac_defaults_fail(const char *format, ...)
{
	time_t now = time(NULL);
	struct tm parts = {0};
	char stamp[64] = "";
	va_list list;

	(void)fflush(stdout);
	if (localtime_r(&now, &parts))
		(void)strftime(stamp, sizeof stamp, "%Y-%m-%d %H:%M:%S", &parts);
	fprintf(stderr, "%s.000 defaults[%ld:%ld] ", stamp, (long)getpid(), (long)getpid() * 10);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputs("\n", stderr);
	return 1;
}

const char *simmac_defaults_folder(struct simmac_defaults *call)
{
	struct simmac_mac *mac = call->mac;
	const char *home = "/private/var/root";
	SIMMAC_RECORD user = {0};

	if (!simmac_mac_is_root(mac) &&
		simmac_record_find(mac, SIMMAC_USERS, mac->caller, &user) == 1 &&
		simmac_record_count(&user, "home") > 0)
		home = simmac_record_first(mac, &user, "home");
	return vouch_arena_printf(&mac->arena, "%s/Library/Preferences%s",
		simmac_mac_path(mac, home), call->host ? "/ByHost" : "");
}

void simmac_defaults_domain(struct simmac_defaults *call, const char *word)
{
	static const char *const global[] = {"-g", "-globalDomain", "NSGlobalDomain",
		"Apple Global Domain", ".GlobalPreferences"};
	struct vouch_arena *arena = &call->mac->arena;
	size_t i, length = strlen(word);

	call->domain = word;
	if (strchr(word, '/')) {
		if (vouch_text_ends(word, ".plist"))
			length -= strlen(".plist");
		call->domain = vouch_arena_text_n(arena, word, length);
		call->path = simmac_list_path(
			call->mac, vouch_arena_printf(arena, "%s.plist", call->domain));
		return;
	}
	for (i = 0; i < sizeof global / sizeof *global; i++)
		if (strcmp(global[i], word) == 0)
			word = ".GlobalPreferences";
	call->path = vouch_arena_printf(arena, "%s/%s%s%s.plist", simmac_defaults_folder(call),
		word, call->host ? "." : "", call->host ? call->mac->settings.platform_uuid : "");
}

int simmac_defaults_load(struct simmac_defaults *call)
{
	struct vouch_bytes bytes;
	enum simmac_list_form form;

	if (access(call->path, F_OK) != 0)
		return 0;
	if (simmac_list_read_bytes(call->mac, call->path, &bytes) < 0)
		return -1;
	call->list = simmac_list_parse(&bytes, &form, &call->mac->err);
	return call->list && vouch_plist_kind(call->list) == VOUCH_PLIST_DICT ? 1 : -1;
}

/* The folders down to the file, as far as they lie in the Mac. */
static void make_folders(struct simmac_defaults *call)
{
	const char *at = call->path + strlen(call->mac->root) + 1;

	if (!vouch_text_starts(call->path, call->mac->root))
		return;
	while ((at = strchr(at, '/')) != NULL) {
		(void)mkdir(vouch_arena_text_n(
				    &call->mac->arena, call->path, (size_t)(at - call->path)),
			0755); /* whether it was there or cannot be: the write tells */
		at++;
	}
}

/* The process is root's where `simmac as` or sudo only name another caller: its file is the
 * caller's all the same, as far as the host allows. */
static bool give_to_caller(struct simmac_defaults *call)
{
	struct simmac_mac *mac = call->mac;
	SIMMAC_RECORD user = {0};
	int64_t uid, gid;
	bool given = false;

	if (geteuid() == 0 && !mac->pretends && !simmac_mac_is_root(mac) &&
		simmac_record_find(mac, SIMMAC_USERS, mac->caller, &user) == 1 &&
		simmac_record_number(mac, &user, "uid", &uid) &&
		simmac_record_number(mac, &user, "gid", &gid) && uid > 0 && uid <= INT32_MAX &&
		gid >= 0 && gid <= INT32_MAX)
		given = lchown(call->path, (uid_t)uid, (gid_t)gid) == 0;
	return given;
}

int simmac_defaults_save(struct simmac_defaults *call)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};

	simmac_list_write(&call->mac->arena, call->list, SIMMAC_LIST_BINARY, &bytes);
	if (!call->mac->pretends)
		make_folders(call);
	if (simmac_list_save(call->mac, call->path, bytes.bytes, bytes.length) == 0) {
		(void)give_to_caller(call); /* the value is there, whosever the file is */
		return 0;
	}
	return simmac_defaults_fail("\nCould not write domain %s; exiting", call->domain);
}
