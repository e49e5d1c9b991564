# mutants.awk – reads the lists of mutants: checks them, names them, or applies one of them.
#
#	awk -v mode=check -v root=PROJECT -f mutants.awk LIST…
#	awk -v mode=names -v root=PROJECT -f mutants.awk LIST…
#	awk -v mode=apply -v root=PROJECT -v wanted=NAME -v to=COPY -f mutants.awk LIST…
#
# What a list looks like is said in README.md beside this file. Files are always read from the project
# and written to the copy; apply prints the names of those that it wrote.

function complain(what) {
	printf "%s: mutant %s: %s\n", list, name, what >"/dev/stderr"
	failed = 1
}

# The whole file as one text, read once.
function text_of(path,    line, text) {
	if (path in texts)
		return texts[path]
	text = ""
	while ((getline line <path) > 0)
		text = text line "\n"
	close(path)
	return texts[path] = text
}

function folded(text) {
	gsub(/[ \t\n]+/, " ", text)
	return text
}

# Words in quotes are those of the design, wherever its lines break.
function check_rule(    parts, count, i) {
	if (rule == "")
		complain("names no rule")
	if (design == "")
		design = folded(text_of(root "/DESIGN.md"))
	count = split(rule, parts, "\"")
	for (i = 2; i <= count; i += 2)
		if (index(design, folded(parts[i])) == 0)
			complain("DESIGN.md does not say \"" parts[i] "\" any more: adapt the rule, or drop the mutant with it")
}

# One hunk: the old text stands in the file exactly once, and the new text is another.
function finish_hunk(    before, at) {
	if (old == "")
		return
	if (!(file in changed))
		changed[file] = text_of(root "/" file)
	before = changed[file]
	at = index(before, old)
	if (before == "")
		complain("there is no file " file)
	else if (at == 0)
		complain("this is not in " file " any more; adapt the mutant to the code:\n" old)
	else if (index(substr(before, at + 1), old) > 0)
		complain("this stands in " file " more than once; say more of it:\n" old)
	else if (old == new)
		complain("changes nothing in " file)
	else
		changed[file] = substr(before, 1, at - 1) new substr(before, at + length(old))
	old = new = ""
	hunks++
}

function finish(    path) {
	if (name == "")
		return
	finish_hunk()
	if (mode == "check") {
		check_rule()
		if (hunks == 0)
			complain("changes nothing")
		if (name in names)
			complain("there are two of this name")
		count_all++
	} else if (mode == "names") {
		print name
	} else if (name == wanted && !failed) {
		for (path in changed) {
			printf "%s", changed[path] >(to "/" path)
			close(to "/" path)
			print path
		}
	}
	names[name] = 1
	name = ""
}

function joined(text, line) {
	return text == "" ? line : text "\n" line
}

/^mutant / {
	finish()
	name = $2
	list = FILENAME
	rule = file = old = new = ""
	hunks = 0
	split("", changed)
	next
}
# Only the one that is wanted is worked on.
mode != "check" && name != wanted { next }
/^rule / { rule = substr($0, 6); next }
/^     / && file == "" { rule = rule " " $0; next }
/^file / { finish_hunk(); file = $2; adding = 0; next }
/^-( |$)/ {
	if (adding)
		finish_hunk()
	adding = 0
	old = joined(old, substr($0, 3))
	next
}
/^\+/ { adding = 1; new = new == "" ? substr($0, 3) : new "\n" substr($0, 3); next }
/^(#.*)?$/ { next }
{ complain("cannot be read: " $0) }

END {
	finish()
	if (mode == "check")
		printf "%d mutants\n", count_all
	exit failed
}
