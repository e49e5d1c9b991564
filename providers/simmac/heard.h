/* heard.h – what a tool has read of its input, as length and keyed digest: never the bytes.
 *
 * SipHash-2-4 with a key that each simulated Mac makes for itself. Two calls that were fed the same
 * have the same digest on one Mac; nothing tells what it was.
 */
#ifndef SIMMAC_HEARD_H
#define SIMMAC_HEARD_H

#include <stddef.h>
#include <stdint.h>

enum { SIMMAC_HEARD_KEY = 16 };

struct simmac_heard {
	uint64_t v[4];
	unsigned char pending[8];
	size_t length;
};

void simmac_heard_begin(struct simmac_heard *heard, const unsigned char key[SIMMAC_HEARD_KEY]);
/* heard NULL: nobody wants to know. */
void simmac_heard_add(struct simmac_heard *heard, const void *bytes, size_t length);
uint64_t simmac_heard_digest(const struct simmac_heard *heard);

#endif
