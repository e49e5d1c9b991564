/* snapshot_machine.c – the machine of a snapshot: every key with its reader. */
#include <string.h>

#include "snapshot_value.h"

READ_TEXT(read_serial, snapshot->machine.serial)
READ_TEXT(read_hostname, snapshot->machine.hostname)
READ_TEXT(read_model, snapshot->machine.model)
READ_TEXT(read_os, snapshot->machine.os)
READ_WORD(read_chip, vouch_chip_parse, snapshot->machine.chip)
READ_WORD(read_filesystem, vouch_filesystem_parse, snapshot->machine.filesystem)
READ_WORD(read_machine_filevault, vouch_filevault_parse, snapshot->machine.filevault)
READ_WORD(read_mdm, vouch_mdm_parse, snapshot->machine.mdm)
READ_WORD(read_bootstrap, vouch_bootstrap_parse, snapshot->machine.bootstrap_token)

static int read_recovery_key(void *context, const cJSON *value, struct vouch_err *err)
{
	static const char *const words[] = {"unknown", "absent", "present"};
	struct snapshot_reading *self = context;
	int i;

	for (i = 0; i < 3; i++) {
		if (cJSON_IsString(value) && strcmp(value->valuestring, words[i]) == 0) {
			self->snapshot->machine.recovery_key = (enum vouch_tri)i;
			return 0;
		}
	}
	return snapshot_unknown_word(err, value);
}

static int read_logged_in(void *context, const cJSON *value, struct vouch_err *err)
{
	struct snapshot_reading *self = context;

	if (value == NULL) {
		self->snapshot->machine.logged_in.known = true;
		return 0;
	}
	return snapshot_names(self, value, &self->snapshot->machine.logged_in, err);
}

int snapshot_read_machine(void *context, const cJSON *value, struct vouch_err *err)
{
	static const struct json_member members[] = {
		{"serial", false, read_serial},
		{"hostname", false, read_hostname},
		{"model", false, read_model},
		{"os", false, read_os},
		{"chip", false, read_chip},
		{"filesystem", false, read_filesystem},
		{"filevault", false, read_machine_filevault},
		{"mdm", false, read_mdm},
		{"bootstrap_token", false, read_bootstrap},
		{"recovery_key", false, read_recovery_key},
		{"logged_in", true, read_logged_in},
	};

	return json_members(value, members, sizeof members / sizeof members[0], context, err);
}
