"""The ledger: every record, its audit entry and its promises, in one transaction."""
