"""What meets somebody first, and the week’s digest."""
