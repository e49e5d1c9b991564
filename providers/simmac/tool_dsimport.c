/* tool_dsimport.c – dsimport: accounts and groups from a file, with or without those that are
 * there. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "dscl_value.h"
#include "dsimport.h"
#include "input.h"
#include "list_file.h"
#include "physics.h"
#include "policy_data.h"
#include "tools.h"

/* EX_USAGE, EX_DATAERR, EX_NOINPUT, EX_NOPERM */
enum { EXIT_USAGE = 64, EXIT_DATA = 65, EXIT_NO_INPUT = 66, EXIT_NO_PERMISSION = 77 };

enum mode { OVERWRITE = 'O', MERGE = 'M', IGNORE = 'I', APPEND = 'A', NO_CHECK = 'N' };

struct call {
	struct simmac_mac *mac;
	const char *file, *node, *mode;
	const char *user, *password;
	int64_t next_uid; /* --startid; 0: none is given out */
	struct simmac_import import;
	size_t failed;
};

static int usage(void)
{
	fputs("usage: dsimport [-h] filepath nodepath (O|M|I|A|N) [options]\n"
	      "  O  overwrite  M  merge  I  ignore  A  append  N  no duplicate checking\n"
	      "  -u, --username name  -p, --password word  -s, --startid number\n",
		stderr);
	return EXIT_USAGE;
}

static bool take_words(struct call *call, int argc, char **argv)
{
	const char **places[] = {&call->file, &call->node, &call->mode};
	size_t next = 0;
	int i;

	for (i = 1; i < argc; i++) {
		const char *word = argv[i];

		if (strcmp(word, "-g") == 0 || strcmp(word, "-v") == 0 ||
			strcmp(word, "--verbose") == 0)
			continue;
		if (word[0] != '-') {
			if (next == sizeof places / sizeof *places)
				return false;
			*places[next++] = word;
			continue;
		}
		if (word[1] && !word[2] && strchr("OMIAN", word[1]) && next == 2) {
			*places[next++] = word + 1; /* the older way to name a mode */
			continue;
		}
		if (++i == argc)
			return false;
		if (strcmp(word, "-u") == 0 || strcmp(word, "--username") == 0)
			call->user = argv[i];
		else if (strcmp(word, "-p") == 0 || strcmp(word, "--password") == 0)
			call->password = argv[i];
		else if ((strcmp(word, "-s") != 0 && strcmp(word, "--startid") != 0) ||
			 !vouch_text_number(argv[i], &call->next_uid) || call->next_uid < 1)
			return false;
	}
	return next == sizeof places / sizeof *places && !call->mode[1] &&
	       strchr("OMIAN", call->mode[0]);
}

/* Root, or an administrator by -u and -p. */
static bool may_import(struct call *call)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	SIMMAC_RECORD user = {0};

	if (!call->user)
		return simmac_mac_is_root(call->mac);
	if (call->password ? vouch_secret_set(
				     &password, call->password, strlen(call->password), NULL) < 0
			   : !simmac_input_prompt(&call->mac->heard, "Password: ", &password))
		return false;
	if (simmac_mac_lock(call->mac, SIMMAC_CHANGE) < 0)
		return false;
	if (simmac_authenticate(call->mac, call->user, &password) != SIMMAC_OK ||
		simmac_record_find(call->mac, SIMMAC_USERS, call->user, &user) != 1 ||
		!simmac_is_admin(call->mac, &user))
		return false;
	call->mac->caller = "root";
	simmac_mac_unlock(call->mac);
	return true;
}

static int complain(struct call *call, const char *name, const char *what)
{
	fprintf(stderr, "dsimport: %s: %s\n", name, what);
	call->failed++;
	return 0;
}

/* One value as the record keeps it; NULL: it is not what the header says it is. */
static struct vouch_plist *value_of(
	struct call *call, const struct simmac_import_field *field, const char *text)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};
	struct vouch_bytes file;

	switch (field->form) {
	case SIMMAC_IMPORT_TEXT: return vouch_plist_new_string(text);
	case SIMMAC_IMPORT_BASE64:
		return simmac_base64_parse(text, strlen(text), &bytes)
			       ? vouch_plist_new_data(bytes.bytes, bytes.length)
			       : NULL;
	case SIMMAC_IMPORT_FILE: break;
	}
	return simmac_list_read_bytes(call->mac, simmac_list_path(call->mac, text), &file) == 0
		       ? vouch_plist_new_data(file.data, file.length)
		       : NULL;
}

/* New values for an attribute; a merge leaves out those it has. */
static bool put(struct call *call, struct simmac_record *record,
	const struct simmac_import_field *field, const struct simmac_import_values *values)
{
	const char *key = simmac_attribute_key(&call->mac->arena, record->type, field->name);
	struct vouch_plist *list = vouch_plist_get(record->list, key);
	size_t i;

	/* A name that is there already is the one by which the record was found. */
	for (i = 0; i < values->count; i++) {
		struct vouch_plist *value;

		if (field->form == SIMMAC_IMPORT_TEXT &&
			(call->mode[0] != APPEND || strcmp(key, "name") == 0) &&
			simmac_record_has(record, key, values->items[i]))
			continue;
		if (strcmp(key, "name") == 0 && !simmac_record_name_fits(values->items[i]))
			return false;
		value = value_of(call, field, values->items[i]);
		if (!value)
			return false;
		if (!list) {
			list = vouch_plist_new_array();
			vouch_plist_set(record->list, key, list);
		}
		vouch_plist_append(list, value);
	}
	return true;
}

static size_t find_field(const struct call *call, const char *key)
{
	struct vouch_arena arena = {NULL};
	size_t i;

	for (i = 0; i < call->import.count; i++)
		if (strcmp(simmac_attribute_key(
				   &arena, call->import.type, call->import.items[i].name),
			    key) == 0)
			break;
	vouch_arena_release(&arena);
	return i;
}

/* A number or a name that another record of the type has. 1, 0, or negative: broken. */
static int is_taken(struct call *call, const struct simmac_record *record,
	const struct simmac_import_values *values)
{
	const char *key = call->import.type == SIMMAC_USERS ? "uid" : "gid";
	size_t field = find_field(call, key);
	SIMMAC_RECORD other = {0};
	int r;

	if (call->import.type > SIMMAC_GROUPS || call->mode[0] == NO_CHECK ||
		field == call->import.count || values[field].count == 0)
		return 0;
	r = simmac_record_find_by(
		call->mac, call->import.type, key, values[field].items[0], &other);
	return r == 1 ? strcmp(other.file, record->file) != 0 : r;
}

/* "dsAuthMethodStandard:dsAuthClearText" beside a password sets it as a password. */
static int set_password(
	struct call *call, struct simmac_record *record, const struct simmac_import_values *values)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	size_t method = find_field(call, "AuthMethod"), word = find_field(call, "passwd");
	enum simmac_outcome outcome;

	if (call->import.type != SIMMAC_USERS || method == call->import.count ||
		word == call->import.count || values[method].count == 0 ||
		values[word].count == 0 ||
		!vouch_text_ends(values[method].items[0], "dsAuthClearText"))
		return 0;
	simmac_record_set(record, "passwd", "********");
	simmac_record_unset(record, "AuthMethod");
	if (vouch_secret_set(&password, values[word].items[0], strlen(values[word].items[0]),
		    &call->mac->err) < 0)
		return -1;
	outcome = simmac_password_put(call->mac, record, &password);
	if (outcome == SIMMAC_BROKEN)
		return -1;
	return outcome == SIMMAC_OK ? 0 : complain(call, record->file, "the password is refused");
}

static void complete(struct call *call, struct simmac_record *record)
{
	if (record->type == SIMMAC_USERS || record->type == SIMMAC_GROUPS)
		simmac_record_set(
			record, "passwd", record->type == SIMMAC_USERS ? "********" : "*");
	simmac_record_set(record, "record_daemon_version", call->mac->rules->record_daemon);
	if (record->type == SIMMAC_USERS)
		simmac_policy_created(call->mac, record);
	if (record->type == SIMMAC_USERS && call->next_uid > 0)
		simmac_record_set(record, "uid",
			vouch_arena_printf(&call->mac->arena, "%lld", (long long)call->next_uid++));
}

static int import_record(struct call *call, const struct simmac_import_values *values)
{
	SIMMAC_RECORD record = {0};
	size_t field = find_field(call, "name"), i;
	const char *name = values[field].count > 0 ? values[field].items[0] : "";
	int there, taken;

	if (!simmac_record_name_fits(name))
		return complain(call, name, "a record cannot be called so");
	there = simmac_record_find(call->mac, call->import.type, name, &record);
	if (there < 0 || (there && call->mode[0] == IGNORE))
		return there < 0 ? -1 : 0;
	if (there && call->mode[0] == NO_CHECK)
		return complain(call, name, "eDSRecordAlreadyExists");
	if (there && call->mode[0] == OVERWRITE) {
		simmac_record_release(&record);
		there = 0;
	}
	if (!there) {
		record = simmac_record_new(call->mac, call->import.type, name);
		complete(call, &record);
	}
	taken = is_taken(call, &record, values);
	if (taken != 0)
		return taken < 0 ? -1 : complain(call, name, "its number is another record's");
	for (i = 0; i < call->import.count; i++) {
		const char *key = simmac_attribute_key(
			&call->mac->arena, call->import.type, call->import.items[i].name);

		/* What a new record came with gives way to what the file says. */
		if (!there && values[i].count > 0 && strcmp(key, "name") != 0)
			simmac_record_unset(&record, key);
		if (!put(call, &record, &call->import.items[i], &values[i]))
			return complain(call, name, "a value is not what the header says it is");
	}
	if (simmac_record_save(call->mac, &record) < 0)
		return -1;
	return set_password(call, &record, values);
}

int simmac_dsimport(struct simmac_mac *mac, int argc, char **argv)
{
	struct call call = {.mac = mac};
	struct simmac_import_values *values;
	struct vouch_bytes file;
	const char *wrong;

	if (!take_words(&call, argc, argv))
		return usage();
	if (!vouch_text_equal_nocase(call.node, "/Local/Default") && strcmp(call.node, ".") != 0) {
		fprintf(stderr, "dsimport: %s: the simulated Mac has its local node only\n",
			call.node);
		return EXIT_USAGE;
	}
	if (!may_import(&call)) {
		fputs("dsimport: Unable to authenticate\n", stderr);
		return EXIT_NO_PERMISSION;
	}
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	if (simmac_list_read_bytes(mac, simmac_list_path(mac, call.file), &file) < 0) {
		fprintf(stderr, "dsimport: unable to open %s\n", call.file);
		return EXIT_NO_INPUT;
	}
	wrong = simmac_import_open(&mac->arena, &file, &call.import);
	if (!wrong && find_field(&call, "name") == call.import.count)
		wrong = "the header has no RecordName";
	if (wrong) {
		fprintf(stderr, "dsimport: %s: %s\n", call.file, wrong);
		return EXIT_DATA;
	}
	while (simmac_import_next(&mac->arena, &call.import, &values))
		if (import_record(&call, values) < 0)
			return simmac_mac_failed(mac);
	return call.failed > 0 ? EXIT_DATA : 0;
}
