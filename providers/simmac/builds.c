/* builds.c – the builds that shipped as the releases of macOS. */
#include <stddef.h>

#include "rules.h"
#include "version.h"

static const struct {
	const char *os, *build;
} builds[] = {
	{"10.13", "17A365"},
	{"10.13.1", "17B48"},
	{"10.13.2", "17C88"},
	{"10.13.3", "17D47"},
	{"10.13.4", "17E199"},
	{"10.13.5", "17F77"},
	{"10.13.6", "17G65"},
	{"10.14", "18A391"},
	{"10.14.1", "18B75"},
	{"10.14.2", "18C54"},
	{"10.14.3", "18D42"},
	{"10.14.4", "18E226"},
	{"10.14.5", "18F132"},
	{"10.14.6", "18G84"},
	{"10.15", "19A583"},
	{"10.15.1", "19B88"},
	{"10.15.2", "19C57"},
	{"10.15.3", "19D76"},
	{"10.15.4", "19E266"},
	{"10.15.5", "19F96"},
	{"10.15.6", "19G73"},
	{"10.15.7", "19H2"},
	{"11.0", "20A2411"},
	{"11.0.1", "20B29"},
	{"11.1", "20C69"},
	{"11.2", "20D64"},
	{"11.2.3", "20D91"},
	{"11.3", "20E232"},
	{"11.4", "20F71"},
	{"11.5", "20G71"},
	{"11.6", "20G165"},
	{"11.7", "20G817"},
	{"12.0", "21A344"},
	{"12.0.1", "21A559"},
	{"12.1", "21C52"},
	{"12.2", "21D49"},
	{"12.3", "21E230"},
	{"12.4", "21F79"},
	{"12.5", "21G72"},
	{"12.6", "21G115"},
	{"12.7", "21G816"},
	{"13.0", "22A380"},
	{"13.1", "22C65"},
	{"13.2", "22D49"},
	{"13.3", "22E252"},
	{"13.4", "22F66"},
	{"13.5", "22G74"},
	{"13.6", "22G120"},
	{"13.7", "22H123"},
	{"14.0", "23A344"},
	{"14.1", "23B74"},
	{"14.2", "23C64"},
	{"14.3", "23D56"},
	{"14.4", "23E214"},
	{"14.5", "23F79"},
	{"14.6", "23G80"},
	{"14.7", "23H124"},
	{"15.0", "24A335"},
	{"15.1", "24B83"},
	{"15.2", "24C101"},
	{"15.3", "24D60"},
	{"15.4", "24E248"},
	{"15.5", "24F74"},
	{"15.6", "24G84"},
	{"15.7", "24G222"},
	{"26.0", "25A354"},
	{"26.1", "25B78"},
	{"26.6", "25G72"},
};

const char *simmac_rules_build(const char *os)
{
	struct simmac_version asked, known;
	const char *near = NULL;
	size_t i;

	if (!simmac_version_parse(os, &asked))
		return NULL;
	for (i = 0; i < sizeof builds / sizeof *builds; i++) {
		if (!simmac_version_parse(builds[i].os, &known))
			continue;
		if (simmac_version_compare(&known, &asked) == 0)
			return builds[i].build;
		/* "14.5.1" has the build of "14.5" where it is not listed itself. */
		if (known.numbers[0] >= 11 && known.numbers[0] == asked.numbers[0] &&
			known.numbers[1] == asked.numbers[1] && known.numbers[2] == 0)
			near = builds[i].build;
	}
	return near;
}
