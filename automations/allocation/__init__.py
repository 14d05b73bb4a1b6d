"""Which SIP serves which school (A1 to A3), from the school's wishes to the list; and who else supports a school
(O1)."""
