"""The card of a form that its SIP writes in the library."""
