#!/bin/sh
# https.sh – over a real connection, from git's own server: fetching, and every way to be refused.
# usage: https.sh VOUCH-GIT TRUSTING-GIT
trusting=$2
. "$(dirname "$0")/common.sh"
here=$(dirname "$0")
skip() {
	echo "SKIPPED: $*" >&2
	exit 77
}
python=$(command -v python3) && "$python" -c 'import ssl, http.server' 2>/dev/null || skip "no python3 for the server"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
	-keyout "$top/key.pem" -out "$top/certificate.pem" 2>/dev/null || skip "no openssl to make a certificate"
cat "$top/key.pem" "$top/certificate.pem" >"$top/both.pem"

src=$top/src
new_repository "$src"
mkdir "$top/served"
git clone -q --bare "$src" "$top/served/fleet.git"
mkfifo "$top/port" "$top/hold"
"$python" "$here/https_server.py" "$top/served" "$top/both.pem" <"$top/hold" >"$top/port" 2>/dev/null &
server=$!
exec 9>"$top/hold" # the server ends when this script does, however it ends
trap 'kill $server; wait $server 2>/dev/null; rm -rf "$top"' EXIT
read -r port <"$top/port" || skip "the server does not start"
url=https://localhost:$port

# A certificate that nobody vouches for.
sync 2 "$url/fleet.git"
says "certificate"

strict=$vouch_git
vouch_git=$top/trusting
printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$trusting" "$top/certificate.pem" >"$vouch_git"
chmod +x "$vouch_git"
"$vouch_git" sync --mirror "$top/state/probe" --url "$url/fleet.git" >/dev/null 2>&1
[ $? -ne 77 ] || skip "this libgit2 trusts the system's certificates alone"

sync 0 "$url/fleet.git"
answers "commit $(id_of "$src" main)"
sync 0 "$url/fleet.git"
answers "commit $(id_of "$src" main)"
commit "$src" two.yaml "users: {}"
git -C "$src" push -q "$top/served/fleet.git" main
sync 0 "$url/fleet.git"
answers "commit $(id_of "$src" main)"
git -C "$src" tag -a -m 1 v1
git -C "$src" push -q "$top/served/fleet.git" v1
expect 0 sync --mirror "$mirror" --url "$url/fleet.git" --rev v1
answers "commit $(id_of "$src" v1)"
git -C "$src" commit -q --amend -m amended
git -C "$src" push -q -f "$top/served/fleet.git" main
sync 0 "$url/fleet.git"
answers "commit $(id_of "$src" main)"

# Damage that shows while the server is told what is here already: a new mirror.
commit "$src" news.yaml "users: {}"
git -C "$src" push -q "$top/served/fleet.git" main
chmod -R u+w "$mirror"
for pack in "$mirror"/objects/pack/*.pack; do
	printf 'XXXXXXXXXXXXXXXXXXXXXXXX' | dd of="$pack" bs=1 seek=14 conv=notrunc 2>/dev/null
done
sync 0 "$url/fleet.git"
answers "commit $(id_of "$src" main)"
git -C "$mirror" fsck --strict >/dev/null 2>&1 || fail "the damaged mirror was kept"

sync 5 "$url/ask/fleet.git"
says "asks who we are"
sync 0 "$url/moved/fleet.git"
answers "commit $(id_of "$src" main)"
sync 2 "$url/away/fleet.git"
says "redirect"
sync 2 "$url/broken/fleet.git"
sync 2 "$url/missing.git"
says "404"
sync 2 "https://127.0.0.1:$port/fleet.git" # the certificate is for another name
# After all the refusals, what had been fetched is still there.
vouch_git=$strict
expect 0 files --mirror "$mirror" --commit "$(id_of "$src" main)"
finish
