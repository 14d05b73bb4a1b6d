"""The agreements of schools: that reports are shared, and that figures are shown."""
