"""E-mail for those whom Teams does not reach, and what its pages ask."""
