"""How School Improvement Partners are recruited."""
