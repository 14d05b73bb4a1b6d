"""The record of a school: the year’s reports as one PDF, and all that is kept of it as a zip."""
