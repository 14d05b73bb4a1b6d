"""Cards for whoever looks after SIP Desk."""
