"""What comes in from people, and how it is answered."""
