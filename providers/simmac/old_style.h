/* old_style.h – property lists as NeXT wrote them: what defaults prints, and dscl -search.
 *
 *	{
 *	    HiddenUsersList =     (
 *	        admin,
 *	        "_mbsetupuser"
 *	    );
 *	}
 */
#ifndef SIMMAC_OLD_STYLE_H
#define SIMMAC_OLD_STYLE_H

#include "vouch/base/plist.h"

/* A string, in quotes unless it is letters and digits alone. */
void simmac_old_style_text(struct vouch_buf *out, const char *text);
/* A whole list at this depth; keys in order of their names, no newline at the end. */
void simmac_old_style(struct vouch_arena *arena, struct vouch_buf *out,
	const struct vouch_plist *node, int depth);
/* "2026-11-24 10:00:00 +0000" */
void simmac_plist_date_text(struct vouch_buf *out, int64_t seconds);
/* Reads one; NULL where the text is none. What defaults takes from a command line. */
struct vouch_plist *simmac_old_style_parse(const char *text);

#endif
