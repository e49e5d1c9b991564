/* plist_guard_binary.c – proves that a binary property list is sound and does not explode.
 *
 * The list is a table of objects that refer to each other by number. The library follows every
 * reference again, so a small list whose objects share each other can take exponential room, and
 * one that contains itself never ends. This walk visits every object once, adds up what it would
 * weigh written out, and refuses: references that lead outside, cycles, more depth or weight than
 * allowed, and more references than the bytes could hold without overlapping.
 */
#include "plist_guard.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/plist.h"

enum { HEADER = 8, TRAILER = 32, NODE_WEIGHT = 64, WEIGHT_MAX = 256 * 1024 * 1024 };

enum visit { NEW = 0, OPEN, DONE };

struct object {
	uint32_t weight; /* what it is written out, with all below it */
	uint8_t height;  /* how many containers deep it is */
	uint8_t visit;
};

struct walk {
	const unsigned char *bytes;
	size_t table; /* where the offsets stand: objects lie between the header and here */
	size_t offset_size, ref_size, count;
	size_t refs_left;
	struct object *objects;
	struct vouch_err *err;
};

/* One object as its marker tells. */
struct span {
	unsigned kind; /* upper half of the marker */
	size_t count;
	size_t body; /* first byte behind marker and count */
};

static int refuse(struct vouch_err *err, const char *why)
{
	return vouch_err_set(err, VOUCH_E_OBSERVE, "the binary property list %s", why);
}

static uint64_t big_endian(const unsigned char *bytes, size_t size)
{
	uint64_t number = 0;

	while (size--)
		number = number << 8 | *bytes++;
	return number;
}

static int read_span(struct walk *walk, size_t at, struct span *out)
{
	unsigned marker = walk->bytes[at];
	size_t size;

	out->kind = marker >> 4;
	out->count = marker & 0xf;
	out->body = at + 1;
	if (out->count != 0xf || out->kind < 0x4 || out->kind == 0x8)
		return 0;
	/* The count did not fit in the marker: an integer object follows. */
	if (out->body >= walk->table || walk->bytes[out->body] >> 4 != 1 ||
		(walk->bytes[out->body] & 0xf) > 3)
		return refuse(walk->err, "has a broken count");
	size = (size_t)1 << (walk->bytes[out->body] & 0xf);
	out->body++;
	if (size > walk->table - out->body)
		return refuse(walk->err, "has a count that leads outside");
	out->count = (size_t)big_endian(walk->bytes + out->body, size);
	out->body += size;
	return 0;
}

/* How many bytes the body of an object takes; SIZE_MAX for a kind that is none. */
static size_t body_size(const struct walk *walk, const struct span *span)
{
	size_t limit = walk->table;

	if (span->count > limit)
		return SIZE_MAX;
	switch (span->kind) {
	case 0x0: return span->count == 0x8 || span->count == 0x9 ? 0 : SIZE_MAX;
	case 0x1: return span->count <= 4 ? (size_t)1 << span->count : SIZE_MAX;
	case 0x2: return span->count == 2 || span->count == 3 ? (size_t)1 << span->count : SIZE_MAX;
	case 0x3: return span->count == 3 ? 8 : SIZE_MAX;
	case 0x4:
	case 0x5: return span->count;
	case 0x6: return span->count * 2;
	case 0x8: return span->count + 1 <= 8 ? span->count + 1 : SIZE_MAX;
	case 0xa: return span->count * walk->ref_size;
	case 0xd: return span->count * walk->ref_size * 2;
	default: return SIZE_MAX;
	}
}

static int find_object(struct walk *walk, size_t index, struct span *out)
{
	uint64_t at = big_endian(
		walk->bytes + walk->table + index * walk->offset_size, walk->offset_size);
	size_t size;
	int r;

	if (at < HEADER || at >= walk->table)
		return refuse(walk->err, "has an offset that leads outside");
	r = read_span(walk, (size_t)at, out);
	if (r < 0)
		return r;
	size = body_size(walk, out);
	if (size == SIZE_MAX)
		return refuse(walk->err, "has an object of an unknown kind");
	if (size > walk->table - out->body)
		return refuse(walk->err, "has an object that leads outside");
	return 0;
}

static int weigh(struct walk *walk, size_t index, int depth);

static int weigh_children(
	struct walk *walk, struct object *object, const struct span *span, int depth)
{
	size_t refs = span->kind == 0xd ? span->count * 2 : span->count;
	size_t i;

	if (refs > walk->refs_left)
		return refuse(walk->err, "has containers that overlap");
	walk->refs_left -= refs;
	for (i = 0; i < refs; i++) {
		uint64_t child =
			big_endian(walk->bytes + span->body + i * walk->ref_size, walk->ref_size);
		struct span key;
		int r;

		if (child >= walk->count)
			return refuse(walk->err, "has a reference that leads outside");
		r = weigh(walk, (size_t)child, depth + 1);
		if (r < 0)
			return r;
		if (span->kind == 0xd && i < span->count) {
			r = find_object(walk, (size_t)child, &key);
			if (r < 0)
				return r;
			if (key.kind != 0x5 && key.kind != 0x6)
				return refuse(walk->err, "has a key that is not text");
		}
		object->weight += walk->objects[child].weight;
		if (object->weight > WEIGHT_MAX)
			return refuse(walk->err, "would be too large written out");
		if (object->height <= walk->objects[child].height)
			object->height = (uint8_t)(walk->objects[child].height + 1);
	}
	return 0;
}

/* Recursion is bounded by VOUCH_PLIST_DEPTH_MAX. */
static int weigh(struct walk *walk, size_t index, int depth)
{
	struct object *object = &walk->objects[index];
	struct span span;
	int r;

	if (object->visit == OPEN)
		return refuse(walk->err, "contains itself");
	if (object->visit == NEW) {
		if (depth > VOUCH_PLIST_DEPTH_MAX)
			return refuse(walk->err, "nests too deep");
		r = find_object(walk, index, &span);
		if (r < 0)
			return r;
		object->visit = OPEN;
		object->weight = NODE_WEIGHT;
		if (span.kind == 0xa || span.kind == 0xd)
			r = weigh_children(walk, object, &span, depth);
		else if (body_size(walk, &span) < WEIGHT_MAX)
			object->weight += (uint32_t)body_size(walk, &span);
		else
			r = refuse(walk->err, "has an object that is too large");
		if (r < 0)
			return r;
		object->visit = DONE;
	}
	if (depth + object->height > VOUCH_PLIST_DEPTH_MAX)
		return refuse(walk->err, "nests too deep");
	return 0;
}

int vouch_plist_guard_binary(const unsigned char *bytes, size_t length, struct vouch_err *err)
{
	struct walk walk = {.bytes = bytes, .err = err};
	const unsigned char *trailer;
	uint64_t count, root, table;
	int r;

	if (length < HEADER + TRAILER)
		return refuse(err, "is cut off");
	trailer = bytes + length - TRAILER;
	walk.offset_size = trailer[6];
	walk.ref_size = trailer[7];
	count = big_endian(trailer + 8, 8);
	root = big_endian(trailer + 16, 8);
	table = big_endian(trailer + 24, 8);
	if (walk.offset_size < 1 || walk.offset_size > 8 || walk.ref_size < 1 || walk.ref_size > 8)
		return refuse(err, "has a broken trailer");
	if (table < HEADER || table > length - TRAILER || count < 1 || root >= count ||
		count > (length - TRAILER - table) / walk.offset_size || count > table - HEADER)
		return refuse(err, "has a trailer that leads outside");
	walk.table = (size_t)table;
	walk.count = (size_t)count;
	walk.refs_left = length;
	walk.objects = calloc(walk.count, sizeof *walk.objects);
	if (!walk.objects)
		return refuse(err, "has more objects than there is memory");
	r = weigh(&walk, (size_t)root, 0);
	free(walk.objects);
	return r;
}
