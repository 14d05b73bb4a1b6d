"""The overview in a browser, as the records stand: by the same rules, and of the same loaders, as the cards in chat."""
