"""Planning a term, and allocating SIPs. The only room that knows OR-Tools; pure: no I/O and no clock."""
