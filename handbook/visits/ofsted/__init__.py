"""Ofsted has called: what a school tells, and what that does to its visits."""
