"""Training sessions: set, kept in calendars, followed in Outlook, and who came."""
