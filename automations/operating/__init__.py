"""Whoever looks after SIP Desk sees what it has to do, steers it, and is told when it does not get on."""
