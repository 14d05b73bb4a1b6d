"""A SIP writes a report in the library of drafts: begun, finished, closed."""
