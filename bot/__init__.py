"""Teams: who sends what, and how people are reached there. The only room that knows botbuilder."""

from bot.building import Bot, build

__all__ = ["Bot", "build"]
