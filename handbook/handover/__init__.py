"""Who takes over from whom: a new headteacher, SIP or deputy."""
