/* parse_users.c – user records of dscl -plist: what each record alone tells of its account. */
#include <string.h>

#include "directory_record.h"
#include "parse_directory.h"
#include "record_uuid.h"
#include "vouch/base/text.h"

/* The marks in AuthenticationAuthority that matter here. */
struct authority {
	bool readable, shadow_hash, secure_token, disabled, cached;
};

static struct authority read_authority(struct vouch_arena *arena, const struct vouch_plist *record)
{
	struct authority authority = {0};
	struct vouch_macos_values values;
	size_t i;

	/* FACTS Q2: a record without the key has no authority, which is an answer. */
	authority.readable = vouch_macos_record_values(
		arena, record, VOUCH_MACOS_KEY("AuthenticationAuthority"), &values);
	if (!authority.readable)
		return authority;
	for (i = 0; i < values.count; i++) {
		const char *value = values.items[i];

		/* FACTS 3.3: the tag; ";DisabledTags;SecureToken" is another value and no tag. */
		authority.secure_token |= vouch_text_starts(value, ";SecureToken;");
		/* FACTS 3.3: alone, or in front of the value that it disables. */
		authority.disabled |= vouch_text_starts(value, ";DisabledUser;");
		authority.cached |= vouch_text_starts(value, ";LocalCachedUser;");
		authority.shadow_hash |= strstr(value, ";ShadowHash;") != NULL;
	}
	return authority;
}

static enum vouch_tri readable_tri(const struct authority *authority, bool claim)
{
	return authority->readable ? vouch_tri_from(claim) : VOUCH_UNKNOWN;
}

/* FACTS 3.6: IsHidden hides whatever the uid is. That uids below 500 are left out at the login
 * window too is macOS's default, not this field: a declared "hidden" is about IsHidden alone. */
static enum vouch_tri read_hidden(struct vouch_arena *arena, const struct vouch_plist *record)
{
	const char *text = vouch_macos_record_text(arena, record, VOUCH_MACOS_KEY("IsHidden"));

	if (!text)
		return VOUCH_UNKNOWN;
	return vouch_tri_from(vouch_text_equal(text, "1") || vouch_text_equal_nocase(text, "yes") ||
			      vouch_text_equal_nocase(text, "true"));
}

static bool is_one_of(const char *text, const char *const *words)
{
	for (; text && *words; words++)
		if (vouch_text_equal(text, *words))
			return true;
	return false;
}

static bool is_system_name(const char *name)
{
	static const char *const names[] = {"root", "daemon", "nobody", NULL};

	return is_one_of(name, names);
}

/* FACTS 2.3: a role account has a name with "_" and a uid of 200 to 400, /usr/bin/false and
 * /var/empty. Apple's own service accounts look like one of these. A service account of a vendor
 * ("_agent", uid 501 on, a real shell) is an ordinary account: it can hold a token and vouch. */
static enum vouch_kind read_kind(
	const struct vouch_account *account, const struct authority *authority)
{
	static const char *const shells[] = {"/usr/bin/false", "/sbin/nologin", NULL};
	static const char *const homes[] = {"/var/empty", "/dev/null", "", NULL};
	bool no_shell = is_one_of(account->shell, shells);
	bool no_home = is_one_of(account->home, homes);
	bool small_uid = account->uid.known && account->uid.value <= 400;

	if (is_system_name(account->name))
		return VOUCH_KIND_ROLE;
	if (!authority->readable || !account->shell || !account->home)
		return VOUCH_KIND_UNKNOWN;
	if (authority->cached)
		return VOUCH_KIND_MOBILE; /* FACTS 3.3 */
	if (account->name[0] == '_' && (no_shell || no_home || small_uid || !account->uid.known))
		return VOUCH_KIND_ROLE;
	/* FACTS 1.3: made for file sharing only: nowhere to log in to and nothing to log in with.
	 */
	if (no_shell && no_home)
		return VOUCH_KIND_SHARING;
	return VOUCH_KIND_LOCAL;
}

/* FACTS 3.4: accountPolicyData is an XML property list in a text. Only the one number is taken, as
 * it stands; failed logins are counted beside it and leave it alone. */
static const char *read_password_stamp(struct vouch_arena *arena, const struct vouch_plist *record)
{
	static const char key[] = "<key>passwordLastSetTime</key>";
	enum { LONGEST = 40 };
	const char *text =
		vouch_macos_record_text(arena, record, VOUCH_MACOS_KEY("accountPolicyData"));
	const char *place = text == NULL ? NULL : strstr(text, key);
	size_t length;

	if (place == NULL)
		return NULL;
	place += strlen(key);
	place += strspn(place, " \t\r\n");
	if (!vouch_text_starts(place, "<real>") && !vouch_text_starts(place, "<integer>"))
		return NULL;
	place += strcspn(place, ">") + 1;
	length = strspn(place, "0123456789.");
	if (length == 0 || length > LONGEST || place[length] != '<')
		return NULL;
	return vouch_arena_text_n(arena, place, length);
}

static bool read_account(
	struct vouch_arena *arena, const struct vouch_plist *record, struct vouch_account *account)
{
	struct authority authority = read_authority(arena, record);

	if (!vouch_macos_record_names(arena, record, &account->name, &account->aliases))
		return false;
	account->uid = vouch_macos_record_number(arena, record, VOUCH_MACOS_KEY("UniqueID"));
	account->gid = vouch_macos_record_number(arena, record, VOUCH_MACOS_KEY("PrimaryGroupID"));
	account->uuid = vouch_macos_uuid(
		arena, vouch_macos_record_text(arena, record, VOUCH_MACOS_KEY("GeneratedUID")));
	account->full_name = vouch_macos_record_text(arena, record, VOUCH_MACOS_KEY("RealName"));
	account->home = vouch_macos_record_text(arena, record, VOUCH_MACOS_KEY("NFSHomeDirectory"));
	account->shell = vouch_macos_record_text(arena, record, VOUCH_MACOS_KEY("UserShell"));
	account->picture = vouch_macos_record_text(arena, record, VOUCH_MACOS_KEY("Picture"));
	account->password_hint =
		vouch_macos_record_text(arena, record, VOUCH_MACOS_KEY("AuthenticationHint"));
	account->hidden = read_hidden(arena, record);
	account->token_tag = readable_tri(&authority, authority.secure_token);
	account->disabled = readable_tri(&authority, authority.disabled);
	/* FACTS 3.3, N3: a local password is a ShadowHash authority. The key Password is no proof:
	 * a record made with -create shows ******** before it has a password. */
	account->password = readable_tri(&authority, authority.shadow_hash);
	account->password_stamp = read_password_stamp(arena, record);
	account->kind = read_kind(account, &authority);
	return true;
}

bool vouch_macos_parse_user(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_account *out, const char **why)
{
	struct vouch_plist *root = NULL;
	struct vouch_account account = {0};
	struct vouch_err err = {0};
	bool readable = false;

	if (vouch_plist_parse(bytes.data, bytes.length, VOUCH_MACOS_PLIST_CAP, &root, &err) < 0)
		*why = vouch_arena_text(arena, err.msg);
	else if (vouch_plist_kind(root) != VOUCH_PLIST_DICT)
		*why = "the property list is no record";
	else if (!read_account(arena, root, &account))
		*why = "the record has no name";
	else
		readable = true;
	vouch_plist_free(root);
	if (readable)
		*out = account;
	return readable;
}

/* The accounts are sorted: two of one name stand side by side. */
static const char *find_double(const struct vouch_accounts *accounts)
{
	size_t i;

	for (i = 1; i < accounts->count; i++)
		if (vouch_text_equal(accounts->items[i - 1].name, accounts->items[i].name))
			return accounts->items[i].name;
	return NULL;
}

bool vouch_macos_parse_users(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_accounts *out, size_t *nameless, const char **why)
{
	struct vouch_plist *records = vouch_macos_records_parse(arena, bytes, why);
	struct vouch_snapshot sorted = {0};
	size_t i, without = 0, count = vouch_plist_count(records);
	const char *twice;

	if (!records)
		return false;
	for (i = 0; i < count; i++) {
		struct vouch_account account = {0};

		if (read_account(arena, vouch_plist_item(records, i), &account))
			*VOUCH_PUSH(arena, &sorted.accounts) = account;
		else
			without++;
	}
	vouch_plist_free(records);
	vouch_snapshot_sort(&sorted);
	twice = find_double(&sorted.accounts);
	if (twice)
		*why = vouch_arena_printf(
			arena, "two accounts are called %s", vouch_text_escaped(arena, twice));
	else if (sorted.accounts.count == 0)
		*why = "it names no account, and every Mac has root";
	else {
		*out = sorted.accounts;
		*nameless = without;
		return true;
	}
	return false;
}
