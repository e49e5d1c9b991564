/* heard.c – SipHash-2-4 over what was read. */
#include "heard.h"

#include <string.h>

static uint64_t rotate(uint64_t value, int by)
{
	return (value << by) | (value >> (64 - by));
}

static uint64_t word_of(const unsigned char bytes[8])
{
	uint64_t word = 0;
	int i;

	for (i = 7; i >= 0; i--)
		word = word << 8 | bytes[i];
	return word;
}

static void round_of(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[0] = rotate(v[0], 32);
	v[2] += v[3];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[2] = rotate(v[2], 32);
}

static void take_word(uint64_t v[4], uint64_t word)
{
	v[3] ^= word;
	round_of(v);
	round_of(v);
	v[0] ^= word;
}

void simmac_heard_begin(struct simmac_heard *heard, const unsigned char key[SIMMAC_HEARD_KEY])
{
	uint64_t first = word_of(key), second = word_of(key + 8);

	memset(heard, 0, sizeof *heard);
	heard->v[0] = first ^ UINT64_C(0x736f6d6570736575);
	heard->v[1] = second ^ UINT64_C(0x646f72616e646f6d);
	heard->v[2] = first ^ UINT64_C(0x6c7967656e657261);
	heard->v[3] = second ^ UINT64_C(0x7465646279746573);
}

void simmac_heard_add(struct simmac_heard *heard, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	size_t i;

	for (i = 0; heard && i < length; i++) {
		heard->pending[heard->length++ % 8] = at[i];
		if (heard->length % 8 == 0)
			take_word(heard->v, word_of(heard->pending));
	}
}

uint64_t simmac_heard_digest(const struct simmac_heard *heard)
{
	unsigned char last[8] = {0};
	uint64_t v[4];
	int i;

	memcpy(v, heard->v, sizeof v);
	memcpy(last, heard->pending, heard->length % 8);
	last[7] = (unsigned char)heard->length;
	take_word(v, word_of(last));
	v[2] ^= 0xff;
	for (i = 0; i < 4; i++)
		round_of(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}
