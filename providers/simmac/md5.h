/* md5.h – MD5 (RFC 1321), for the tool of that name alone: nothing here relies on it. */
#ifndef SIMMAC_MD5_H
#define SIMMAC_MD5_H

#include <stddef.h>
#include <stdint.h>

struct simmac_md5 {
	uint32_t state[4];
	uint64_t length;
	unsigned char block[64];
};

void simmac_md5_begin(struct simmac_md5 *md5);
void simmac_md5_add(struct simmac_md5 *md5, const void *bytes, size_t length);
void simmac_md5_end(struct simmac_md5 *md5, unsigned char digest[16]);

#endif
