"""Whether people can be reached: their accounts, their chats, and what is written to many of them."""
