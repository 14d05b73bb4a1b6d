"""Whom the service reaches, whose account is closed, and what waits for who comes back."""
