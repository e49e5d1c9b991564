/* diskutil.h – one call of diskutil, and the disk of a simulated Mac as its verbs show it. FACTS 5
 */
#ifndef SIMMAC_DISKUTIL_H
#define SIMMAC_DISKUTIL_H

#include <stdbool.h>

#include "vouch/base/plist.h"

#include "mac.h"

struct simmac_diskutil {
	struct simmac_mac *mac;
	const char *volume;
	bool plist;
};

/* One volume of the container that the Mac started from. */
struct simmac_disk_volume {
	const char *name, *role; /* role "" where the release gives it none */
	const char *slice;       /* disk1s5 */
	const char *mounted;     /* NULL: it is not */
	const char *uuid;
	int64_t used;
	bool sealed;    /* it is mounted as a snapshot */
	bool encrypted; /* FileVault's */
};

struct simmac_disk {
	const char *container; /* disk3 */
	const char *group;     /* UUID of the volume group, or NULL */
	struct simmac_disk_volume *items;
	size_t count, room;
};

/* The snapshot that a sealed system starts from. */
#define SIMMAC_DISK_SNAPSHOT \
	"com.apple.os.update-0F1E2D3C4B5A69788796A5B4C3D2E1F00F1E2D3C4B5A69788796A5B4C3D2E1F0"

extern const int64_t simmac_disk_size, simmac_disk_free;
/* "494.4 GB" */
const char *simmac_disk_short_size(struct simmac_mac *mac, int64_t bytes);
/* Of an APFS Mac, in order of the slices. */
struct simmac_disk simmac_disk_of(struct simmac_mac *mac);

void simmac_diskutil_print(const struct vouch_plist *root);
/* On standard output, in either form. */
int simmac_diskutil_refuse(const struct simmac_diskutil *call, const char *message);
int simmac_diskutil_not_apfs(const struct simmac_diskutil *call);

int simmac_diskutil_users(const struct simmac_diskutil *call);
int simmac_diskutil_preboot(const struct simmac_diskutil *call);
int simmac_diskutil_disks(const struct simmac_diskutil *call);
int simmac_diskutil_list(const struct simmac_diskutil *call);
int simmac_diskutil_info(const struct simmac_diskutil *call);

#endif
