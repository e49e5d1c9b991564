/* md5.c – MD5 as RFC 1321 describes it. */
#include "md5.h"

#include <string.h>

enum { BLOCK = 64, STEPS = 64, LENGTH_AT = 56 };

/* floor(2^32 * abs(sin(i + 1))) */
static const uint32_t sines[STEPS] = {0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf,
	0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be,
	0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51,
	0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6,
	0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942,
	0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
	0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8,
	0xc4ac5665, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92,
	0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82,
	0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

static const unsigned char turns[4][4] = {
	{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

static uint32_t mix(const uint32_t s[4], unsigned step, unsigned *word)
{
	switch (step / 16) {
	case 0: *word = step; return (s[1] & s[2]) | (~s[1] & s[3]);
	case 1: *word = (5 * step + 1) % 16; return (s[3] & s[1]) | (~s[3] & s[2]);
	case 2: *word = (3 * step + 5) % 16; return s[1] ^ s[2] ^ s[3];
	default: *word = 7 * step % 16; return s[2] ^ (s[1] | ~s[3]);
	}
}

static void take_block(struct simmac_md5 *md5)
{
	uint32_t words[16], s[4];
	unsigned i, word;

	for (i = 0; i < 16; i++)
		words[i] = (uint32_t)md5->block[4 * i] | (uint32_t)md5->block[4 * i + 1] << 8 |
			   (uint32_t)md5->block[4 * i + 2] << 16 |
			   (uint32_t)md5->block[4 * i + 3] << 24;
	memcpy(s, md5->state, sizeof s);
	for (i = 0; i < STEPS; i++) {
		uint32_t sum = s[0] + mix(s, i, &word) + sines[i] + words[word];
		unsigned turn = turns[i / 16][i % 4];

		s[0] = s[3];
		s[3] = s[2];
		s[2] = s[1];
		s[1] += sum << turn | sum >> (32 - turn);
	}
	for (i = 0; i < 4; i++)
		md5->state[i] += s[i];
}

void simmac_md5_begin(struct simmac_md5 *md5)
{
	*md5 = (struct simmac_md5){{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}, 0, {0}};
}

void simmac_md5_add(struct simmac_md5 *md5, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;

	for (; length > 0; length--) {
		md5->block[md5->length++ % BLOCK] = *at++;
		if (md5->length % BLOCK == 0)
			take_block(md5);
	}
}

void simmac_md5_end(struct simmac_md5 *md5, unsigned char digest[16])
{
	static const unsigned char padding[BLOCK] = {0x80};
	uint64_t bits = md5->length * 8;
	unsigned char count[8];
	unsigned i;

	for (i = 0; i < 8; i++)
		count[i] = (unsigned char)(bits >> (8 * i));
	simmac_md5_add(md5, padding, 1 + (LENGTH_AT + BLOCK - 1 - md5->length % BLOCK) % BLOCK);
	simmac_md5_add(md5, count, sizeof count);
	for (i = 0; i < 16; i++)
		digest[i] = (unsigned char)(md5->state[i / 4] >> (8 * (i % 4)));
}
