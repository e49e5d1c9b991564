/* url.c – sorting URLs into the three kinds that are allowed. */
#include "url.h"

#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

enum { URL_MAX = 2048 };

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_all(const char *from, const char *to, const char *others)
{
	for (; from < to; from++)
		if (!is_word(*from) && strchr(others, *from) == NULL)
			return false;
	return true;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* %2F and the like; NULL where a percent sign stands for nothing, or for a NUL. */
static const char *percent_decoded(struct vouch_arena *arena, const char *text)
{
	char *out = vouch_arena_text(arena, text), *to = out;

	for (; *text != '\0'; text++) {
		int high, low;

		if (*text != '%') {
			*to++ = *text;
			continue;
		}
		high = hex_value(text[1]);
		low = high < 0 ? -1 : hex_value(text[2]);
		if (low < 0 || high * 16 + low == 0)
			return NULL;
		*to++ = (char)(high * 16 + low);
		text += 2;
	}
	*to = '\0';
	return out;
}

static const char *file_url(struct vouch_arena *arena, const char *path)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf url = {0};

	vouch_buf_text(&url, "file://");
	for (; *path != '\0'; path++) {
		if (is_word(*path) || strchr("/-._~", *path) != NULL)
			vouch_buf_add(&url, path, 1);
		else
			vouch_buf_printf(&url, "%%%02X", (unsigned)(unsigned char)*path);
	}
	return vouch_arena_text(arena, vouch_buf_get(&url));
}

static int local(struct vouch_arena *arena, const char *path, struct vouch_git_url *out,
	struct vouch_git_failure *failure)
{
	if (path == NULL || path[0] != '/')
		return vouch_git_fail(failure, VOUCH_GIT_USAGE,
			"%s is not an absolute path: write file:/// or / and the whole path",
			out->text);
	out->reach = VOUCH_GIT_LOCAL;
	out->path = path;
	out->fetch = file_url(arena, path);
	return 0;
}

/* user@host:port up to the first slash. */
static int check_authority(const char *from, const char *to, bool may_name_user,
	const struct vouch_git_url *url, struct vouch_git_failure *failure)
{
	const char *at = memchr(from, '@', (size_t)(to - from));

	/* The URL itself is not repeated: what stands before the @ may be a token. */
	if (at != NULL && (!may_name_user || memchr(from, ':', (size_t)(at - from)) != NULL))
		return vouch_git_fail(failure, VOUCH_GIT_USAGE,
			"the URL carries a user name or a secret before the @: take it out; this "
			"version has no credentials");
	if (at != NULL && (at == from || !is_all(from, at, "._-")))
		return vouch_git_fail(
			failure, VOUCH_GIT_USAGE, "%s: not a user name before the @", url->text);
	from = at == NULL ? from : at + 1;
	if (from == to || !is_all(from, to, ".-:[]") || *from == '-')
		return vouch_git_fail(
			failure, VOUCH_GIT_USAGE, "%s: not the name of a host", url->text);
	return 0;
}

static int remote(enum vouch_git_reach reach, size_t skip, struct vouch_git_url *out,
	struct vouch_git_failure *failure)
{
	const char *authority = out->text + skip;

	out->reach = reach;
	out->fetch = out->text;
	return check_authority(authority, authority + strcspn(authority, "/?#"),
		reach == VOUCH_GIT_SSH, out, failure);
}

/* user@host:path, as git understands it: the colon comes before any slash. */
static bool is_scp(const char *text)
{
	const char *at = strchr(text, '@'), *colon = strchr(text, ':');

	return at != NULL && colon != NULL && at < colon && colon < text + strcspn(text, "/");
}

int vouch_git_url_parse(struct vouch_arena *arena, const char *text, struct vouch_git_url *out,
	struct vouch_git_failure *failure)
{
	const char *c;

	*out = (struct vouch_git_url){.text = text};
	if (strlen(text) > URL_MAX || !vouch_text_is_utf8(text, strlen(text)))
		return vouch_git_fail(failure, VOUCH_GIT_USAGE,
			"the URL is longer than %d bytes, or not UTF-8", URL_MAX);
	for (c = text; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return vouch_git_fail(failure, VOUCH_GIT_USAGE,
				"there is a control character in the URL: take it out");
	if (vouch_text_starts(text, "https://"))
		return remote(VOUCH_GIT_HTTPS, strlen("https://"), out, failure);
	if (vouch_text_starts(text, "ssh://"))
		return remote(VOUCH_GIT_SSH, strlen("ssh://"), out, failure);
	if (vouch_text_starts(text, "file://localhost/"))
		return local(arena, percent_decoded(arena, text + strlen("file://localhost")), out,
			failure);
	if (vouch_text_starts(text, "file://"))
		return local(arena, percent_decoded(arena, text + strlen("file://")), out, failure);
	if (text[0] == '/')
		return local(arena, text, out, failure);
	if (strstr(text, "://") == NULL && is_scp(text)) {
		out->reach = VOUCH_GIT_SSH;
		out->fetch = text;
		return check_authority(text, strchr(text, ':'), true, out, failure);
	}
	/* http and git prove neither who answers nor what was sent. */
	return vouch_git_fail(failure, VOUCH_GIT_USAGE,
		"%.100s: only https://, ssh://, file:/// and absolute paths are fetched from",
		strchr(text, '@') != NULL ? "this URL" : text);
}
