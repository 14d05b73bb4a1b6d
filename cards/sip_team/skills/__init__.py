"""Cards of the yearly audit of skills (T4)."""
