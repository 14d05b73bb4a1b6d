"""Memberships and their refunds are worked with, and reports of external SIPs handed in (M1-M5)."""
