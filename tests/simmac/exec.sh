# exec.sh – in the system's place: programs with absolute paths find the simulated Mac, look-ups of names
# agree with its directory at every moment, and nothing is left on the host.
. "$(dirname "$0")/lib.sh"

printf 'pw-setup\n' | create --os 14.5 --admin setup --full-name 'Setup Admin' --password -
inside() { "$simmac" exec "$mac" -- "$@"; }
ends() { # ends WHAT STATUS COMMAND…
	what=$1 wanted=$2 got=0
	shift 2
	"$@" >/dev/null 2>&1 || got=$?
	is "$what" "$wanted" "$got"
}
if ! inside true 2>"$work/why"; then
	ends "where it is not allowed" 125 inside true
	[ "$failures" -eq 0 ] || exit 1
	[ -s "$work/why" ] || { echo "FAILED: it does not say why"; exit 1; }
	echo "SKIPPED: simmac exec cannot work here: $(cat "$work/why")"
	exit 77
fi
host() { cat /proc/self/mounts /etc/passwd /etc/group; ls -A / /etc /var /usr/bin; }
host >"$work/before"
cd "$work"

# --- status, signals, words and standard streams are the command's
ends "status" 7 inside sh -c 'exit 7'
ends "signal" 143 inside sh -c 'kill -TERM $$'
ends "no such command" 127 inside /usr/bin/no-such-command
ends "not to be started" 126 inside /etc/passwd
ends "no Mac" 70 "$simmac" exec "$work" -- true
ends "usage" 64 "$simmac" exec "$mac"
is "words" 'a b|*|' "$(inside printf '%s|' 'a b' '*')"
is "input" text "$(echo text | inside cat)"
is "folder" "$work" "$(inside pwd)"
touch here
ends "files of the host" 0 inside sh -c 'test -f here && echo there >made'
is "what it writes there" there "$(cat made)"

# --- the Mac's tools and folders where a Mac has them
is "a tool by its path" "$mac" "$(inside /usr/bin/dscl . -read /Users/setup NFSHomeDirectory | sed "s|NFSHomeDirectory: /Users/setup|$mac|")"
is "a tool by its name" /usr/sbin/dseditgroup "$(inside sh -c 'command -v dseditgroup')"
is "with an empty environment" "setup" "$(inside env -i /usr/bin/dscl . -list /Users | grep '^setup$')"
is "by another name's search" "setup" "$(inside env -i PATH=/usr/sbin:/usr/bin dscl . -list /Users | grep '^setup$')"
is "the version" 14.5 "$(inside sh -c "sed -n '/ProductVersion/{n;s/.*<string>\(.*\)<.*/\1/p;}' /System/Library/CoreServices/SystemVersion.plist")"
inside test -f /var/db/dslocal/nodes/Default/users/setup.plist || { echo "FAILED: no /var/db/dslocal"; failures=$((failures + 1)); }
inside test -f /private/var/db/dslocal/nodes/Default/users/setup.plist || { echo "FAILED: no /private/var"; failures=$((failures + 1)); }
inside test -d /Users/setup -a -d /Library/Preferences || { echo "FAILED: no /Users"; failures=$((failures + 1)); }
is "a tool of /bin by its name" hi "$(inside launchctl asuser 501 echo hi)"
is "a tool of /bin" hi "$(inside /bin/launchctl asuser 501 echo hi)"
is "an owner, as a Mac tells" root "$(inside stat -f %Su /Library)"
is "its own id" "setup" "$(inside id -F setup | sed 's/Setup Admin/setup/')"
ends "tools of the host" 0 inside sh -c 'awk 1 /dev/null && test -x /usr/bin/env'

is "the kernel's name" "Darwin 23.5.0 arm64" "$(inside uname -srm)"
ends "the host is not told" 2 inside ls /etc/os-release
ends "nor by another file" 2 inside ls /etc/debian_version
ends "nor without layers" 2 "$simmac" exec "$mac" --no-layers -- ls /etc/debian_version
ends "nor another host made up" 2 inside ls /etc/alpine-release

# --- the host's own tools for accounts are not there; the Mac's are
for way in "$mac --" "$mac --no-layers --"; do
	for tool in useradd usermod groupadd chpasswd last systemctl; do
		# shellcheck disable=SC2086 # two or three words
		ends "no $tool" 127 "$simmac" exec $way env -i "$tool" --help
	done
done
is "as somebody else" "setup /Users/setup" "$(inside sudo -u setup sh -c 'echo "$(whoami) $HOME"')"
is "the Mac's name" simmac.local "$(inside hostname)"
is "to the kernel as well" simmac.local "$(inside cat /proc/sys/kernel/hostname)"
is "a home by hand" "Desktop Documents 700" "$(inside sh -c 'ditto "/Library/User Template/English.lproj" /Users/copy &&
	cd /Users/copy && echo Desk* Docu* && stat -f %Lp Desktop' | xargs)"

inside sh -c 'printf "one\ntwo\n" >file && sed -i "" -e s/one/1/ file && sed -i .bak "s/two/2/" file' ||
	{ echo "FAILED: sed -i"; failures=$((failures + 1)); }
is "sed as a Mac has it" "1 2 1 two" "$(cat file file.bak | xargs)"
is "in a pipe" "b" "$(inside sh -c 'echo a | sed -E "s/(a)/b/"')"

# --- who is at the screen, by every way in which scripts look
if [ "$(id -u)" -eq 0 ] && [ -e /dev/console ]; then
	owner() { inside sh -c "ls -l /dev/console | awk '{ print \$3 }'; stat -f %Su /dev/console" | xargs; }
	is "nobody" "root root" "$(owner)"
	printf 'pw-setup\n' | "$simmac" login "$mac" setup --password -
	is "somebody" "setup setup" "$(owner)"
	is "who leaves meanwhile" "setup root" "$(inside sh -c "ls -l /dev/console | awk '{ print \$3 }'
		'$simmac' logout '$mac' setup; ls -l /dev/console | awk '{ print \$3 }'" | xargs)"
fi

# --- what is written into the system stays in the Mac
inside sh -c 'echo code >/etc/kcpassword && mkdir /Users/Shared/box && echo mine >/Library/mine' || { echo "FAILED: writing"; failures=$((failures + 1)); }
is "in /Library" mine "$(cat "$mac/Library/mine")"
[ -d "$mac/Users/Shared/box" ] || { echo "FAILED: in /Users"; failures=$((failures + 1)); }
inside sh -c 'echo x >>/usr/bin/env' 2>/dev/null && { echo "FAILED: the host's programs can be changed"; failures=$((failures + 1)); }

# --- names: the same at every moment, through every way to look them up
for way in "$mac --" "$mac --no-layers --"; do
	# shellcheck disable=SC2086 # two or three words
	"$simmac" exec $way sh -c '
	set -e
	say() { getent passwd "$1" || echo "no $1"; }
	say ann
	dscl . -create /Users/ann
	say ann
	dscl . -create /Users/ann UniqueID 611
	say ann
	dscl . -create /Users/ann RealName "Ann: Ann"
	dscl . -create /Users/ann PrimaryGroupID 20
	dscl . -create /Users/ann UserShell /bin/zsh
	say ann
	say 611
	dscl . -append /Users/ann RecordName annie
	say annie | cut -d: -f1,3
	dseditgroup -o create -i 712 crew
	dseditgroup -o edit -a ann -t user crew
	getent group crew
	getent group 20 | cut -d: -f1-3
	[ "$(getent passwd | cut -d: -f1 | grep -v "^annie" | sort)" = "$(dscl . -list /Users | sort)" ]
	[ "$(getent group | cut -d: -f1 | sort)" = "$(dscl . -list /Groups | sort)" ]
	dseditgroup -o edit -d ann -t user crew
	getent group crew
	dscl . -delete /Users/ann
	dscl . -delete /Groups/crew
	say ann
	getent group crew || echo gone
	' >"$work/names" 2>&1 || { echo "FAILED: names, $way"; failures=$((failures + 1)); }
	cat >"$work/wanted" <<'END'
no ann
no ann
ann:*:611:4294967294:::
ann:*:611:20:Ann  Ann::/bin/zsh
ann:*:611:20:Ann  Ann::/bin/zsh
annie:611
crew:*:712:ann
staff:*:20
crew:*:712:
no ann
gone
END
	diff "$work/wanted" "$work/names" || { echo "FAILED: names, $way"; failures=$((failures + 1)); }
done
# Owners: anybody but root is alone in the namespace.
[ "$(id -u)" -ne 0 ] || is "the owner of a home" setup:staff "$(inside stat -f %Su:%Sg /Users/setup)"
# A tool that is called from outside meanwhile.
is "changed from outside" "zoe:*:644" "$(inside sh -c "'$mac/usr/bin/dscl' . -create /Users/zoe UniqueID 644; getent passwd zoe" | cut -d: -f1-3)"
# Languages with look-ups of their own.
! command -v python3 >/dev/null || is "Python" "501 /Users/setup" \
	"$(inside python3 -c 'import pwd; u = pwd.getpwnam("setup"); print(u.pw_uid, u.pw_dir)')"
! command -v ruby >/dev/null || is "Ruby" "501 staff" \
	"$(inside ruby -retc -e 'u = Etc.getpwnam("setup"); puts "#{u.uid} #{Etc.getgrgid(u.gid).name}"')"

# --- nothing is left, not even by children that live on
inside sh -c 'sleep 1000 </dev/null >/dev/null 2>&1 & echo $!' >child
host >"$work/after"
kill "$(cat child)"
cmp "$work/before" "$work/after" || { echo "FAILED: the host has changed"; failures=$((failures + 1)); }
finish
