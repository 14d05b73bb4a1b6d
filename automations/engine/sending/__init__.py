"""Messages: sent once, and those that came twice found again."""
