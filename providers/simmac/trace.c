/* trace.c – appends one line a call to the trace, with nothing secret in it. */
#include "trace.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

/* Options whose next argument is a password, by tool (NULL: any). */
static const struct {
	const char *tool, *option;
} options[] = {
	{NULL, "-password"},
	{NULL, "-adminPassword"},
	{NULL, "-newPassword"},
	{NULL, "-oldPassword"},
	{"pwpolicy", "-p"},
	{"pwpolicy", "-setpassword"},
	{"pwpolicy", "setpassword"},
	{"profiles", "-z"},
	{"dsimport", "-p"},
	{"dsimport", "--password"},
	{"createmobileaccount", "-p"},
	{"security", "-w"},
	{"security", "-p"},
	{"dsenableroot", "-p"},
	{"dsenableroot", "-r"},
	{NULL, "-P"},
	{NULL, "-pass"},
};
/* Verbs after which everything from the second argument on is one. */
static const char *const verbs[] = {"passwd", "authonly", "auth", "su"};

static void append(struct simmac_mac *mac, struct vouch_buf *line)
{
	VOUCH_CLEANUP(vouch_fd_close)
	int fd = open(
		simmac_mac_store(mac, "trace"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	vouch_buf_text(line, "\n");
	if (fd >= 0)
		(void)vouch_fd_write(fd, line->bytes, line->length); /* best effort, see above */
}

static void begin(
	struct vouch_buf *line, struct simmac_mac *mac, const char *event, const char *tool)
{
	vouch_buf_printf(line, "%s\t%ld\t%lld\t%s\t%s", event, (long)getpid(),
		(long long)simmac_mac_milliseconds(), mac->caller, tool);
}

static bool hides_next(const char *tool, const char *word)
{
	size_t i;

	for (i = 0; i < sizeof options / sizeof *options; i++)
		if ((!options[i].tool || strcmp(options[i].tool, tool) == 0) &&
			strcmp(options[i].option, word) == 0)
			return true;
	return false;
}

/* Tools with options of one letter take what is to be hidden in the same word, too: -wsecret. How
 * much of the word may be seen. */
static size_t seen_length(const char *tool, const char *word)
{
	size_t i, length = strlen(word);
	bool letters = strcmp(tool, "security") == 0 || strcmp(tool, "dsenableroot") == 0;

	for (i = 0; letters && *word == '-' && i < sizeof options / sizeof *options; i++) {
		const char *at = options[i].tool && strcmp(options[i].tool, tool) == 0
					 ? strchr(word + 1, options[i].option[1])
					 : NULL;

		if (at && at[1] && (size_t)(at + 1 - word) < length)
			length = (size_t)(at + 1 - word);
	}
	return length;
}

/* -Uw secret is -U -w secret. */
static bool ends_as_hiding(const char *tool, const char *word)
{
	size_t i, length = strlen(word);
	bool letters = strcmp(tool, "security") == 0 || strcmp(tool, "dsenableroot") == 0;

	for (i = 0; letters && *word == '-' && length > 2 && i < sizeof options / sizeof *options;
		i++)
		if (options[i].tool && strcmp(options[i].tool, tool) == 0 &&
			word[length - 1] == options[i].option[1])
			return true;
	return false;
}

/* A tool that starts another: its words are that one's, which tells them itself, and may be a whole
 * script. The place behind the last word that is shown. */
static int shown_words(const char *tool, int argc, char **argv)
{
	bool starts = strcmp(tool, "sudo") == 0 || strcmp(tool, "su") == 0;
	int i = 1;

	if (strcmp(tool, "launchctl") == 0 && argc > 3 && strcmp(argv[1], "asuser") == 0)
		return 4;
	if (strcmp(tool, "arch") == 0)
		return 3;
	if (!starts)
		return argc;
	while (i < argc && argv[i][0] == '-' && strcmp(argv[i], "-c") != 0)
		i += strcmp(argv[i], "-u") == 0 || strcmp(argv[i], "-p") == 0 ? 2 : 1;
	return i < argc && !strchr(argv[i], '=') ? i + 1 : i;
}

static bool hides_rest(const char *word)
{
	size_t i;

	for (i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(verbs[i], word + (word[0] == '-')) == 0)
			return true;
	return false;
}

void simmac_trace_start(struct simmac_mac *mac, const char *tool, int argc, char **argv)
{
	struct vouch_buf line = {0};
	int i, all_from = argc, shown = shown_words(tool, argc, argv);

	begin(&line, mac, "start", tool);
	for (i = 1; i < argc && i < shown; i++) {
		bool secret = i >= all_from || hides_next(tool, argv[i - 1]) ||
			      ends_as_hiding(tool, argv[i - 1]);
		size_t seen = seen_length(tool, argv[i]);

		vouch_buf_text(&line, "\t");
		if (secret && strcmp(argv[i], "-") != 0)
			vouch_buf_text(&line, "<secret>");
		else
			vouch_text_escape(&line, argv[i], seen);
		if (!secret && argv[i][seen])
			vouch_buf_text(&line, "<secret>");
		if (all_from == argc && hides_rest(argv[i]))
			all_from = i + 2;
	}
	if (i < argc)
		vouch_buf_text(&line, "\t...");
	append(mac, &line);
	vouch_buf_release(&line);
}

void simmac_trace_end(struct simmac_mac *mac, const char *tool, int status)
{
	struct vouch_buf line = {0};

	begin(&line, mac, "end", tool);
	vouch_buf_printf(&line, "\t%d", status);
	append(mac, &line);
	vouch_buf_release(&line);
}

void simmac_trace_done(struct simmac_mac *mac, const char *tool)
{
	struct vouch_buf line = {0};
	size_t i;

	if (mac->heard.length > 0) {
		begin(&line, mac, "input", tool);
		vouch_buf_printf(&line, "\t%zu\t%016llx", mac->heard.length,
			(unsigned long long)simmac_heard_digest(&mac->heard));
		append(mac, &line);
	}
	vouch_buf_clear(&line);
	if (mac->effects.count > 0) {
		begin(&line, mac, "effect", tool);
		for (i = 0; i < mac->effects.count; i++) {
			vouch_buf_text(&line, "\t");
			vouch_text_escape(
				&line, mac->effects.items[i], strlen(mac->effects.items[i]));
		}
		append(mac, &line);
	}
	vouch_buf_release(&line);
}

void simmac_trace_fault(struct simmac_mac *mac, const char *tool, const char *kind)
{
	struct vouch_buf line = {0};

	begin(&line, mac, "fault", tool);
	vouch_buf_printf(&line, "\t%s", kind);
	append(mac, &line);
	vouch_buf_release(&line);
}
