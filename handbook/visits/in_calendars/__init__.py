"""For which times visits stand in calendars, and what people make of them there."""
