"""What is written in concerns and complaints is kept sealed: who has the database without the keys reads nothing."""
