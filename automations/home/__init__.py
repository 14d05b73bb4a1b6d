"""What somebody meets first: the welcome, and the answer to what they type."""
