"""Looking after SIP Desk itself."""
