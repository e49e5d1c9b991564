/* plist_guard_xml.c – proves that an XML property list does not nest too deep, without parsing it.
 *
 * The library keeps open elements on its own, but frees and writes them by recursion. So only tags
 * are counted here. Where a reader could disagree about what is a tag (a quote with an angle
 * bracket in it, a document type with declarations), the list is refused instead of guessed at.
 */
#include "plist_guard.h"

#include <stdbool.h>
#include <string.h>

#include "vouch/base/plist.h"

struct scan {
	const char *at, *end;
	int depth;
	bool plist_seen;
	struct vouch_err *err;
};

static int refuse(struct scan *scan, const char *why)
{
	return vouch_err_set(scan->err, VOUCH_E_OBSERVE, "the XML property list %s", why);
}

static bool starts(const struct scan *scan, const char *prefix)
{
	size_t length = strlen(prefix);

	return (size_t)(scan->end - scan->at) >= length && memcmp(scan->at, prefix, length) == 0;
}

/* Moves behind the mark; false where it is missing. */
static bool skip_behind(struct scan *scan, const char *mark)
{
	const char *found = memmem(scan->at, (size_t)(scan->end - scan->at), mark, strlen(mark));

	if (!found)
		return false;
	scan->at = found + strlen(mark);
	return true;
}

/* Comments, processing instructions, CDATA and the document type hold no elements. */
static int skip_markup(struct scan *scan)
{
	static const struct {
		const char *open, *close;
	} kinds[] = {{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}, {"<!DOCTYPE", ">"}};
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const char *from = scan->at;

		if (!starts(scan, kinds[i].open))
			continue;
		scan->at += strlen(kinds[i].open);
		if (!skip_behind(scan, kinds[i].close))
			return refuse(scan, "is cut off");
		if (from[1] == '!' && from[2] == 'D' &&
			memchr(from, '[', (size_t)(scan->at - from)))
			return refuse(scan, "declares its own document type");
		return 1;
	}
	return 0;
}

static bool names(const char *tag, size_t length, const char *name)
{
	size_t size = strlen(name);

	return length >= size && memcmp(tag, name, size) == 0 &&
	       (length == size || strchr(" \t\r\n/", tag[size]));
}

static int check_quotes(struct scan *scan, const char *tag, size_t length)
{
	size_t i, quotes = 0;

	for (i = 0; i < length; i++) {
		if (tag[i] == '<')
			return refuse(scan, "has a '<' inside a tag");
		quotes += tag[i] == '"' || tag[i] == '\'';
	}
	if (!quotes)
		return 0;
	if (!names(tag, length, "plist") || scan->plist_seen || quotes % 2)
		return refuse(scan, "has attributes where none belong");
	scan->plist_seen = true;
	return 0;
}

static int take_tag(struct scan *scan)
{
	const char *tag = scan->at + 1;
	const char *close = memchr(scan->at, '>', (size_t)(scan->end - scan->at));
	size_t length;
	bool closing;
	int r;

	if (!close)
		return refuse(scan, "is cut off");
	length = (size_t)(close - tag);
	scan->at = close + 1;
	r = check_quotes(scan, tag, length);
	if (r < 0)
		return r;
	if (length > 0 && tag[length - 1] == '/')
		return 0;
	closing = length > 0 && *tag == '/';
	if (closing) {
		tag++;
		length--;
	}
	if (!names(tag, length, "dict") && !names(tag, length, "array"))
		return 0;
	scan->depth += closing ? -1 : 1;
	if (scan->depth > VOUCH_PLIST_DEPTH_MAX)
		return refuse(scan, "nests too deep");
	if (scan->depth < 0)
		return refuse(scan, "closes more than it opens");
	return 0;
}

int vouch_plist_guard_xml(const char *bytes, size_t length, struct vouch_err *err)
{
	struct scan scan = {bytes, bytes + length, 0, false, err};

	while (scan.at < scan.end &&
		(scan.at = memchr(scan.at, '<', (size_t)(scan.end - scan.at)))) {
		int r = skip_markup(&scan);

		if (r == 0)
			r = take_tag(&scan);
		if (r < 0)
			return r;
	}
	if (scan.depth > 0)
		return refuse(&scan, "is cut off");
	return 0;
}
