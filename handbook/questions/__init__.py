"""Questions to the service, and the handbook's FAQ."""
