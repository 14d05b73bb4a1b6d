"""Teams: who sends what, and how people are reached there. The only room that knows botbuilder."""

from bot.building import Bot, build
from bot.conversation_reference import ConversationReference

__all__ = ["Bot", "ConversationReference", "build"]
