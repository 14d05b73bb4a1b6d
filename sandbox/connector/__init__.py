"""A stand-in for the Bot Connector service of Microsoft Teams, and for the people at the other end of it."""
