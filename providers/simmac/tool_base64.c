/* tool_base64.c – base64 as a Mac has it: one line, -D decodes. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

#include "list_file.h"
#include "tools.h"

struct call {
	bool decodes;
	int64_t width; /* 0: one line */
	const char *in, *out;
};

static int usage(void)
{
	fputs("Usage:\tbase64 [-Ddh] [-b num] [-i in_file] [-o out_file]\n", stderr);
	return 64;
}

static bool take_words(struct call *call, int argc, char **argv)
{
	int i, kept = 1, option;

	for (i = 1; i < argc; i++)
		if (strcmp(argv[i], "--decode") == 0)
			call->decodes = true;
		else
			argv[kept++] = argv[i];
	argc = kept;
	opterr = 0;
	while ((option = getopt(argc, argv, "Ddb:i:o:")) != -1) {
		if (option == '?' ||
			(option == 'b' && (!vouch_text_number(optarg, &call->width) ||
						  call->width < 0 || call->width > INT32_MAX)))
			return false;
		call->decodes |= option == 'D' || option == 'd';
		call->in = option == 'i' ? optarg : call->in;
		call->out = option == 'o' ? optarg : call->out;
	}
	for (; optind < argc; optind++) {
		if (call->in)
			return false;
		call->in = argv[optind];
	}
	return true;
}

static int read_all(struct simmac_mac *mac, const struct call *call, struct vouch_bytes *out)
{
	if (!call->in || strcmp(call->in, "-") == 0)
		return vouch_file_read_fd(
			&mac->arena, STDIN_FILENO, SIMMAC_LIST_MAX, out, &mac->err);
	return vouch_file_read(
		&mac->arena, simmac_list_path(mac, call->in), SIMMAC_LIST_MAX, out, &mac->err);
}

static void wrap(struct vouch_buf *out, const char *text, size_t width)
{
	size_t left = strlen(text);

	while (width > 0 && left > width) {
		vouch_buf_add(out, text, width);
		vouch_buf_text(out, "\n");
		text += width;
		left -= width;
	}
	vouch_buf_text(out, text);
	vouch_buf_text(out, "\n");
}

static bool convert(const struct call *call, const struct vouch_bytes *bytes, struct vouch_buf *out)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf text = {0};
	size_t i;

	if (!call->decodes) {
		simmac_base64_add(&text, bytes);
		wrap(out, vouch_buf_get(&text), (size_t)call->width);
		return true;
	}
	for (i = 0; i < bytes->length; i++)
		if (!strchr(" \t\r\n", bytes->data[i]))
			vouch_buf_add(&text, bytes->data + i, 1);
	return simmac_base64_parse(vouch_buf_get(&text), text.length, out);
}

int simmac_base64(struct simmac_mac *mac, int argc, char **argv)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf out = {0};
	struct call call = {.in = NULL};
	struct vouch_bytes bytes;
	FILE *file = stdout;
	bool written;

	if (!take_words(&call, argc, argv))
		return usage();
	if (read_all(mac, &call, &bytes) < 0) {
		fprintf(stderr, "base64: %s: it cannot be read\n", call.in ? call.in : "(stdin)");
		return 1;
	}
	if (!convert(&call, &bytes, &out)) {
		fprintf(stderr, "base64: %s: error decoding base64 input stream\n",
			call.in ? call.in : "(stdin)");
		return 1;
	}
	if (call.out && strcmp(call.out, "-") != 0)
		file = fopen(simmac_list_path(mac, call.out), "w");
	written = file && fwrite(vouch_buf_get(&out), 1, out.length, file) == out.length;
	if (file && file != stdout)
		written &= fclose(file) == 0;
	if (!written)
		fprintf(stderr, "base64: %s: %s\n", call.out ? call.out : "(stdout)",
			strerror(errno));
	return !written;
}
