/* trouble_text.c – the kinds of refusals, as tables of tests name them. */
#include "trouble_text.h"

const char *trouble_text(enum vouch_macos_trouble_kind kind)
{
	static const char *const texts[VOUCH_MACOS_TROUBLE_COUNT + 1] = {
		[VOUCH_MACOS_BAD_CREDENTIALS] = "bad credentials",
		[VOUCH_MACOS_BAD_TARGET_PASSWORD] = "bad target password",
		[VOUCH_MACOS_GRANTOR_REFUSED] = "grantor refused",
		[VOUCH_MACOS_SELF_REVOKE] = "self revoke",
		[VOUCH_MACOS_NO_UNLOCK_RECORD] = "no unlock record",
		[VOUCH_MACOS_LAST_ONE] = "last one",
		[VOUCH_MACOS_NO_PERMISSION] = "no permission",
		[VOUCH_MACOS_DUPLICATE] = "duplicate",
		[VOUCH_MACOS_POLICY] = "policy",
		[VOUCH_MACOS_OLD_SYSTEM] = "old system",
		[VOUCH_MACOS_NOT_ROOT] = "not root",
		[VOUCH_MACOS_DISABLED] = "disabled",
		[VOUCH_MACOS_NO_PASSWORD_INPUT] = "no password input",
		[VOUCH_MACOS_NEED_GRANTOR] = "need grantor",
		[VOUCH_MACOS_NO_GROUP] = "no group",
		[VOUCH_MACOS_NO_USER] = "no user",
		[VOUCH_MACOS_NOT_ADDED] = "not added",
		[VOUCH_MACOS_NO_FILEVAULT] = "no filevault",
		[VOUCH_MACOS_MANAGED] = "managed",
		[VOUCH_MACOS_NO_SERVER] = "no server",
		[VOUCH_MACOS_NO_SERVICE] = "no service",
		[VOUCH_MACOS_REFUSED] = "refused",
		[VOUCH_MACOS_TROUBLE_COUNT] = "none",
	};

	return kind <= VOUCH_MACOS_TROUBLE_COUNT ? texts[kind] : texts[VOUCH_MACOS_TROUBLE_COUNT];
}
