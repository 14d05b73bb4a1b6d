"""The yearly audit of the SIP team’s skills, and the training that follows from it (T4)."""
