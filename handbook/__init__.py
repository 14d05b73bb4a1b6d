"""The rules of the SIP service. Pure: no I/O, no async, no clock, no logging. Time is passed in."""
