"""The trust's list, as it is changed from chat (M1)."""
