"""Recruiting School Improvement Partners: applications from the first word to the training."""
