"""Copies that are made of a report: with other contents than was sent, and filed beside it."""
