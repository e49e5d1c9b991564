# hints.awk – every hint that stands in the planner's sources, a line each, '*' for what is filled in.
#
# Pieces of text that stand side by side are one, as the compiler takes them. What is too short to be a
# hint, and names of families, are left out.

function flush_text() {
	gsub(/%[a-z]+/, "*", text)
	if (length(text) >= 8 && text ~ / / && text ~ /[a-z][a-z]/)
		print text
	text = ""
}

{
	line = $0
	if (line ~ /^[ \t]*(\/\*|\*|#)/ || line ~ /\.name = |_Static_assert/)
		next
	while (match(line, /"([^"\\]|\\.)*"/)) {
		if (substr(line, 1, RSTART - 1) !~ /^[ \t]*$/)
			flush_text()
		text = text substr(line, RSTART + 1, RLENGTH - 2)
		line = substr(line, RSTART + RLENGTH)
	}
	if (line !~ /^[ \t]*$/)
		flush_text()
}

END { flush_text() }
