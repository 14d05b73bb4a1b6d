"""What is held about one person: found, marked where it is another's, and said in plain words (UK GDPR, article 15)."""
