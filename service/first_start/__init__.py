"""`sipdesk init`: from nothing to a service that knows its trust."""
