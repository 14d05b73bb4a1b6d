"""A handover: what is open passes to who comes, or to who stands in."""
