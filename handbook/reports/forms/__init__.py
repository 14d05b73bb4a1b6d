"""The form of a report as its SIP writes it in the library of drafts."""
