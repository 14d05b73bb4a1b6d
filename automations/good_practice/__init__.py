"""Good practice and needs, collected, matched and introduced (W3)."""
