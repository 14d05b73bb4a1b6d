"""What is published about a school, and what it says itself: figures, with the reason where there is none (D1–D5)."""
