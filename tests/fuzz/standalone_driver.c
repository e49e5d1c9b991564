/* standalone_driver.c – runs a fuzzer over files and folders, where there is no libFuzzer. */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"

enum { INPUT_MAX = 4 * 1024 * 1024 };

static int run_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *bytes = malloc(INPUT_MAX);
	uint8_t *exact;
	size_t size;

	if (file == NULL || bytes == NULL) {
		(void)fprintf(stderr, "cannot read %s\n", path);
		exit(1);
	}
	size = fread(bytes, 1, INPUT_MAX, file);
	(void)fclose(file); /* it was only read */
	/* Memory of exactly that size, so that the address sanitizer sees a read past its end. */
	exact = malloc(size == 0 ? 1 : size);
	if (exact == NULL)
		exit(1);
	memcpy(exact, bytes, size);
	free(bytes);
	(void)LLVMFuzzerTestOneInput(exact, size);
	free(exact);
	return 1;
}

static int run_folder(const char *path)
{
	DIR *directory = opendir(path);
	struct dirent *entry;
	int count = 0;

	if (directory == NULL) {
		(void)fprintf(stderr, "cannot open %s\n", path);
		exit(1);
	}
	while ((entry = readdir(directory)) != NULL) {
		char inner[4096];

		if (entry->d_name[0] == '.')
			continue;
		if ((size_t)snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name) >=
			sizeof inner)
			exit(1);
		count += run_file(inner);
	}
	(void)closedir(directory); /* it was only read */
	return count;
}

int main(int argc, char **argv)
{
	int count = 0, i;

	for (i = 1; i < argc; i++) {
		struct stat status;

		if (stat(argv[i], &status) == 0 && S_ISDIR(status.st_mode))
			count += run_folder(argv[i]);
		else
			count += run_file(argv[i]);
	}
	(void)printf("%d inputs\n", count);
	return count > 0 ? 0 : 1;
}
