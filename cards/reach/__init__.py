"""Whom SIP Desk reaches, and what is written to many of them."""
