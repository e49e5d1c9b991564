# ansible.sh – Ansible's own modules, unchanged, on a simulated Mac: a group and a user made, changed, made an
# administrator, removed; a second run changes nothing; afterwards vouch observes what Ansible was told.
. "$(dirname "$0")/lib.sh"
vouch=$2
examples=$(cd "$(dirname "$0")/../.." && pwd)/examples/simmac

command -v ansible-playbook >/dev/null || skip "ansible-core is not installed"
printf 'pw-setup\n' | create --os 14.5 --admin setup --full-name 'Setup Admin' --password -
"$simmac" exec "$mac" -- true 2>"$work/why" || skip "simmac exec cannot work here: $(cat "$work/why")"
[ -x "$mac/usr/bin/defaults" ] || skip "this simulated Mac has no defaults, which Ansible calls"

export HOME="$work" LC_ALL=C.UTF-8 ANSIBLE_LOCALHOST_WARNING=False ANSIBLE_NOCOLOR=1 ALICE_PASSWORD=pw-alice
export ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3 PYTHONPATH="$examples/ansible/on-a-mac"
play() { # play CHANGED WORDS…: how many tasks change something
	changed=$1
	shift
	"$simmac" exec "$mac" -- ansible-playbook -i localhost, "$examples/ansible/playbook.yml" "$@" \
		>"$work/played" 2>&1 || { cat "$work/played"; failures=$((failures + 1)); }
	is "changed tasks of $*" "$changed" "$(sed -n 's/^localhost .*changed=\([0-9]*\) .*/\1/p' "$work/played")"
}
# Anybody but root can give files to nobody: no home then.
home=true
[ "$(id -u)" -eq 0 ] || home=false

observed() { "$vouch" observe --json --root "$mac" >"$work/observed" && tr -d '\n' <"$work/observed" | grep -o '{"name": *"alice"[^}]*}[^}]*}[^}]*}' || true; }
says() { # says KEY TEXT: of alice, to vouch
	observed | grep -q "\"$1\": *$2" || { echo "FAILED: vouch does not observe $1 $2: $(observed)"; failures=$((failures + 1)); }
}

play 2 -e "{home: $home}"
play 0 -e "{home: $home}"
says uid 601
says gid 20
says full_name '"Alice Liddell"'
says shell '"/bin/zsh"'
says admin false
says secure_token '"none"'
says groups '\["developers", *"staff"\]'
"$mac/usr/bin/dscl" . -authonly alice pw-alice || { echo "FAILED: the password"; failures=$((failures + 1)); }
[ "$home" = false ] || [ -d "$mac/Users/alice" ] || { echo "FAILED: no home"; failures=$((failures + 1)); }

play 1 -e "{home: $home, admin: true}" -e shell=/bin/bash
play 0 -e "{home: $home, admin: true}" -e shell=/bin/bash
says admin true
says shell '"/bin/bash"'

play 2 -e "{home: $home, state: absent}"
play 0 -e "{home: $home, state: absent}"
[ -z "$(observed)" ] || { echo "FAILED: vouch still observes alice"; failures=$((failures + 1)); }
[ ! -e "$mac/Users/alice" ] || { echo "FAILED: the home has stayed"; failures=$((failures + 1)); }
! "$mac/usr/bin/dscl" . -list /Groups | grep -qx developers || { echo "FAILED: the group has stayed"; failures=$((failures + 1)); }

# --- what else scripts of Ansible do on a Mac: its name, and tasks as somebody else
cat >"$work/more.yml" <<'END'
- hosts: localhost
  connection: local
  gather_facts: true
  tasks:
    - ansible.builtin.assert:
        that: ansible_distribution == 'MacOSX' and ansible_distribution_version == '14.5' and ansible_os_family == 'Darwin'
    - ansible.builtin.hostname: {name: labmac, use: macos}
    - ansible.builtin.command: /usr/bin/id -un
      become: true
      become_user: setup
      become_method: "{{ how }}"
      changed_when: false
      register: who
    - ansible.builtin.assert: {that: "who.stdout == 'setup'"}
END
"$mac/usr/bin/chsh" -s /bin/sh setup >/dev/null
# Ansible gives its files to whom it becomes, which only root can do.
[ "$(id -u)" -eq 0 ] || { echo "not root: what Ansible does as somebody else is left out"; finish; exit 0; }
for how in sudo su; do
	got=0
	"$simmac" exec "$mac" -- ansible-playbook -i localhost, "$work/more.yml" -e how=$how >"$work/played" 2>&1 || got=$?
	[ "$got" -eq 0 ] || { cat "$work/played"; failures=$((failures + 1)); }
done
is "a second run has nothing to do" 0 "$(sed -n 's/^localhost .*changed=\([0-9]*\) .*/\1/p' "$work/played")"
is "the name that Ansible gave" "labmac" "$("$mac/usr/sbin/scutil" --get ComputerName)"
finish
