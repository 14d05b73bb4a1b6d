"""`sipdesk doctor`: whether everything that the service needs is there, and what to do where it is not."""
