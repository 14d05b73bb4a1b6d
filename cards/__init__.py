"""The paper in chat: a record becomes an Adaptive Card (a plain dict), a button's data becomes a command."""
