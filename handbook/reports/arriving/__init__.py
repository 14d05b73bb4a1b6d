"""From a file that a SIP sent to a report of a school and term."""
