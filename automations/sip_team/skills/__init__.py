"""The yearly audit of skills: asked, reminded, seen as a whole, and made into training (T4)."""
