# token_dance.sh – the first token, grants, refusals and the last holder, as sysadminctl tells them.
. "$(dirname "$0")/lib.sh"

printf 'pw-setup\n' | create --os 14.5 --admin setup --full-name 'Setup Admin' --password -
expect "the Setup Assistant's account holds, by its full name" 0 err \
	'Secure token is ENABLED for user Setup Admin' sysadminctl -secureTokenStatus setup
expect "nobody of that name" 0 err 'Unknown user ghost' sysadminctl -secureTokenStatus ghost

# Passwords by pipe; the administrator's line first.
printf 'pw-alice\n' >"$work/alice"
expect "a second account, banner first" 0 err 'No clear text password .*' \
	sysadminctl -addUser alice -fullName 'Alice L' -password - <"$work/alice"
grep -q 'Creating user record…' "$work/text" || { echo "no ellipsis of one character"; failures=1; }
expect "no second token by itself" 0 err 'Secure token is DISABLED for user Alice L' \
	sysadminctl -secureTokenStatus alice
expect "a name that is there" 0 err "User named 'alice' already exists." \
	sysadminctl -addUser alice -password - <"$work/alice"
expect "no credentials" 0 err 'Operation is not permitted without secure token unlock.' \
	sysadminctl -secureTokenOn alice -password - <"$work/alice"
printf 'wrong\npw-alice\n' >"$work/pair"
expect "wrong administrator's password" 0 err '### Error:-14090 .*' \
	sysadminctl -secureTokenOn alice -password - -adminUser setup -adminPassword - <"$work/pair"
printf 'pw-alice\npw-setup\n' >"$work/pair"
expect "the target's line first is wrong" 0 err '### Error:-14090 .*' \
	sysadminctl -secureTokenOn alice -password - -adminUser setup -adminPassword - <"$work/pair"
printf 'pw-setup\nwrong\n' >"$work/pair"
expect "wrong target's password" 0 err '.*Incorrect password.*' \
	sysadminctl -secureTokenOn alice -password - -adminUser setup -adminPassword - <"$work/pair"
expect "still without" 0 err 'Secure token is DISABLED for user Alice L' sysadminctl -secureTokenStatus alice
printf 'pw-setup\npw-alice\n' >"$work/pair"
expect "granted, arguments in any order" 0 err '- Done!' \
	sysadminctl -adminPassword - -adminUser setup -secureTokenOn alice -password - <"$work/pair"
expect "now it holds" 0 err 'Secure token is ENABLED for user Alice L' sysadminctl -secureTokenStatus alice

# A standard holder cannot hand on; nobody revokes itself.
printf 'pw-bob\n' | sysadminctl -addUser bob -password - 2>/dev/null
printf 'pw-alice\npw-bob\n' >"$work/pair"
expect "a holder that is no administrator" 0 err 'setSecureTokenAuthorizationEnabled error .*Code=5101 .*' \
	sysadminctl -secureTokenOn bob -password - -adminUser alice -adminPassword - <"$work/pair"
printf 'pw-setup\npw-setup\n' >"$work/pair"
expect "itself" 0 err 'User cannot disable their own SEP credential' \
	sysadminctl -secureTokenOff setup -password - -adminUser setup -adminPassword - <"$work/pair"
printf 'pw-setup\npw-carol\n' >"$work/pair"
expect "created by a grantor, without the banner" 0 err 'Assigning UID: [0-9]+ GID: 20' \
	sysadminctl -addUser carol -password - -adminUser setup -adminPassword - <"$work/pair"
! grep -q 'No clear text' "$work/text" || { echo "a banner where credentials were right"; failures=1; }
expect "and holds at once" 0 err 'Secure token is ENABLED for user carol' sysadminctl -secureTokenStatus carol

# Root alone cannot reset a holder's password; the last administrator stays.
printf 'new\n' >"$work/new"
expect "reset of a holder" 0 err 'Operation is not permitted without secure token unlock.' \
	sysadminctl -resetPasswordFor alice -newPassword - <"$work/new"
expect "reset of one without" 0 err '- Done!' sysadminctl -resetPasswordFor bob -newPassword - <"$work/new"
expect "the last administrator" 0 err "User setup can not be deleted \(it's either last admin user or .*" \
	sysadminctl -deleteUser setup
expect "not there" 0 err '.*not found.*' sysadminctl -deleteUser ghost
expect "home kept" 0 err 'Deleting record for alice' sysadminctl -deleteUser alice -keepHome
[ -d "$mac/Users/alice" ] || { echo "-keepHome removed the home"; failures=1; }
expect "with its home" 0 err "Removing bob's home at /Users/bob" sysadminctl -deleteUser bob
[ ! -e "$mac/Users/bob" ] || { echo "the home stayed"; failures=1; }
expect "not root" 1 err 'sysadminctl should be run as root, .*' \
	"$simmac" as "$mac" carol -- "$mac/usr/sbin/sysadminctl" -addUser dan -password x
finish
