/* darwin.h – the version of the kernel below a macOS: 14.5 is Darwin 23.5.0. */
#ifndef SIMMAC_DARWIN_H
#define SIMMAC_DARWIN_H

#include "mac.h"

const char *simmac_darwin_release(struct simmac_mac *mac);

#endif
