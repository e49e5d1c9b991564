/* empty.c – the program that starting is measured against. */
int main(void)
{
	return 0;
}
