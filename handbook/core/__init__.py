"""What every workflow's rules share: people and schools, days, places, refusals, what may go wrong outside."""
