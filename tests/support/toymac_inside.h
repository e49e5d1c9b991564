/* toymac_inside.h – what the parts of toymac share. */
#ifndef TOYMAC_INSIDE_H
#define TOYMAC_INSIDE_H

#include "toymac.h"

void toymac_put(char to[TOY_TEXT], const char *text);
/* A record with a name and a uuid, no more. */
struct toy_account *toymac_add_bare(struct toymac *mac, const char *name);
bool toymac_is_live(const struct toy_account *account);
bool toymac_somebody_holds(const struct toymac *mac);

#endif
