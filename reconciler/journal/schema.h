/* schema.h – the tables of the journal, one constant. Private to reconciler/journal. */
#ifndef VOUCH_JOURNAL_SCHEMA_H
#define VOUCH_JOURNAL_SCHEMA_H

/* "VOUC" */
#define VOUCH_JOURNAL_APPLICATION 1448039747

extern const char vouch_journal_schema[];

#endif
