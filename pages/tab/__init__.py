"""The overview as a tab of Teams: signed in by Teams' token, and then by a short session of our own."""
