"""E-mail for those whom Teams does not reach: the letters, the link in them, and the code that proves who reads."""
