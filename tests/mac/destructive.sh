# destructive.sh – part two of accept.sh, which sources it: two accounts come, change and go again, by Vouch; each time
# the Mac's own tools are asked.
one=vouch-accept-1
two=vouch-accept-2
state=$work/state
repo=$work/repo
export VOUCH_ACCEPT_ONE="Accept-$$-One" VOUCH_ACCEPT_TWO="Accept-$$-Two"

tool() { tool_path=$1; shift; "$root$tool_path" "$@"; }

is_virtual() {
	case $(tool /usr/sbin/sysctl -n kern.hv_vmm_present 2>/dev/null) in 1) return 0 ;; esac
	case $(tool /usr/sbin/sysctl -n hw.model 2>/dev/null) in VirtualMac* | VMware* | Parallels*) return 0 ;; esac
	return 1
}

# Nothing of ours stays, whatever happened.
clean_up() {
	for name in $one $two; do
		tool /usr/bin/dscl . -read "/Users/$name" UniqueID >/dev/null 2>&1 &&
			tool /usr/sbin/sysadminctl -deleteUser "$name" >/dev/null 2>&1
	done
	rm -rf "$work"
}

# declare ONE TWO: what base.yaml says of the two; of whoever vouches, if somebody does.
declared() {
	mkdir -p "$repo"
	printf 'vouch: 1\nlayers:\n  - use: base.yaml\nguards: {max_removals: 2}\n' >"$repo/vouch.yaml"
	{
		echo 'users:'
		if [ -n "${ACCEPT_ADMIN:-}" ]; then
			printf '  %s:\n    admin: true\n    secure_token: true\n    password: {env: ACCEPT_PASSWORD}\n' "$ACCEPT_ADMIN"
		fi
		printf '  %s: {%s}\n  %s: {%s}\n' "$one" "$1" "$two" "$2"
		echo 'unlisted: {admins: ignore, users: ignore}'
	} >"$repo/base.yaml"
}

# step WHAT: declares, applies; then the plan has nothing to do.
step() {
	say ""
	say "$1"
	declared "$2" "$3"
	"$bin/vouch" apply --repo "$repo" --state "$state" ${root:+--root "$root"} --yes >"$work/applied" 2>&1
	got=$?
	sed 's/^/  /' "$work/applied" >>"$work/report"
	[ "$got" -eq 0 ] || failed "vouch apply ended with $got"
	"$bin/vouch" plan --repo "$repo" --state "$state" ${root:+--root "$root"} --detailed-exitcode >"$work/planned" 2>&1 || {
		failed "afterwards there is still something to do"
		sed 's/^/  /' "$work/planned" >>"$work/report"
	}
}

# holds WHAT COMMAND…: the post-condition, by the Mac's own tool.
holds() {
	what=$1
	shift
	if "$@" >"$work/asked" 2>&1; then
		say "  holds: $what"
	else
		failed "$what: $(head -n 2 "$work/asked")"
	fi
}
token_is() { tool /usr/sbin/sysadminctl -secureTokenStatus "$1" 2>&1 | grep -q "$2"; }
value_is() { tool /usr/bin/dscl . -read "/Users/$1" "$2" | tr -d '\n' | grep -q "$3\$"; }
is_member() { tool /usr/sbin/dseditgroup -o checkmember -m "$1" admin; }
is_no_member() { ! is_member "$1"; }
is_gone() { ! tool /usr/bin/dscl . -read "/Users/$1" UniqueID && [ ! -e "$root/Users/$1" ]; }
has_home() { [ -d "$root/Users/$1" ]; }
is_crypto_user() { tool /usr/sbin/diskutil apfs listUsers / | grep -q "$uuid"; }
is_no_crypto_user() { ! is_crypto_user; }

if ! is_virtual; then
	failed "--destructive is refused: this is not a virtual machine"
	return 0
fi
for name in $one $two; do
	! tool /usr/bin/dscl . -read "/Users/$name" UniqueID >/dev/null 2>&1 || {
		failed "--destructive is refused: there is an account $name already"
		return 0
	}
done
trap clean_up EXIT
echo "$VOUCH_ACCEPT_ONE	PASSWORD" >>"$work/secrets"
echo "$VOUCH_ACCEPT_TWO	PASSWORD" >>"$work/secrets"
token='secure_token: true, '
[ -n "${ACCEPT_ADMIN:-}" ] || {
	token=
	say ""
	say "The grant is not tried: ACCEPT_ADMIN and ACCEPT_PASSWORD name nobody who could vouch."
}
first="full_name: Accept One, shell: /bin/zsh, password: {env: VOUCH_ACCEPT_ONE}"
second="full_name: Accept Two, password: {env: VOUCH_ACCEPT_TWO}"

step "Two accounts are made" "$token$first" "$second"
for name in $one $two; do
	holds "$name has a home" has_home "$name"
	holds "$name is no administrator" is_no_member "$name"
done
holds "the password of $one is its" tool /usr/bin/dscl . -authonly "$one" "$VOUCH_ACCEPT_ONE"
holds "the password of $two is its" tool /usr/bin/dscl . -authonly "$two" "$VOUCH_ACCEPT_TWO"
holds "the shell of $one" value_is "$one" UserShell /bin/zsh
uuid=$(tool /usr/bin/dscl . -read "/Users/$one" GeneratedUID | awk '{ print $2 }')
if [ -n "$token" ]; then
	holds "$one holds a token" token_is "$one" ENABLED
	holds "$one is a crypto user" is_crypto_user
	token='secure_token: false, '
fi

step "They change: a name, a right; the token is taken" "$token${first%%, shell*} Again, shell: /bin/bash${first#*/bin/zsh}" "admin: true, $second"
holds "$two is an administrator" is_member "$two"
holds "the shell of $one" value_is "$one" UserShell /bin/bash
holds "the full name of $one" value_is "$one" RealName "Accept One Again"
if [ -n "$token" ]; then
	holds "$one holds no token" token_is "$one" DISABLED
	holds "$one is no crypto user" is_no_crypto_user
fi

step "The right is taken" "${first%%, shell*} Again, shell: /bin/bash${first#*/bin/zsh}" "admin: false, $second"
holds "$two is no administrator" is_no_member "$two"

step "They go" "state: absent, on_removal: delete" "state: absent, on_removal: delete"
holds "$one has gone, and its home" is_gone "$one"
holds "$two has gone, and its home" is_gone "$two"
