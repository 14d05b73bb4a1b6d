"""Conflicts of interest and prior affiliations of SIPs (A2), and their yearly declaration."""
