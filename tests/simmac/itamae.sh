# itamae.sh – Itamae, unchanged, on a simulated Mac: a group and a user made and changed; a second run has nothing to
# do. The questions of Specinfra (Serverspec's and Itamae's) are asked by the commands it makes for a Mac.
. "$(dirname "$0")/lib.sh"

command -v itamae >/dev/null || skip "itamae is not installed"
printf 'pw-setup\n' | create --os 14.5 --admin setup --full-name 'Setup Admin' --password -
"$simmac" exec "$mac" -- true 2>"$work/why" || skip "simmac exec cannot work here: $(cat "$work/why")"
export LC_ALL=C.UTF-8 HOME="$work"
cd "$work"

recipe() { # recipe SHELL [PASSWORD]
	cat <<END >recipe.rb
group 'crew' do
  gid 712
end
user 'alice' do
  uid 601
  gid 20
  home '/Users/alice'
  shell '$1'
  ${2:+password '$2'}
end
END
}
converge() {
	"$simmac" exec "$mac" -- itamae local --no-color --tmp-dir "$work/itamae" recipe.rb >"$work/said" 2>&1 ||
		{ cat "$work/said"; failures=$((failures + 1)); }
	grep 'will change' "$work/said" | sed 's/.*user\[alice\] //' || true
}

recipe /bin/zsh pw-alice
is "first run" "exist will change from 'false' to 'true'" "$(converge)"
"$mac/usr/bin/dscl" . -authonly alice pw-alice || { echo "FAILED: the password"; failures=$((failures + 1)); }
recipe /bin/zsh
is "second run" "" "$(converge)"
recipe /bin/bash
is "another shell" "shell will change from '/bin/zsh' to '/bin/bash'" "$(converge)"
is "and again" "" "$(converge)"
is "the Mac's own word" "601 20 /bin/bash" "$("$mac/usr/bin/id" -P alice | awk -F: '{print $3, $4, $10}')"
is "the group" 712 "$("$mac/usr/bin/dscacheutil" -q group -a name crew | awk '/^gid:/ {print $2}')"

cat >questions.rb <<'END'
require 'specinfra'
user, group, file = %w[User Group File].map { |part| Specinfra::Command::Darwin::Base.const_get(part) }
{
  'exists' => user.check_exists('alice'),
  'uid' => user.check_has_uid('alice', 601),
  'primary group' => user.check_belongs_to_primary_group('alice', 'staff'),
  'group' => user.check_belongs_to_group('alice', 'everyone'),
  'home' => user.check_has_home_directory('alice', '/Users/alice'),
  'shell' => user.check_has_login_shell('alice', '/bin/bash'),
  'gid' => "#{group.get_gid('crew')} | grep -x 712",
  'mode' => file.check_has_mode('/Users/setup', 750),
  'size' => "#{file.get_size('/etc/passwd')} | grep -E '^[0-9]+$'",
}.each { |question, command| puts "not #{question}" unless system("#{command} >/dev/null") }
puts 'but the shell' unless system("! #{user.check_has_login_shell('alice', '/bin/zsh')} >/dev/null")
END
is "questions of Specinfra" "" "$("$simmac" exec "$mac" -- ruby questions.rb 2>&1)"
finish
