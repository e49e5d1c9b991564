/* protocol.h – what vouch and vouch-git say to each other: arguments, output, exits, bounds.
 *
 * No libgit2 in here; both sides use it. Only vouch starts vouch-git, as a child with a deadline
 * (libgit2 1.5 has no time-out, so a mute server ends with SIGKILL; the mirror survives that), with
 * no terminal and nothing on standard input:
 *
 *	vouch-git sync  --mirror DIR --url URL [--rev REV]... [--files] [--wait SECONDS]
 *	vouch-git files --mirror DIR --commit HEX [--wait SECONDS]
 *
 * sync   Brings the bare mirror DIR up to date with URL, finds each REV (default HEAD: the branch
 *        the remote says is its own) and checks that its files can be handed over whole. Standard
 *        output: "commit <40 hex digits>\n" for each REV, in order. With --files and one REV
 *        instead the files of that commit, as "files" writes them; the header names the commit. So
 *        one child is enough for a run.
 * files  No network: the files of a commit that is in the mirror, for a run whose sync found
 *        nobody (VOUCH_GIT_UNREACHABLE) and that goes on with a commit it knows.
 *
 * The stream of files is described in vouch/load/source.h: the regular files named *.yaml or *.yml,
 * and every symbolic link and submodule, sorted bytewise by path. It is whole or there is none:
 * what is odd in a commit is an error, and nothing is written before all of it has been checked.
 *
 * DIR    Absolute. vouch-git makes it, DIR.new and DIR.old beside it while it rebuilds, and the
 *        lock DIR.lock. The folder above it belongs to the caller with mode 0700 (it is made where
 *        only that one is missing). One mirror holds one URL; another URL replaces it, once the
 *        new one has been fetched whole. A damaged mirror is rebuilt the same way.
 * URL    https://…, ssh://…, user@host:path, file:///…, or an absolute path of a work tree or a
 *bare repository (vouch makes a relative one absolute first). A password or token in it is refused.
 *A plain folder that is no repository is VOUCH_GIT_SOURCE; whether --repo means a folder of files
 *or a repository is for vouch to decide before. REV    HEAD, a branch, a tag, refs/heads/…,
 *refs/tags/…, 4 to 40 hex digits of a commit; then ~N and ^ (first parents). What has two meanings
 *is an error.
 * --wait How long to wait for another vouch-git at the same mirror; default
 *        VOUCH_GIT_WAIT_SECONDS.
 *
 * Exit: one of the table below. On any but OK, one line on standard error, safe for a terminal:
 *
 *	vouch-git: <word>: what is wrong: what to do\n
 *
 * The caller shows what follows the word; vouch_git_end_code() says which error it is. Killed by a
 * signal: nothing can be believed, nothing is broken, the next run goes on.
 *
 * Environment, user's and system's git configuration, and safe.directory have no say. A redirect is
 * followed on the same host only. There are no credentials in this version: a server that asks for
 * some, and any ssh URL, is VOUCH_GIT_CREDENTIALS. Exit 7 is kept free for commits whose signatures
 * are not trusted.
 */
#ifndef VOUCH_GIT_PROTOCOL_H
#define VOUCH_GIT_PROTOCOL_H

#include "vouch/base/err.h"

/* Name, exit status, word, the error of vouch it becomes. */
#define VOUCH_GIT_ENDS(X) \
	X(OK, 0, "ok", OK) \
	X(SYSTEM, 1, "system", SYSTEM)           /* a system call or libgit2 itself failed */ \
	X(UNREACHABLE, 2, "unreachable", SOURCE) /* no answer, or not from whom it should be */ \
	X(SOURCE, 3, "source", SOURCE)           /* no such repository, revision or commit */ \
	X(OWNER, 4, "owner", SOURCE)             /* a local repository of another user */ \
	X(CREDENTIALS, 5, "credentials", SOURCE) /* the server wants to know who asks */ \
	X(LOCKED, 6, "locked", LOCKED)           /* another vouch-git is at this mirror */ \
	X(MIRROR, 8, "mirror", SYSTEM)           /* the mirror's place cannot be used */ \
	X(USAGE, 64, "usage", USAGE)             /* arguments, or a URL of a refused kind */ \
	X(CONTENT, 65, "content", CONFIG)        /* the commit holds what must not be there */

enum vouch_git_end {
#define VOUCH_GIT_END_ENUM(name, status, word, code) VOUCH_GIT_##name = (status),
	VOUCH_GIT_ENDS(VOUCH_GIT_END_ENUM)
#undef VOUCH_GIT_END_ENUM
};

enum {
	/* The same as in vouch/load/source.h, which reads the stream. */
	VOUCH_GIT_ENTRIES_MAX = 20000,
	VOUCH_GIT_FILE_MAX = 1024 * 1024,
	VOUCH_GIT_TOTAL_MAX = 64 * 1024 * 1024,
	VOUCH_GIT_PATH_MAX = 1024,
	VOUCH_GIT_DEPTH_MAX = 64,
	/* Names looked at in one commit, handed over or not. */
	VOUCH_GIT_VISITS_MAX = 500 * 1000,
	/* Standard output is never longer than this: a cap for whoever reads it. */
	VOUCH_GIT_OUTPUT_MAX = 96 * 1024 * 1024,
	VOUCH_GIT_REVISIONS_MAX = 8,
	VOUCH_GIT_WAIT_SECONDS = 20,
	/* What a server may send: names, objects, the size of one object. */
	VOUCH_GIT_REFS_MAX = 100 * 1000,
	VOUCH_GIT_PACK_OBJECTS_MAX = 4 * 1000 * 1000,
	VOUCH_GIT_OBJECT_MAX = 256 * 1024 * 1024,
	VOUCH_GIT_PACK_BYTES_MAX = 1024 * 1024 * 1024,
	/* A deadline that leaves time for a first fetch over a slow line. */
	VOUCH_GIT_DEADLINE_MS = 120 * 1000
};

/* The error that an exit status stands for; VOUCH_E_BUG for one that is not in the table. */
static inline enum vouch_code vouch_git_end_code(int status)
{
#define VOUCH_GIT_END_CODE(name, exit_status, word, code) \
	if (status == (exit_status)) \
		return VOUCH_E_##code;
	VOUCH_GIT_ENDS(VOUCH_GIT_END_CODE)
#undef VOUCH_GIT_END_CODE
	return VOUCH_E_BUG;
}

/* The word on standard error; "bug" for a status that is not in the table. */
static inline const char *vouch_git_end_word(int status)
{
#define VOUCH_GIT_END_WORD(name, exit_status, word, code) \
	if (status == (exit_status)) \
		return word;
	VOUCH_GIT_ENDS(VOUCH_GIT_END_WORD)
#undef VOUCH_GIT_END_WORD
	return "bug";
}

#endif
