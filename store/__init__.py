"""The database: every record, its audit entry and its outbox jobs, in one transaction."""
