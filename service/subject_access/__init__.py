"""`sipdesk subject-access` and `sipdesk erase`: what the service holds about one person, and what of it can go."""
