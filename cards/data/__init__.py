"""What is published about a school, and what it says itself (D1–D5)."""
