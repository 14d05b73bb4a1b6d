"""What a school's membership costs, whose SIP it has, and what is refunded (M1-M5)."""
