"""A stand-in for Microsoft 365 on one machine: Graph and the Bot Connector. It imports no other room."""
