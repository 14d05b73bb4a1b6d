"""What happens: commands that decide, effects that act, the clock."""
