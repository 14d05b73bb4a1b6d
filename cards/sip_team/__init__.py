"""The records of School Improvement Partners: one, its forms, and the list of all."""
