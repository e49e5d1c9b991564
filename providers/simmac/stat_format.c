/* stat_format.c – the formats of stat: %Su, %Lp, %-10z and the others. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "file_flags.h"
#include "record.h"
#include "stat.h"

enum { WIDTH_MAX = 200, LETTERS = 12 };

struct part {
	const char *flags; /* of printf */
	size_t flags_length;
	int width;
	char sub, letter; /* sub: H, M, L or 0 */
	bool text;        /* S */
};

static const char *record_name(
	struct simmac_mac *mac, enum simmac_record_type type, const char *key, long long number)
{
	SIMMAC_RECORD record = {0};
	const char *text = vouch_arena_printf(&mac->arena, "%lld", number);

	if (simmac_record_find_by(mac, type, key, text, &record) == 1)
		return simmac_record_first(mac, &record, "name");
	return text;
}

static char kind_letter(mode_t mode)
{
	if (S_ISDIR(mode))
		return 'd';
	if (S_ISLNK(mode))
		return 'l';
	if (S_ISCHR(mode))
		return 'c';
	if (S_ISBLK(mode))
		return 'b';
	if (S_ISFIFO(mode))
		return 'p';
	return S_ISSOCK(mode) ? 's' : '-';
}

static const char *mode_text(struct vouch_arena *arena, mode_t mode)
{
	char letters[LETTERS] = "?rwxrwxrwx";
	size_t i;

	letters[0] = kind_letter(mode);
	for (i = 0; i < 9; i++)
		if (!(mode & (0400U >> i)))
			letters[i + 1] = '-';
	if (mode & S_ISUID)
		letters[3] = mode & S_IXUSR ? 's' : 'S';
	if (mode & S_ISGID)
		letters[6] = mode & S_IXGRP ? 's' : 'S';
	if (mode & S_ISVTX)
		letters[9] = mode & S_IXOTH ? 't' : 'T';
	return vouch_arena_text(arena, letters);
}

static const char *kind_text(const struct part *part, mode_t mode)
{
	static const struct {
		char letter;
		const char *mark, *words;
	} kinds[] = {{'d', "/", "Directory"}, {'l', "@", "Symbolic Link"},
		{'c', "", "Character Device"}, {'b', "", "Block Device"}, {'p', "|", "Fifo File"},
		{'s', "=", "Socket"}};
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].letter == kind_letter(mode))
			return part->sub == 'H' ? kinds[i].words : kinds[i].mark;
	if (part->sub == 'H')
		return "Regular File";
	return mode & 0111 ? "*" : "";
}

static const char *time_text(struct simmac_stat *file, time_t when)
{
	/* The caller's own format, so that the compiler cannot check it; strftime() takes any. */
	size_t (*const format)(char *, size_t, const char *, const struct tm *) = strftime;
	char text[WIDTH_MAX] = "";
	struct tm parts = {0};

	if (localtime_r(&when, &parts))
		(void)format(text, sizeof text, file->times, &parts);
	return vouch_arena_text(&file->mac->arena, text);
}

/* NULL: such a part has no text. */
static const char *text_of(struct simmac_stat *file, const struct part *part)
{
	const struct stat *status = &file->status;
	struct vouch_arena *arena = &file->mac->arena;

	switch (part->letter) {
	case 'N': return file->name;
	case 'Y':
		return *file->target && part->text
			       ? vouch_arena_printf(arena, " -> %s", file->target)
			       : file->target;
	case 'T': return kind_text(part, status->st_mode);
	case 'p': return mode_text(arena, status->st_mode);
	case 'u': return record_name(file->mac, SIMMAC_USERS, "uid", (long long)status->st_uid);
	case 'g': return record_name(file->mac, SIMMAC_GROUPS, "gid", (long long)status->st_gid);
	case 'f': return simmac_file_flags_text(arena, file->flags);
	case 'a': return time_text(file, status->st_atime);
	case 'm':
	case 'B': /* when it was made is not kept everywhere */
		return time_text(file, status->st_mtime);
	case 'c': return time_text(file, status->st_ctime);
	default: return NULL;
	}
}

/* Which of the three parts of a mode, or all of it. */
static unsigned mode_part(const struct part *part, mode_t mode)
{
	switch (part->sub) {
	case 'H': return (unsigned)mode >> 12;
	case 'M': return ((unsigned)mode >> 9) & 7U;
	case 'L': return (unsigned)mode & 0777U;
	default: return (unsigned)mode;
	}
}

static bool number_of(const struct simmac_stat *file, char letter, long long *out)
{
	const struct stat *status = &file->status;
	const struct {
		char letter;
		long long value;
	} all[] = {{'d', (long long)status->st_dev}, {'i', (long long)status->st_ino},
		{'l', (long long)status->st_nlink}, {'u', (long long)status->st_uid},
		{'g', (long long)status->st_gid}, {'z', (long long)status->st_size},
		{'b', (long long)status->st_blocks}, {'k', (long long)status->st_blksize},
		{'r', (long long)status->st_rdev}, {'a', (long long)status->st_atime},
		{'m', (long long)status->st_mtime}, {'B', (long long)status->st_mtime},
		{'c', (long long)status->st_ctime}, {'f', (long long)file->flags}, {'v', 0}};
	size_t i;

	for (i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].letter == letter) {
			*out = all[i].value;
			return true;
		}
	return false;
}

static bool add_part(struct simmac_stat *file, const struct part *part, struct vouch_buf *out)
{
	struct vouch_arena *arena = &file->mac->arena;
	bool textual = part->text || strchr("NYT", part->letter) != NULL;
	const char *text = textual ? text_of(file, part) : NULL;
	bool left = memchr(part->flags, '-', part->flags_length) != NULL;
	bool zeros = memchr(part->flags, '0', part->flags_length) != NULL;
	long long number;

	if (!textual && part->letter == 'A')
		text = vouch_arena_printf(arena, "%o", (unsigned)file->status.st_mode & 07777U);
	else if (!textual && part->letter == 'p')
		text = vouch_arena_printf(arena,
			memchr(part->flags, '#', part->flags_length) ? "%#o" : "%o",
			mode_part(part, file->status.st_mode));
	else if (!textual && number_of(file, part->letter, &number))
		text = vouch_arena_printf(
			arena, zeros ? "%0*lld" : "%*lld", zeros ? part->width : 0, number);
	if (!text)
		return false;
	vouch_buf_printf(out, left ? "%-*s" : "%*s", part->width, text);
	return true;
}

static bool take_part(const char **at, struct part *part)
{
	const char *c = *at + 1;

	part->flags = c;
	part->flags_length = strspn(c, "#+-0 ");
	c += part->flags_length;
	for (; *c >= '0' && *c <= '9' && part->width < WIDTH_MAX; c++)
		part->width = part->width * 10 + (*c - '0');
	if (*c == 'S') {
		part->text = true;
		c++;
	} else if (*c && strchr("DOUXF", *c)) {
		c++; /* the base: what is octal and what decimal stays as it is */
	}
	if (*c && strchr("HML", *c))
		part->sub = *c++;
	part->letter = *c;
	*at = c + (*c != '\0');
	return part->letter != '\0';
}

const char *simmac_stat_format(struct simmac_stat *file, const char *format, struct vouch_buf *out)
{
	const char *at = format;

	while (*at) {
		struct part part = {0};
		const char *from = at;

		if (*at != '%') {
			vouch_buf_add(out, at++, 1);
		} else if (at[1] && strchr("%nt@", at[1])) {
			vouch_buf_text(out, at[1] == 'n'   ? "\n"
					    : at[1] == 't' ? "\t"
					    : at[1] == '@' ? "1"
							   : "%");
			at += 2;
		} else if (!take_part(&at, &part) || !add_part(file, &part, out)) {
			return from;
		}
	}
	return NULL;
}
