"""The calendar side of Graph: mailboxes, meetings with a copy for everybody invited, free and busy, what changed."""
