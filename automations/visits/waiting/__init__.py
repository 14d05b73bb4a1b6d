"""What of visits waits for somebody: they are reminded, and half-days that have passed are replaced."""
