"""The pack for a school’s governors, and what its chair gets of it (W3)."""
