"""Teams: who sends what, and how people are reached there. The only room that knows botbuilder."""

from bot.building import Bot, build
from bot.whereabouts import Whereabouts

__all__ = ["Bot", "Whereabouts", "build"]
