/* recover.h – puts right what a run that died left behind, before anything new.
 *
 * Under the run's lock, with no plan, also when suspended or refused:
 *  1. every open step is settled by looking: there → done, with its baseline; not → settled. A
 *     creation that is recognised by the GeneratedUID of its intent (or is a bare record, without
 *     uid and password, under our open intent) stays an open creation that the next plan finishes.
 *     A deletion whose record is gone has its home finished. Which of two passwords a change that
 *     was cut off left is checked, where that gives nobody a first token;
 *  2. open temporary promotions are demoted, proved and recorded;
 *  3. a stale preboot volume is refreshed where FileVault is on.
 *
 * What starts a tool is recorded in a run of its own ("recover"), begun only where there is
 * something to do. A second recovery finds nothing.
 */
#ifndef VOUCH_EXEC_RECOVER_H
#define VOUCH_EXEC_RECOVER_H

#include "vouch/exec/exec.h"

struct vouch_recovered {
	int done;       /* open steps whose effect was there */
	int settled;    /* open steps whose effect was not there */
	int unsettled;  /* still open: it could not be looked at, or a home could not be finished */
	int promotions; /* ended */
	int promotions_open; /* could not be ended: still open */
	bool preboot_refreshed;
	struct vouch_err first; /* the first failure; code OK where there was none */
};

/* Negative only where nothing more can be done: the journal cannot be read or written. The rest is
 * in the result; it holds back nothing but what concerns the same account. */
int vouch_exec_recover(
	const struct vouch_executor *executor, struct vouch_recovered *out, struct vouch_err *err);

/* FileVault was switched on, and the run died before its recovery key was kept: a new one is made,
 * by anybody who unlocks the disk and whose password is at hand. After observing, before anything
 * relies on the key. */
enum vouch_owed_key { VOUCH_OWED_KEY_NONE, VOUCH_OWED_KEY_MADE, VOUCH_OWED_KEY_STILL };
/* why: where it is STILL owed. Negative only where the journal cannot be written. */
int vouch_exec_owed_key(const struct vouch_executor *executor, const struct vouch_desired *desired,
	const struct vouch_snapshot *observed, enum vouch_owed_key *out, struct vouch_err *why,
	struct vouch_err *err);

#endif
