"""What every card is made of, and how a press is read and answered."""
