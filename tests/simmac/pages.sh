# pages.sh – sysadminctl on every release: its usage page has what that release's page has (pages/sysadminctl, and the
# captured pages where they are at hand); every verb and word on it is taken, in any order, and does what it says; what
# other releases have is answered by the usage page, and does nothing.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
name= uid=500
captured=${VOUCH_TRANSCRIPTS:-$here/../../../shared/transcripts}/sysadminctl

# The words of a page: "VERB WORD", sorted.
words_of() {
	sed -E 's/^[0-9-]+ [0-9:.]+ sysadminctl\[[0-9]+:[0-9]+\] //; s/^[[:blank:]]*//' | awk '/^-/ {
		verb = $1
		while (match($0, /<[^|>]*>/))
			$0 = substr($0, 1, RSTART - 1) " " substr($0, RSTART + RLENGTH)
		gsub(/[][()<>|]/, " ")
		for (i = 1; i <= NF; i++)
			print verb, $i
	}' | sort -u
}

# The same of the table: those that VERSION has, or (not) those that it has not.
words_in() {
	awk -F '\t' -v version="$1" -v other="${2:-}" '
	function before(a, b, x, y, i) {
		split(a, x, "."); split(b, y, ".")
		for (i = 1; i <= 3; i++)
			if (x[i] + 0 != y[i] + 0)
				return x[i] + 0 < y[i] + 0
		return 0
	}
	/^#/ { next }
	{
		has = !before(version, $1) && ($2 == "-" || before(version, $2))
		count = split($3, word, " ")
		for (i = 1; i <= count; i++)
			rows[word[1] " " word[i]] = has || rows[word[1] " " word[i]]
	}
	END { for (row in rows) if (rows[row] ? other == "" : other != "") print row }' "$here/pages/sysadminctl" | sort -u
}

# same WHAT FILE FILE
same() {
	diff "$2" "$3" >"$work/difference" || {
		echo "FAILED: $1: the page has other words (<: $2, >: $3)"
		cat "$work/difference"
		failures=$((failures + 1))
	}
}

has() { grep -qx -e "$1 $2" "$work/words"; }
value_of() {
	case $1 in
	-fullName) echo "Full-Name-$name" ;;
	-UID) echo "$uid" ;;
	-GID) echo 12 ;;
	-shell) echo /bin/sh ;;
	-password) echo pw-1 ;;
	-hint | -passwordHint) echo a-hint ;;
	-home) echo /Users/elsewhere ;;
	-picture) echo /Library/face.tif ;;
	-newPassword) echo pw-2 ;;
	-oldPassword) echo pw-1 ;;
	-adminUser) echo boss ;;
	-adminPassword) echo pw-boss ;;
	-userName) echo boss ;;
	esac
}

# call ORDER VERB[=VALUE] WORD…: each word with its value, from front to back or from back to front.
call() {
	order=$1
	shift
	for word in "$@"; do
		case $word in
		*=*) echo "${word%%=*} ${word#*=}" ;;
		*) echo "$word $(value_of "$word")" ;;
		esac
	done >"$work/chunks"
	[ "$order" = forward ] || {
		awk '{ line[NR] = $0 } END { for (i = NR; i > 0; i--) print line[i] }' "$work/chunks" >"$work/turned"
		mv "$work/turned" "$work/chunks"
	}
	# shellcheck disable=SC2046 # words without blanks
	set -- $(cat "$work/chunks")
	"$mac/usr/sbin/sysadminctl" "$@" >"$work/out" 2>"$work/err" </dev/null || :
	said="$os: sysadminctl $*"
}
refused() { grep -q -e 'Usage: sysadminctl' "$work/err"; }
# Before 10.13.4 it may miss somebody's credentials first.
refused_by_others() { refused || { [ "$os" = 10.13 ] && grep -q 'Failed to authenticate' "$work/err"; }; }
taken() {
	refused || return 0
	echo "FAILED: $said: it prints its usage"
	failures=$((failures + 1))
}
says() {
	grep -q -e "$1" "$work/err" && return
	echo "FAILED: $said: it does not say \"$1\":"
	cat "$work/err"
	failures=$((failures + 1))
}
tell() { is "$said: $1 of $2" "$3" "$("$mac/usr/bin/dscl" . -read "/Users/$2" "$1" 2>&1 | sed 's/^dsAttrTypeNative://; s/^[^:]*: *//')"; }
opens() { "$mac/usr/bin/dscl" . -authonly "$1" "$2" >/dev/null 2>&1 || is "$said: the password of $1" "$2" other; }
there() { "$mac/usr/bin/dscl" . -read "/Users/$1" UniqueID >/dev/null 2>&1; }
token() { # NAME ENABLED|DISABLED
	call forward "-secureTokenStatus=$1" -adminUser -adminPassword
	says "is $2 for"
}

# Every option of the page but those in WITHOUT.
options_of() {
	verb=$1 without=" $2 "
	awk -v verb="$verb" '$1 == verb && $2 != verb { print $2 }' "$work/words" | while read -r word; do
		case $without in *" $word "*) ;; *) echo "$word" ;; esac
	done
}

try_accounts() { # ORDER SUFFIX
	name=new$2 uid=$((550 + $2))
	# shellcheck disable=SC2046
	call "$1" "-addUser=$name" $(options_of -addUser 'interactive -roleAccount')
	taken
	tell RealName "$name" "Full-Name-$name"
	tell UniqueID "$name" "$uid"
	! has -addUser -GID || tell PrimaryGroupID "$name" 12
	tell UserShell "$name" /bin/sh
	tell AuthenticationHint "$name" a-hint
	tell NFSHomeDirectory "$name" /Users/elsewhere
	tell Picture "$name" /Library/face.tif
	opens "$name" pw-1
	is "$said: administrator" "yes $name is a member of admin" "$("$mac/usr/sbin/dseditgroup" -o checkmember -m "$name" admin)"
	token "$name" ENABLED
	if has -addUser -roleAccount; then
		uid=$((250 + $2))
		call "$1" "-addUser=_role$2" -roleAccount -UID -adminUser -adminPassword
		taken
		tell IsHidden "_role$2" 1
		tell NFSHomeDirectory "_role$2" /var/empty
	fi
	# shellcheck disable=SC2046
	call "$1" "-resetPasswordFor=$name" $(options_of -resetPasswordFor interactive)
	taken
	opens "$name" pw-2
	for secure in Off On; do
		# shellcheck disable=SC2046
		call "$1" "-secureToken$secure=$name" -password=pw-2 $(options_of "-secureToken$secure" 'interactive -password')
		taken
		says 'Done!'
	done
	token "$name" ENABLED
	call "$1" -newPassword=pw-3 -oldPassword=pw-boss -passwordHint # root's own password, which is none
	taken
	for way in secure keepHome; do
		call forward "-addUser=gone$2" -password -adminUser -adminPassword
		call "$1" "-deleteUser=gone$2" "-$way" -adminUser -adminPassword
		taken
		! there "gone$2" || is "$said" gone there
		is "$said: its home" "$([ $way = secure ] && echo none || echo kept)" \
			"$([ -d "$mac/Users/gone$2" ] && echo kept || echo none)"
		rm -rf "$mac/Users/gone$2"
	done
}

try_switches() { # ORDER
	for verb in -guestAccount -afpGuestAccess -smbGuestAccess -automaticTime; do
		for state in on off; do
			call forward "$verb=$state"
			taken
			call forward "$verb=status"
			taken
			says "$([ $state = on ] && echo nabled || echo isabled)"
		done
	done
	call forward -filesystem=status
	says 'Boot volume APFS FDE: NO'
	if has -screenLock -screenLock; then
		for state in immediate off $(has -screenLock seconds && echo 600); do
			call "$1" "-screenLock=$state" -password=pw-boss
			taken
			case $state in
			immediate) says 'screenLock delay is immediate' ;;
			off) says 'screenLock is off' ;;
			600) says 'screenLock delay is 600 seconds' ;;
			esac
		done
		call forward -screenLock=status
		if has -screenLock status; then says 'screenLock'; else refused || is "$said" refused taken; fi
	fi
	if has -autologin -autologin; then
		echo pw-boss | "$simmac" login "$mac" boss --password - >/dev/null
		call "$1" -autologin=set -userName -password=pw-boss -adminUser -adminPassword
		taken
		call forward -autologin=status
		says 'Automatic login user: boss'
		call forward -autologin=off
		taken
		says 'Automatic login is OFF'
	fi
}

# What this release's page does not have is answered by its usage page, and does nothing.
try_others() {
	words_in "$os" other >"$work/others"
	while read -r verb word; do
		case $word in
		seconds) call forward "$verb=600" -password=x ;;
		status | on | off | set | immediate) call forward "$verb=$word" ;;
		"$verb") call forward "$verb=status" -adminUser -adminPassword ;;
		interactive) continue ;;
		*) call forward "$verb=never" "$word" -password -adminUser -adminPassword ;;
		esac
		refused_by_others || [ "$verb" = -adminUser ] || is "$said" "the usage page" "$(cat "$work/err")"
	done <"$work/others"
	for number in soon -1 99999999999; do
		call forward -addUser=never "-UID=$number" -password -adminUser -adminPassword
		refused || is "$said" "the usage page" "$(cat "$work/err")"
	done
	! there never || is "$os: an option it has not" nothing "an account"
}

for os in 10.13 10.13.4 10.13.6 10.14.6 10.15.7 11.6 12.6 13.2.1 14.5 15.1 26.1; do
	rm -rf "$mac"
	echo pw-boss | create --os "$os" --admin boss --password -
	sysadminctl -adminUser boss -adminPassword pw-boss -nosuchverb 2>&1 | words_of >"$work/words"
	words_in "$os" >"$work/table"
	same "$os, the simulated Mac against the table" "$work/words" "$work/table"
	page=$captured/usage-$(echo "$os" | sed 's/^10\.13\..*/10.13/').stderr.txt
	if [ -f "$page" ]; then
		words_of <"$page" >"$work/page"
		[ "$os" = 10.13 ] || same "$os, the captured page against the table" "$work/page" "$work/table"
	fi
	try_accounts forward 1
	try_accounts backward 2
	try_switches forward
	try_switches backward
	try_others
	for verb in -addUser -deleteUser -resetPasswordFor -secureTokenOn -secureTokenOff; do
		call forward "$verb=boss" interactive -password -newPassword
		taken
	done
done
[ -d "$captured" ] || echo "SKIPPED, NOT TESTED: the captured usage pages: no $captured (set VOUCH_TRANSCRIPTS)"
finish
