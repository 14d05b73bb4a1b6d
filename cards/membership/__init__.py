"""Memberships and refunds, and the reports of external SIPs (M1-M5)."""
