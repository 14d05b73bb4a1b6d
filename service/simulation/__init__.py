"""A school year in minutes: the service's own rules, cards and database, with moved time and without a network."""
