"""Finding reports, schools and visits."""
