"""The data map: each field that is kept, what for, who reads it, until when, and whose it is."""
