"""Which SIP serves which school (A1 to A3, C1): what is known of both, how they suit each other, what is proposed."""
