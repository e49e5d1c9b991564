# sweep_program.sh – the whole program dies at the Nth point, for every N until none is left.
#
#	sweep_program.sh fleet|promote|mint|rotate|enable tools|calls|faults [MACOS [EVERY]]
#
# MACOS is the version that the Mac has, 14.5 where none is named. Of the points at which nothing changes,
# only every EVERYth is tried.
#
# A run on a copy of the same Mac is struck once: caller and tool die before the tool did anything
# (cut; at every call, those that only read as well), after it did everything (cut-after), or the
# caller alone dies (orphan; both at every call that changes something); or no file can grow beyond
# so many bytes (full: in the journal, in an archive). With "calls", the program itself is killed
# at the Nth of each system call that changes something: in the journal, in a home that is archived
# and removed; that needs strace. Then a clean run must succeed, and the Mac must be what a run that
# nothing happened to makes of it:
#
#  1. at the death there is an administrator with a token, where there was one; or else a token
#  2. the clean run ends with 0, and the plan after it has nothing to do
#  3. accounts, rights, tokens, homes and archives are those of an undisturbed run
#  4. nothing was done twice: one GeneratedUID for alice, one grant, one deletion, one new password
#  7. a password that is known opens alice, at the death, too; with FileVault on, the recovery key is known, or
#     known not to be
#
# With "faults", nobody dies but the tool: the Nth call fails, is killed before or after its work,
# prints garbage or lies. The first law then is that what is reported as done is so:
#
#  5. the struck run ends with 0, 1, 3 or 4; with 0, the Mac is what an undisturbed run makes of it
#  6. alice is made with her token, and gone has gone, where a line says that it is done
#
# BIN has programs without sanitizers: what they find they find before the death as well. Of the
# runs that meet trouble and go on, every third is of CHECKED, with sanitizers. A killed process loses nothing it wrote, only a
# Mac without power would: so the copies lie in memory where they can, and nobody waits for a disk.
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt 65536 ]; then
	export TMPDIR=/dev/shm
fi
. "$HERE/../cli/lib.sh"
export PASSWORD_HOLDER=Holder-Canary-4
scenario=$1
part=$2
macos=${3:-14.5}
every=${4:-1}
violations=0

# make_mac LINES OPTION…: the Mac of the scenario; its passwords are in LINES.
make_mac() {
	lines=$1
	shift
	printf "$lines" | simmac create mac --os "$macos" --iterations 10 --serial C02TEST00001 \
		--hostname eng-001 --now 2026-11-24T10:00:00Z "$@" >create.out 2>&1 ||
		{ cat create.out >&2; exit 1; }
}

# Setup vouches for alice; gone goes, and its home is kept in an archive.
make_fleet() {
	make_mac 'Setup-Canary-1\nGone-Canary-3\n' --admin setup --full-name 'Setup Admin' \
		--password - --user gone --password -
	awk 'BEGIN { for (i = 0; i < 30000; i++) print "line", i }' >mac/Users/gone/Documents/letters
	ln mac/Users/gone/Documents/letters mac/Users/gone/Desktop/letters
	ln -s Documents mac/Users/gone/papers
	fleet repo
	cat >>repo/base.yaml <<'END'
  gone:
    state: absent
    on_removal: archive
END
	invariant='"admin": true.*"token": true'
}

# The only one who can vouch is no administrator, and the preboot volume follows.
make_promote() {
	make_mac 'Setup-Canary-1\nHolder-Canary-4\n' --filevault on --no-recovery-key \
		--admin setup --hashed --suppressed --password - --user holder --password - --token
	repository repo <<'END'
users:
  setup:
    admin: true
  holder:
    admin: false
    password: {env: PASSWORD_HOLDER}
  alice:
    full_name: Alice Liddell
    secure_token: true
    password: {env: PASSWORD_ALICE}
END
	invariant='"token": true'
}

# Nobody holds a token.
make_mint() {
	make_mac 'Setup-Canary-1\n' --admin setup --hashed --suppressed --password -
	fleet repo
	invariant=
}

# The time of a generated password is up: alice was made with it.
make_rotate() {
	make_mac 'Setup-Canary-1\n' --admin setup --full-name 'Setup Admin' --password -
	repository repo <<'END'
users:
  setup: {admin: true, secure_token: true, password: {env: PASSWORD_SETUP}}
  alice: {secure_token: true, password: {generate: {}, rotate: 30d}}
END
	expect 0 vouch apply --root mac --repo repo --yes
	sed -i.before 's/2026-11-24T/2026-12-25T/' mac/.simmac
	rm mac/.simmac.before
	grep -q 2026-12-25T mac/.simmac || fail "the clock does not move"
	invariant='"admin": true.*"token": true'
	few=true
}

# FileVault is switched on, and its key kept.
make_enable() {
	make_mac 'Setup-Canary-1\nAlice-Canary-2\n' --admin setup --full-name 'Setup Admin' \
		--password - --user alice --password - --token
	repository repo <<'END'
users:
  setup: {admin: true, secure_token: true, password: {env: PASSWORD_SETUP}}
  alice: {secure_token: true, filevault: true, password: {env: PASSWORD_ALICE}}
filevault: {enabled: true}
END
	invariant='"admin": true.*"token": true'
	few=true
}

# --- secrets ---

# Lines "SECONDS SECRET" of a file of the vault.
in_vault() { sed '1d;$d' "$1" 2>/dev/null; }

# One of the vault opens alice. A login leaves its mark in the record: so on a copy.
check_password() {
	cp -a "$copy" tried
	opened=
	for each in $(in_vault tried/var/db/vouch/vault/*.passwords | cut -d ' ' -f 2); do
		printf '%s\n' "$each" | tried/usr/bin/dscl . -authonly alice >/dev/null 2>&1 && opened=$each
	done
	rm -rf tried
	[ -n "$opened" ] || violated "the password of alice is lost"
}

# The first key of the vault is that of the disk; or ("-", only at a death) the vault knows that it has it not.
check_key() {
	first=$(in_vault "$copy/var/db/vouch/vault/recovery.keys" | head -n 1 | cut -d ' ' -f 2)
	"$copy/usr/bin/fdesetup" status | grep -q 'FileVault is On' || return 0
	[ "$first" != - ] || [ "$1" != - ] || return 0
	printf '%s\n' "$first" | "$copy/usr/bin/fdesetup" validaterecovery 2>/dev/null | grep -q true ||
		violated "the recovery key is lost"
}

# check_secrets -|'': what the scenario has of them.
check_secrets() {
	case $scenario in
	rotate) check_password ;;
	enable) check_key "$1" ;;
	esac
}

# --- looking ---

# Without what nobody declared and the order of the steps decides: the uid of alice, whether a suppressing
# tag is left beside a token, the order of the crypto users. And without what the preboot volume knows: the
# only tool that tells is the one that lies.
without_order() {
	sed -e '/"crypto_users": /d' -e 's/"suppressed": [a-z]*, //' -e 's/"preboot": [a-z]*//' \
		-e '/"name": "alice"/s/"uid": [0-9]*, //'
}

# seen FOLDER: everything that counts about that Mac, without what is new on every Mac.
seen() {
	simmac show "$1" --json >seen.show || return 1
	uuid=$(sed -n 's/.*"name": "alice".*"uuid": "\([^"]*\)".*/\1/p' seen.show)
	uid=$(sed -n 's/.*"name": "alice".*"uid": \([-0-9]*\),.*/\1/p' seen.show)
	# A first token that came by a login, not by a new password, is one.
	sed -e "s/${uuid:-none}/ALICE/g" -e 's/"hashed": [a-z]*, //' seen.show
	find "$1/Users" -exec ls -ldn {} + | sed "s,$1/,," |
		awk '{ print $1, $3 == uid ? "ALICE" : $3, $4, substr($0, index($0, "Users")) }' uid="$uid" |
		LC_ALL=C sort -k 4
	for archive in "$1/Users/Deleted Users"/*; do
		[ -f "$archive" ] || continue
		tar -tvf "$archive" 2>/dev/null | sort
		tar -xOf "$archive" 2>/dev/null | cksum
	done
}

# Calls that ended with 0, one a line: tool and arguments.
successes() {
	simmac trace "$1" | awk -F '\t' '
		$1 == "start" { call[$2] = $5; for (i = 6; i <= NF; i++) call[$2] = call[$2] " " $i }
		$1 == "end" && $6 == 0 { print call[$2] }'
}

# once FILE PATTERN: at most one of its lines has it.
once() {
	times=$(grep -c -e "$2" "$1")
	[ "$times" -le 1 ] || violated "$times times: $2"
}

violated() {
	violations=$((violations + 1))
	printf '%s: %s\n' "$point" "$*" >&2
	[ "$violations" -le 3 ] || return 0
	for part in died.out rerun.out plan.out difference; do
		[ -s "$part" ] && { printf -- '--- %s\n' "$part"; cat "$part"; } >&2
	done
	{ echo '--- the trace'; simmac trace "$copy" | grep -v readall | cut -c1-150 | tail -n 60; } >&2
}

# --- one point ---

# run FOLDER OUTPUT: a run that may be killed, without the shell's word about it. Of $program, if that is set.
run() {
	"${program:-vouch}" apply --root "$1" --repo "$work/repo" --yes >"$2" 2>&1 &
	wait $! 2>/dev/null
}

begin_point() {
	point="$scenario, $*"
	points=$((points + 1))
	copy=copy.$points
	cp -a "$work/mac" "$copy" || exit 1
	: >rerun.out
	: >plan.out
	: >difference
}

check_death() {
	[ -n "$(simmac fault "$copy")" ] || check_secrets -
	[ -z "$invariant" ] && return 0
	simmac show "$copy" --json | grep -q -e "$invariant" ||
		violated "at the death there is nobody who can vouch"
}

# What is reported as done is so.
check_claims() {
	seen "$copy" | "$order" >now.seen
	case $status in
	0) diff "$work/expected.seen" now.seen >difference || violated "it reported success, but the Mac has it not" ;;
	1 | 3 | 4) ;;
	*) violated "it ended with $status" ;;
	esac
	if grep -q 'alice  create_user.*: done' died.out && grep -q 'secure_token: none -> live' died.out; then
		grep -q '"name": "alice".*"token": true.*"wrapped": true' now.seen ||
			violated "alice is reported as made, and is not"
	fi
	if grep -q 'gone  delete_user.*: done' died.out; then
		! grep -q '"name": "gone"' now.seen || violated "gone is reported as gone, and is not"
	fi
}

check_rerun() {
	run "$copy" rerun.out
	status=$?
	[ "$status" -eq 0 ] || violated "the clean run ended with $status"
	vouch plan --root "$copy" --repo "$work/repo" --detailed-exitcode >plan.out 2>&1 ||
		violated "the plan after it has something to do"
	seen "$copy" | "$order" >now.seen
	diff "$work/expected.seen" now.seen >difference || violated "it is not what was declared"
	check_secrets ''
	# A lie is told as a success: what it only said was done is done later.
	[ "${kind:-}" != lie ] && [ "${kind:-}" != garbage ] || return 0
	successes "$copy" >successes
	once successes '-secureTokenOn alice'
	once successes '-deleteUser gone'
	once successes '-resetPasswordFor alice.*-adminUser alice'
	grep -e '-create /Users/alice GeneratedUID' successes | sort -u >identities
	once identities .
}

end_point() {
	rm -rf "$copy"
}

# strike KIND TOOL WORD N: false where the run ended before it came to N such calls.
strike() {
	begin_point "$1 at call $4 of $2 $3"
	simmac fault "$copy" "$1" --skip "$4" --tool "$2" --word "$3" || exit 1
	run "$copy" died.out
	status=$?
	if [ -n "$(simmac fault "$copy")" ]; then
		[ "$status" -eq 0 ] || violated "nothing struck, but it ended with $status"
		points=$((points - 1))
		end_point
		return 1
	fi
	[ "$status" -eq 137 ] || violated "it ended with $status and was not killed"
	check_death
	check_rerun
	end_point
}

# trouble KIND TOOL WORD N: false where the run ended before it came to N such calls.
trouble() {
	kind=$1
	begin_point "$1 at call $4 of $2 $3"
	simmac fault "$copy" "$1" --skip "$4" --tool "$2" --word "$3" || exit 1
	[ $(($4 / stride % 3)) -ne 0 ] || program=$CHECKED
	run "$copy" died.out
	status=$?
	program=
	check_claims
	check_death
	if [ -n "$(simmac fault "$copy")" ]; then
		[ "$status" -eq 0 ] || violated "nothing struck, but it ended with $status"
		points=$((points - 1))
		end_point
		return 1
	fi
	check_rerun
	end_point
}

# sweep POINT ARGUMENT…: tries POINT ARGUMENT… N for N from 0 on, in strides, until it is false; how many points
# there were is in struck. The workers take turns: what they wait for, they wait for side by side.
sweep() {
	for worker in $workers; do
		mkdir -p "worker.$worker"
		work_off "$@" &
	done
	wait
	struck=0
	for worker in $workers; do
		read -r count tried wrong <"worker.$worker/result" || fail "worker $worker died: $*"
		rm "worker.$worker/result"
		struck=$((struck + count))
		points=$((points + tried))
		violations=$((violations + wrong))
	done
}

# In a process and a folder of its own: every so manyth of the points that are tried.
work_off() (
	cd "$work/worker.$worker" || exit 1
	points=0
	violations=0
	count=0
	turn=$((worker * stride))
	while "$@" "$turn"; do
		count=$((count + stride))
		turn=$((turn + turns * stride))
	done
	echo "$count $points $violations" >result
)

changing='fdesetup enable:fdesetup changerecovery:dscl -create:dscl -delete:dscl -append:dscl -authonly:sysadminctl *:createhomedir *:dseditgroup *:diskutil updatePreboot'
# sweep_changing KIND: every call that changes something.
sweep_changing() {
	all=0
	IFS=:
	for call in $changing; do
		unset IFS
		stride=1
		sweep "$way" "$1" "${call% *}" "${call#* }"
		all=$((all + struck))
	done
	unset IFS
	[ "$all" -gt 14 ] || [ -n "$few" ] || fail "only $all calls that change something"
	printf '%s: %s at %d calls\n' "$scenario" "$1" "$all"
}

# No file grows beyond so many blocks of 512 bytes: the writer is killed. The journal grows by pages of 8
# blocks; the archive is longer than it.
fill() {
	blocks=$(($1 <= 32 ? 8 * $1 : 256 + 64 * ($1 - 32)))
	begin_point "full at $blocks blocks"
	(ulimit -f "$blocks" && exec vouch apply --root "$copy" --repo "$work/repo" --yes) >/dev/null 2>&1 &
	wait $! 2>/dev/null
	ended=$?
	check_death
	check_rerun
	end_point
	[ "$ended" -ne 0 ] || points=$((points - 1))
	[ "$ended" -ne 0 ]
}

# kill_at CALL N: false where the run ended before it made so many. Writes of pages are many: every fifth.
kill_at() {
	nth=$(($2 + 1))
	[ "$1" != pwrite64 ] || nth=$(($2 * 5 + 1))
	begin_point "killed at $1 $nth"
	ASAN_OPTIONS=detect_leaks=0 strace -o strace.out -e "trace=?$1" \
		-e "inject=?$1:signal=KILL:when=$nth" \
		vouch apply --root "$copy" --repo "$work/repo" --yes >died.out 2>&1 &
	wait $! 2>/dev/null
	ended=$?
	[ "$ended" -eq 0 ] || [ "$ended" -eq 137 ] || violated "it ended with $ended"
	if [ "$ended" -ne 0 ]; then
		check_death
		check_rerun
	else
		points=$((points - 1))
	fi
	end_point
	[ "$ended" -ne 0 ]
}

sweep_calls() {
	all=0
	for call in rename renameat renameat2 link linkat unlink unlinkat mkdir mkdirat fchmod fchown \
		ftruncate fsync fdatasync write pwrite64; do
		stride=$every
		sweep kill_at "$call"
		all=$((all + struck))
	done
	[ "$all" -gt 40 ] || fail "only $all system calls"
	printf '%s: killed at %d system calls\n' "$scenario" "$all"
}

sweep_tools() {
	stride=$every
	sweep strike cut '*' '*'
	[ "$struck" -gt 40 ] || [ -n "$few" ] || fail "only $struck calls were cut"
	printf '%s: cut at %d calls\n' "$scenario" "$struck"
	sweep_changing cut-after
	sweep_changing orphan
	stride=$every
	sweep fill
	[ "$struck" -gt 4 ] || fail "only $struck sizes were too small"
	printf '%s: full at %d sizes\n' "$scenario" "$struck"
}

sweep_faults() {
	way=trouble
	for each in fail garbage; do
		stride=$every
		sweep trouble "$each" '*' '*'
		[ "$struck" -gt 40 ] || [ -n "$few" ] || fail "only $struck calls: $each"
		printf '%s: %s at %d calls\n' "$scenario" "$each" "$struck"
	done
	for each in lie killed killed-after; do
		sweep_changing "$each"
	done
}

# --- the sweep ---

if [ "$part" = calls ] && ! strace -o strace.out true 2>/dev/null; then
	echo "SKIPPED: strace is not there, or may not trace"
	exit 77
fi

few=
workers='0 1 2 3'
turns=4
points=0
way=strike
kind=
program=
order=cat
[ "$part" != faults ] || order=without_order
copy=mac
point=$scenario
: >died.out
"make_$scenario"

# What a run makes that nothing happens to.
begin_point undisturbed
expect 0 vouch apply --root "$copy" --repo "$work/repo" --yes
expect 0 vouch plan --root "$copy" --repo "$work/repo" --detailed-exitcode
seen "$copy" | "$order" >expected.seen
grep -q '"name": "alice".*"token": true.*"wrapped": true' expected.seen || fail "alice holds no token"
! grep -q '"name": "gone"' expected.seen || fail "gone is still there"
[ "$scenario" != fleet ] || grep -q 'Deleted Users/gone-' expected.seen || fail "no archive of gone"
end_point

"sweep_$part"
printf '%s on macOS %s: %d points, %d violations\n' "$scenario" "$macos" "$points" "$violations"
[ "$violations" -eq 0 ]
