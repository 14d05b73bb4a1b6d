"""The overview in a browser: what is out of the ordinary, for each office what its cards would show it."""
