"""The Teams app package: what an administrator uploads for people to find SIP Desk in Teams. It knows no other room."""
