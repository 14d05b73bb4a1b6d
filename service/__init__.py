"""The process: settings, wiring, routes, the `sipdesk` command."""
