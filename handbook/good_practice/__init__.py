"""Good practice and the headteacher's own needs, collected by the Trust Advisor (W3): the board, consent line by line,
and introductions of one school to another."""
