# scrub.sh – takes out of text what tells whose Mac it is. Sourced by accept.sh.

# scrub_learn: the names of this Mac and of its people, longest first, each with what stands for it, in $work/secrets.
scrub_learn() {
	"$root/usr/bin/dscl" . -list /Users RealName >"$work/real-names"
	awk 'NR == FNR { person[$1]; next } $1 in person { sub(/^[^[:blank:]]+[[:blank:]]+/, ""); print }' \
		"$work/persons" "$work/real-names" >"$work/full-names"
	{
		awk '{ print $0 "\tuser" NR }' "$work/persons"
		awk '{ print $0 "\tFull Name " NR }' "$work/full-names"
		"$root/usr/sbin/ioreg" -rd1 -c IOPlatformExpertDevice |
			sed -n 's/.*"IOPlatformSerialNumber" = "\(.*\)".*/\1	SERIAL/p'
		for name in ComputerName LocalHostName HostName; do
			printf '%s\tHOSTNAME\n' "$("$root/usr/sbin/scutil" --get "$name" 2>/dev/null)"
		done
		for file in "$root/Library/Preferences/SystemConfiguration/preferences.plist"; do
			sed -E -n '/<key>(HostName|LocalHostName|ComputerName)</{n;s/.*<string>(.*)<.*/\1	HOSTNAME/p;}' "$file" 2>/dev/null
		done
		[ -n "$root" ] || hostname | sed 's/$/	HOSTNAME/'
		[ -z "${ACCEPT_PASSWORD:-}" ] || printf '%s\tPASSWORD\n' "$ACCEPT_PASSWORD"
		[ -z "$root" ] || printf '%s\t\n' "$root"
		printf '%s\tWORK\n' "$work"
	} | awk -F '\t' 'length($1) > 1 { print length($1) "\t" $0 }' | sort -rn | cut -f 2- >"$work/secrets"
}

# scrub <TEXT: names as words of their own, hints of passwords, then what has a form: UUIDs, recovery keys, addresses, numbers of
# network cards, pictures and keys in base64, people's home folders.
scrub() {
	awk -F '\t' '
		NR == FNR { what[++count] = $1; stands[count] = $2; next }
		{
			line = $0
			for (i = 1; i <= count; i++) line = without(line, what[i], stands[i])
			print line
		}
		function part_of_word(letter) { return letter ~ /[A-Za-z0-9]/ }
		function without(text, word, instead,    at, before, after, done) {
			done = ""
			while ((at = index(text, word)) > 0) {
				before = at > 1 ? substr(text, at - 1, 1) : substr(done, length(done), 1)
				after = substr(text, at + length(word), 1)
				done = done substr(text, 1, at - 1)
				done = done ((part_of_word(before) && length(word) < 6) || (part_of_word(after) && length(word) < 6) ? word : instead)
				text = substr(text, at + length(word))
			}
			return done text
		}' "$work/secrets" - |
		sed -e '/AuthenticationHint<\/key>/,/<\/array>/{s/<string>[^<]*/<string>HINT/;s/^[^<]*<\/string>/<\/string>/;/</!d;}' |
		sed -E -e 's/[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}/00000000-0000-0000-0000-000000000000/g' \
			-e 's/[A-Z0-9]{4}(-[A-Z0-9]{4}){5}/AAAA-AAAA-AAAA-AAAA-AAAA-AAAA/g' \
			-e 's/[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+/ADDRESS/g' \
			-e 's/([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}/00:00:00:00:00:00/g' \
			-e 's/([0-9]{1,3}\.){3}[0-9]{1,3}/0.0.0.0/g' \
			-e 's/\$[a-z0-9]+\$[^[:blank:]<]*/HASH/g' \
			-e 's,https?://[^ <"]*,URL,g' \
			-e 's/<[0-9a-f]{16,}>/<DATA>/g' -e 's/[A-Za-z0-9+\/]{40,}={0,2}/DATA/g'
}
