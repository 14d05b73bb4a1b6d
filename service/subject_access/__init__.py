"""`sipdesk subject-access`: what the service holds about one person."""
