"""The training of SIPs (T1, T3, M5): sessions, and who came."""
