"""What a report says: its sections, judgements, targets and frameworks, and how versions differ."""
