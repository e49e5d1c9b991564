/* stat.h – what the parts of stat share: one file as it is to be told. */
#ifndef SIMMAC_STAT_H
#define SIMMAC_STAT_H

#include <stdint.h>
#include <sys/stat.h>

#include "mac.h"
#include "vouch/base/buf.h"

struct simmac_stat {
	struct simmac_mac *mac;
	const char *times;  /* of -t */
	const char *name;   /* as it was asked for */
	const char *target; /* of a link; "" */
	struct stat status;
	uint32_t flags; /* file_flags.h */
};

/* The whole of a format; NULL, or where it cannot be understood. */
const char *simmac_stat_format(struct simmac_stat *file, const char *format, struct vouch_buf *out);

#endif
