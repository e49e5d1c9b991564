/* input.h – passwords as tools read them: a line of standard input, or a prompt as getpass() does.
 */
#ifndef SIMMAC_INPUT_H
#define SIMMAC_INPUT_H

#include <stdbool.h>

#include "vouch/base/secret.h"

#include "heard.h"

/* How much a tool takes of a password; what is longer is cut. FACTS 2.4 */
enum { SIMMAC_TTY_LIMIT = 128, SIMMAC_PIPE_LIMIT = 1022 };

/* heard, everywhere: takes note of what was read (mac->heard); or NULL. */

/* One line of standard input without its newline, read byte by byte: what follows stays for the
 * next reader. False at the end of the input. */
bool simmac_input_line(struct simmac_heard *heard, struct vouch_secret *out);
/* getpass(): prompts on /dev/tty and reads there without echo; where there is no terminal, prompts
 * on standard error and reads standard input. False where nothing came. */
bool simmac_input_prompt(struct simmac_heard *heard, const char *prompt, struct vouch_secret *out);
/* The same where the tool looks at standard input first: a terminal there is asked, with or without
 * echo; anything else gets the prompt on standard error and is read. False where nothing came. */
bool simmac_input_ask(
	struct simmac_heard *heard, const char *prompt, bool echo, struct vouch_secret *out);

#endif
