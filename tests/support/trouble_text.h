/* trouble_text.h – the kinds of refusals (providers/macos/errors.h), as tables of tests name them.
 */
#ifndef TROUBLE_TEXT_H
#define TROUBLE_TEXT_H

#include "errors.h"

/* "bad credentials", "no user" …; "none" for VOUCH_MACOS_TROUBLE_COUNT. */
const char *trouble_text(enum vouch_macos_trouble_kind kind);

#endif
