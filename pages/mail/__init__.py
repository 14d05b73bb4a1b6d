"""The pages behind a letter: what waits, a code, and the buttons that decide. They work without script."""
