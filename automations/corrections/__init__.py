"""What somebody says is wrong about them in a record, noted beside it."""
