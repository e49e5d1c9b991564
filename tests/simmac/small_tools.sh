# small_tools.sh – what scripts for accounts ask and set beside accounts: names of the Mac, remote login, firmware
# variables, flags of files, root's password, keychains, digests.
. "$(dirname "$0")/lib.sh"

printf 'pw-setup\npw-bob\n' | create --os 14.5 --hostname mac --admin setup --password - --user bob --password -
PATH=$mac/usr/bin:$mac/usr/sbin:$mac/bin:$mac/sbin:$mac/usr/libexec:$PATH
as_bob() {
	tool=$1
	shift
	"$simmac" as "$mac" bob -- "$mac/$tool" "$@"
}

# --- names
is "a new Mac's name" "mac mac mac.local" "$(scutil --get ComputerName) $(scutil --get LocalHostName) $(hostname)"
expect "none for the host" 1 err 'HostName: not set' scutil --get HostName
for pair in "HostName mac.example.com" "LocalHostName lab-1" "ComputerName Lab"; do
	# shellcheck disable=SC2086 # two words
	scutil --set $pair
done
is "set" "Lab lab-1 mac.example.com" "$(scutil --get ComputerName) $(scutil --get LocalHostName) $(scutil --get HostName)"
is "the kernel's" "mac.example.com mac mac.example.com mac.example.com" \
	"$(hostname) $(hostname -s) $(uname -n) $(sysctl -n kern.hostname)"
echo from-input | scutil --set ComputerName
is "from standard input" "Computer Name: from-input" "$(systemsetup -getcomputername)"
systemsetup -setcomputername 'Lab 2'
is "by another tool" "Lab 2" "$(networksetup -getcomputername)"
networksetup -setcomputername Lab
is "where a Mac keeps it" Lab "$(PlistBuddy -c 'Print :System:System:ComputerName' /Library/Preferences/SystemConfiguration/preferences.plist)"
expect "no such name" 1 err 'SCPreferencesSetLocalHostName\(\) failed: Invalid argument' scutil --set LocalHostName 'a b'
expect "not everybody may" 1 err 'SCPreferencesLock\(\) failed: .*' as_bob usr/sbin/scutil --set ComputerName Bob
expect "not everybody may here" 1 err 'You need administrator access .*' as_bob usr/sbin/systemsetup -setcomputername Bob
expect "nor here" 14 err '.*requires admin privileges\.' as_bob usr/sbin/networksetup -setcomputername Bob
expect "another preference" 1 err 'Nothing: the simulated Mac cannot set it' scutil --set Nothing x
expect "another verb" 4 err '\*\* Error: The parameters were not valid\.' networksetup -listallhardwareports
expect "the kernel's is not set" 1 err 'hostname: sethostname: .*' hostname other
is "in the store" "Lab" "$(echo 'show Setup:/System' | scutil | sed -n 's/^  ComputerName : //p')"
expect "what the store cannot do" 1 out 'd\.init: unknown, .*' sh -c "echo d.init | scutil"

# --- settings
is "off at first" "Remote Login: Off" "$(systemsetup -getremotelogin)"
systemsetup -setremotelogin on
is "on" "Remote Login: On" "$(systemsetup -getremotelogin)"
expect "not without a yes" 1 out 'Do you really want .*' sh -c "echo no | systemsetup -setremotelogin off"
is "still on" "Remote Login: On" "$(systemsetup -getremotelogin)"
systemsetup -f -setremotelogin off
is "off" "Remote Login: Off" "$(systemsetup -getremotelogin)"
expect "what it does not do" 1 err 'Usage: systemsetup .*' systemsetup -setsleep Never
launchctl load -w /System/Library/LaunchDaemons/ssh.plist
is "on by another tool" "Remote Login: On" "$(systemsetup -getremotelogin)"
launchctl disable system/com.openssh.sshd
is "off by another verb" "Remote Login: Off" "$(systemsetup -getremotelogin)"
expect "told" 0 out '		"com\.openssh\.sshd" => disabled' launchctl print-disabled system
expect "not everybody may switch" 150 err 'Not privileged .*' as_bob bin/launchctl enable system/com.openssh.sshd
expect "nobody's session" 112 err 'Could not find domain for user gui: 502' launchctl print gui/502
expect "no such service" 113 err 'Could not find service "x" in domain for system' launchctl print system/x
is "the processor" arm64 "$(arch)"
expect "for it" 3 out '' arch -arm64 sh -c 'echo; exit 3'
nvram boot-args=-v
is "a variable" "boot-args	-v" "$(nvram boot-args)"
nvram -d boot-args
expect "gone" 1 err "nvram: Error getting variable - 'boot-args': .*" nvram boot-args
expect "protected" 0 out 'System Integrity Protection status: enabled\.' csrutil status
expect "and stays so" 1 err 'csrutil: .*Recovery OS\.' csrutil disable
is "memory" 17179869184 "$(sysctl -n hw.memsize)"
expect "by its start" 0 out 'hw\.optional\.arm64: 1' sysctl hw.optional
expect "to be read" 1 err "sysctl: oid 'hw\.model' is read only" sysctl -w hw.model=x

# --- flags
chflags hidden "$mac/Users/bob"
is "hidden" "hidden 32768" "$(stat -f '%Sf %f' "$mac/Users/bob")"
is "the same by the Mac's own path" hidden "$(stat -f %Sf /Users/bob)"
chflags nohidden,uchg /Users/bob
is "others" uchg "$(stat -f %Sf /Users/bob)"
chflags -R 0 /Users/bob
is "none" - "$(stat -f %Sf /Users/bob)"
expect "no such flag" 1 err 'chflags: invalid flag: secret' chflags secret /Users/bob

# --- root
expect "root gets a password" 0 out 'dsenableroot:: \*\*\*Successfully enabled root user\.' \
	dsenableroot -u setup -p pw-setup -r pw-root
dscl . -authonly root pw-root || { echo "FAILED: root's password"; failures=$((failures + 1)); }
expect "not by everybody" 77 err 'dsenableroot:: \*\*\*Failed to disable root user\.' dsenableroot -d -u bob -p pw-bob
expect "and loses it" 0 out 'dsenableroot:: \*\*\*Successfully disabled root user\.' \
	sh -c "echo pw-setup | dsenableroot -d -u setup"
! dscl . -authonly root pw-root >/dev/null 2>&1 || { echo "FAILED: root's password is still there"; failures=$((failures + 1)); }

# --- as somebody else
is "root as bob" bob "$(sudo -u bob whoami)"
is "by number" bob "$(sudo -n -H -u '#502' id -un)"
is "its own settings" "1 bob $mac/Users/bob" \
	"$(sudo -u bob sh -c 'defaults write com.apple.dock autohide -bool true; echo "$(defaults read com.apple.dock autohide) $USER $HOME"')"
is "where they are" "	<true/>" "$(plutil -convert xml1 -o - "$mac/Users/bob/Library/Preferences/com.apple.dock.plist" | grep true)"
expect "an administrator proves itself" 0 out root sh -c 'echo pw-setup | sudo -u setup sudo -S whoami'
expect "by its password" 1 err 'Password:sudo: 3 incorrect password attempts' sh -c 'printf "x\nx\nx\n" | sudo -u setup sudo -S whoami'
expect "or not at all" 1 err 'sudo: a password is required' sudo -u setup sudo -n whoami
expect "a standard account is none" 1 err 'Password:bob is not in the sudoers file\.' sh -c 'echo pw-bob | sudo -u bob sudo -S whoami'
expect "nobody" 1 err 'sudo: unknown user: nix' sudo -u nix whoami
expect "no command" 1 err 'usage: sudo .*' sudo -u bob
expect "its status" 7 out here sudo -u bob sh -c 'echo here; exit 7'
expect "another shell" 0 out 'Changing shell for bob\.' chsh -s /bin/bash bob
is "is kept" "UserShell: /bin/bash" "$(dscl . -read /Users/bob UserShell)"
expect "not any" 1 err 'chsh: /nix: non-standard shell' chsh -s /nix bob
chsh -s /bin/sh setup >/dev/null
is "su" setup "$(su setup -c whoami)"
is "su, by its password" setup "$(echo pw-setup | sudo -u bob "$mac/usr/bin/su" setup -c whoami)"
expect "su, by another" 1 err 'Password:su: Sorry' sh -c "echo x | sudo -u bob '$mac/usr/bin/su' setup -c whoami"
is "su, in its home" "$mac/Users/setup" "$(su - setup -c 'echo $HOME')"
sudo security add-generic-password -a a -s b -w pw-hidden
! "$simmac" trace "$mac" | grep -E 'pw-' || { echo "FAILED: a password in the trace"; failures=$((failures + 1)); }

# --- keychains
expect "a file" 0 out '' sh -c "security create-keychain -p k3y '$work/box.keychain'; echo"
expect "once" 48 err '.*A keychain with the same name already exists\.' security create-keychain -p k3y "$work/box.keychain"
security add-generic-password -a escrow -s filevault -w S3cret "$work/box.keychain"
security lock-keychain "$work/box.keychain"
expect "locked" 36 err '.*User interaction is not allowed\.' security find-generic-password -ws filevault "$work/box.keychain"
expect "another password" 51 err '.*The user name or passphrase you entered is not correct\.' \
	security unlock-keychain -p other "$work/box.keychain"
security unlock-keychain -p k3y "$work/box.keychain"
is "unlocked" S3cret "$(security find-generic-password -wa escrow "$work/box.keychain")"
security default-keychain -s "$work/box.keychain"
is "by default" S3cret "$(security find-generic-password -ws filevault)"
security list-keychains -s "$work/box.keychain"
is "in the list" "    \"$work/box.keychain\"
    \"/Library/Keychains/System.keychain\"" "$(security list-keychains)"
expect "not there" 50 err '.*could not be found\.' security show-keychain-info "$work/none.keychain"
security -i >"$work/out" <<END
add-generic-password -a me -s "two words" -w "typed s3cret" $work/box.keychain
find-generic-password -a me -w $work/box.keychain

quit
END
is "typed" "typed s3cret" "$(security find-generic-password -s 'two words' -w "$work/box.keychain")"
grep -q 'typed s3cret' "$work/out" || { echo "FAILED: nothing shown"; failures=$((failures + 1)); }
expect "a line that fails" 44 err '.*could not be found in the keychain\.' \
	sh -c "echo find-generic-password -s nix '$work/box.keychain' | security -i"
security delete-keychain "$work/box.keychain"
[ ! -e "$work/box.keychain" ] || { echo "FAILED: the keychain has stayed"; failures=$((failures + 1)); }
expect "certificates" 2 err 'security: find-certificate: the simulated Mac knows .*' security find-certificate -a
! "$simmac" trace "$mac" | grep -E 'pw-|k3y|S3cret|s3cret' || { echo "FAILED: a password in the trace"; failures=$((failures + 1)); }

# --- daemons; copies
expect "the directory's daemon" 0 out '' sh -c 'killall -HUP opendirectoryd; s=$?; echo; exit $s'
expect "nobody is at the screen" 1 err 'No matching processes belonging to you were found' killall Dock
expect "a signal that it does not know" 1 err 'usage: killall .*' killall -USR9 Dock
mkdir -p "$work/from/deep" && echo text >"$work/from/deep/file" && chmod 640 "$work/from/deep/file" && ln -s file "$work/from/deep/link"
ditto "$work/from" "$work/to"
is "copied" "text 640 file" "$(cat "$work/to/deep/file") $(stat -f '%Lp' "$work/to/deep/file") $(readlink "$work/to/deep/link")"
echo other >"$work/from/deep/file"
ditto -v "$work/from" "$work/to" 2>"$work/err"
is "over what is there" other "$(cat "$work/to/deep/file")"
grep -q "copying $work/from/deep/file" "$work/err" || { echo "FAILED: it does not tell"; failures=$((failures + 1)); }
ditto "$work/from/deep/file" "$work/to"
is "a file into a folder" other "$(cat "$work/to/file")"
expect "no archives" 1 err 'usage: ditto .*' ditto -c -k "$work/from" "$work/archive.zip"
expect "not there" 1 err 'ditto: .*/nix: No such file or directory' ditto "$work/nix" "$work/to"

# --- as BSD has them
export TZ=UTC0 TMPDIR="$work"
is "of a second" "2001-09-09 01:46:40" "$(date -r 1000000000 '+%Y-%m-%d %H:%M:%S')"
is "adjusted" "2001-10-09 2000-09-09 2001-09-16 2001-09-01" "$(for by in +1m -1y +1w 1d; do date -r 1000000000 -v$by +%F; done | xargs)"
is "the last of a month" "2023-02-28 2024-02-29" "$(for day in 2023-01-31 2024-01-31; do date -j -f %F -v+1m $day +%F; done | xargs)"
is "two at once" "2001-10-08 23:46" "$(date -r 1000000000 -v+1m -v-2H '+%F %H:%M')"
is "read" 1136073600 "$(date -j -f '%Y-%m-%d %H:%M:%S' '2006-01-01 00:00:00' +%s)"
is "in its own words" "Sun Sep  9 01:46:40 UTC 2001" "$(date -u -r 1000000000)"
is "as ISO" "2001-09-09 2001-09-09T01:46:40+0000" "$(date -Idate -r 1000000000) $(date -r 1000000000 -Iseconds)"
touch -t 200109090146.40 "$work/old"
is "of a file" 1000000000 "$(date -r "$work/old" +%s)"
expect "no such file" 1 err 'date: No such file or directory' date -r "$work/nix"
expect "GNU's option" 1 err 'usage: date .*' date -d yesterday
expect "no adjustment" 1 err '\+1x: Cannot apply date adjustment' date -v+1x
expect "another format" 1 err 'date: Failed conversion of .*' date -j -f %F tomorrow
expect "the clock" 1 err 'date: settimeofday .*' date 010203042030
printf 'one\ntwo\n' >"$work/lines"
sed -i '' 's/one/1/' "$work/lines"
sed -n -i .old -e 's/two/2/' -e p "$work/lines"
is "sed" "1 2 1 two" "$(cat "$work/lines" "$work/lines.old" | xargs)"
expect "GNU's option" 1 err 'usage: sed .*' sed --in-place s/1/2/ "$work/lines"
file=$(mktemp -t keys)
[ -f "$file" ] && [ "${file#"$work"/keys.}" != "$file" ] || { echo "FAILED: mktemp -t: $file"; failures=$((failures + 1)); }
folder=$(mktemp -d "$work/box.XXXX")
[ -d "$folder" ] || { echo "FAILED: mktemp -d"; failures=$((failures + 1)); }
[ -d "$(mktemp -d)" ] || { echo "FAILED: mktemp -d alone"; failures=$((failures + 1)); }
expect "no such folder" 1 err 'mktemp: mkstemp failed on .*: No such file or directory' mktemp "$work/nix/x.XXXXXX"
is "base64" "aGVsbG8=" "$(printf hello | base64)"
is "and back" hello "$(echo aGVsbG8= | base64 -D)"
is "in the other words" "hello hello" "$(echo aGVs bG8= | base64 -d) $(echo aGVsbG8= | base64 --decode)"
head -c 100 /dev/zero | base64 -b 76 -o "$work/encoded"
is "in lines" "76 60" "$(awk '{ print length }' "$work/encoded" | xargs)"
is "of a file" 100 "$(base64 -D -i "$work/encoded" | wc -c | tr -d ' ')"
expect "what is none" 1 err 'base64: \(stdin\): error decoding .*' sh -c 'echo "a!" | base64 -D'

# --- digests; the registry of devices
for length in 0 1 55 56 63 64 65 119 120 1000; do
	head -c "$length" /dev/zero | tr '\0' x >"$work/bytes"
	is "of $length bytes" "$(cmake -E md5sum "$work/bytes" | cut -c 1-32)" "$(md5 -q "$work/bytes")"
done
is "of a text" 'MD5 ("abc") = 900150983cd24fb0d6963f7d28e17f72' "$(md5 -s abc)"
printf 'pw-bob\n' | "$simmac" login "$mac" bob --password - >/dev/null
is "who is at the screen" bob "$(ioreg -n Root -d1 -a | plutil -extract IOConsoleUsers.0.kCGSSessionUserNameKey raw -o - -)"
is "in the whole tree" '"C02SIMMAC001"' "$(ioreg -l | awk '/IOPlatformSerialNumber/ { print $4 }')"
is "the serial number" C02SIMMAC001 "$(ioreg -c IOPlatformExpertDevice -d 2 | awk -F\" '/IOPlatformSerialNumber/ { print $(NF - 1) }')"
is "a device that is not there" "" "$(ioreg -rc AppleSmartBattery)"
finish
