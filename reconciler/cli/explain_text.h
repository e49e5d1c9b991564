/* explain_text.h – an explanation for people. */
#ifndef VOUCH_CLI_EXPLAIN_TEXT_H
#define VOUCH_CLI_EXPLAIN_TEXT_H

#include "paint.h"
#include "vouch/app/explain.h"

void vouch_explain_text(struct vouch_page *page, const struct vouch_explanation *explanation);

#endif
