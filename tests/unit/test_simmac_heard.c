/* test_simmac_heard.c – the digest of the trace is SipHash-2-4, however its bytes come in. */
#include "vouch_test.h"

#include "heard.h"

static void it_is_siphash(void **state)
{
	/* The example of the paper: key 00 to 0f, bytes 00 to 0e. */
	unsigned char key[SIMMAC_HEARD_KEY], bytes[15];
	struct simmac_heard heard, pieces;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof key; i++)
		key[i] = (unsigned char)i;
	for (i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)i;
	simmac_heard_begin(&heard, key);
	simmac_heard_add(&heard, bytes, sizeof bytes);
	assert_true(simmac_heard_digest(&heard) == UINT64_C(0xa129ca6149be45e5));
	simmac_heard_begin(&pieces, key);
	for (i = 0; i < sizeof bytes; i++)
		simmac_heard_add(&pieces, &bytes[i], 1);
	assert_true(simmac_heard_digest(&pieces) == simmac_heard_digest(&heard));
	simmac_heard_add(NULL, bytes, sizeof bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(it_is_siphash)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
