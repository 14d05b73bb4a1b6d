"""The team of School Improvement Partners: what is on record about each (C1, T1, T3, A2, PM1)."""
