"""What was promised with a decision, and how it is carried out: the outbox, its queue, its runner."""
