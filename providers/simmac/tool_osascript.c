/* tool_osascript.c – osascript: a dialog that asks for a text, and the answer that was put ready.
 *
 * `simmac` has nobody at the screen. Whoever tests a script writes what is to be typed, one line a
 * dialog, into ROOT/private/var/db/simmac/dialog-answers; without one the dialog is cancelled.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

#include "tools.h"

enum { SCRIPT_MAX = 1 << 20 };

/* Takes the first line; the others stay for the next dialog. 1, 0: there is none, negative. */
static int take_answer(struct simmac_mac *mac, const char **out)
{
	const char *path = simmac_mac_store(mac, "dialog-answers");
	struct vouch_bytes bytes;
	size_t length;

	if (access(path, F_OK) != 0)
		return 0;
	if (vouch_file_read(&mac->arena, path, SCRIPT_MAX, &bytes, &mac->err) < 0)
		return -1;
	if (bytes.length == 0)
		return 0;
	length = strcspn(bytes.data, "\n");
	*out = vouch_arena_text_n(&mac->arena, bytes.data, length);
	length += length < bytes.length;
	return simmac_mac_replace(mac, path, 0600, bytes.data + length, bytes.length - length) < 0
		       ? -1
		       : 1;
}

static int run(struct simmac_mac *mac, const char *script)
{
	const char *answer = NULL;
	int r;

	if (!strstr(script, "display dialog")) {
		fputs("0:0: execution error: the simulated Mac runs display dialog alone. "
		      "(-1708)\n",
			stderr);
		return 1;
	}
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	r = take_answer(mac, &answer);
	if (r < 0)
		return simmac_mac_failed(mac);
	if (r == 0) {
		fputs("0:0: execution error: User canceled. (-128)\n", stderr);
		return 1;
	}
	if (strstr(script, "text returned of"))
		printf("%s\n", answer);
	else if (strstr(script, "default answer"))
		printf("button returned:OK, text returned:%s\n", answer);
	else
		printf("button returned:%s\n", *answer ? answer : "OK");
	return 0;
}

int simmac_osascript(struct simmac_mac *mac, int argc, char **argv)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf script = {0};
	struct vouch_bytes bytes;
	int i;

	for (i = 1; i + 1 < argc && strcmp(argv[i], "-e") == 0; i += 2)
		vouch_buf_printf(&script, "%s\n", argv[i + 1]);
	if (i < argc && argv[i][0] == '-' && argv[i][1]) {
		fprintf(stderr, "usage: osascript [-e statement ...] [programfile]\n");
		return 2;
	}
	if (script.length == 0) {
		bool file = i < argc && strcmp(argv[i], "-") != 0;
		int r = file ? vouch_file_read(&mac->arena, argv[i], SCRIPT_MAX, &bytes, &mac->err)
			     : vouch_file_read_fd(
				       &mac->arena, STDIN_FILENO, SCRIPT_MAX, &bytes, &mac->err);

		if (r < 0) {
			fprintf(stderr, "osascript: %s: %s\n", file ? argv[i] : "standard input",
				strerror(ENOENT));
			return 1;
		}
		if (!file)
			simmac_heard_add(&mac->heard, bytes.data, bytes.length);
		vouch_buf_add(&script, bytes.data, bytes.length);
	}
	return run(mac, vouch_buf_get(&script));
}
