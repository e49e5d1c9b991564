# puppet.sh – Puppet's own types, unchanged, on a simulated Mac: a group and a user made with a password, changed,
# made an administrator, removed; a second run changes nothing; afterwards vouch observes what Puppet was told.
. "$(dirname "$0")/lib.sh"
vouch=$2
examples=$(cd "$(dirname "$0")/../.." && pwd)/examples/simmac

command -v puppet >/dev/null || skip "puppet-agent is not installed"
ruby -e 'require "cfpropertylist"' 2>/dev/null || skip "ruby-cfpropertylist is not installed"
printf 'pw-setup\n' | create --os 14.5 --admin setup --full-name 'Setup Admin' --password -
"$simmac" exec "$mac" -- true 2>"$work/why" || skip "simmac exec cannot work here: $(cat "$work/why")"
for tool in uuidgen dsimport dscacheutil; do
	[ -x "$mac/usr/bin/$tool" ] || skip "this simulated Mac has no $tool, which Puppet calls"
done

export HOME="$work" LC_ALL=C.UTF-8
export FACTER_operatingsystem=Darwin FACTER_kernel=Darwin FACTER_macosx_productversion_major=14
apply() { # apply WHAT STAGE: changed, or unchanged
	export FACTER_mac_stage="$2"
	got=0
	"$simmac" exec "$mac" -- puppet apply --detailed-exitcodes --color=false --confdir "$work/conf" --vardir "$work/var" \
		--ssldir "$work/ssl" --rundir "$work/run" --logdir "$work/log" \
		"$examples/puppet/site.pp" >"$work/applied" 2>&1 || got=$?
	case $got in
	0) told=unchanged ;;
	2) told=changed ;;
	*) told="exit $got" ;;
	esac
	[ "$told" = "$1" ] || cat "$work/applied"
	is "Puppet, $2" "$1" "$told"
}
observed() { "$vouch" observe --json --root "$mac" >"$work/observed" && tr -d '\n' <"$work/observed" | grep -o '{"name": *"alice"[^}]*}[^}]*}[^}]*}' || true; }
says() { # says KEY TEXT: of alice, to vouch
	observed | grep -q "\"$1\": *$2" || { echo "FAILED: vouch does not observe $1 $2: $(observed)"; failures=$((failures + 1)); }
}

apply changed made
apply unchanged made
says uid 601
says gid 20
says full_name '"Alice Liddell"'
says shell '"/bin/zsh"'
says password '"set"'
says admin false
says groups '\["developers", *"staff"\]'
"$mac/usr/bin/dscl" . -authonly alice pw-alice || { echo "FAILED: the password that Puppet has set as a hash"; failures=$((failures + 1)); }

apply changed changed
apply unchanged changed
says shell '"/bin/bash"'
says admin true
says admin_by '{"name": *true, *"guid": *true}'

apply changed gone
apply unchanged gone
[ -z "$(observed)" ] || { echo "FAILED: vouch still observes alice"; failures=$((failures + 1)); }
! "$mac/usr/bin/dscl" . -list /Groups | grep -qx developers || { echo "FAILED: the group has stayed"; failures=$((failures + 1)); }
finish
