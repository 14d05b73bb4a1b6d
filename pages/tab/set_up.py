"""What the tab is given by whoever puts the service together."""

from dataclasses import dataclass
from typing import Final

from aiohttp import web

from automations.engine.command_bus import CommandBus
from automations.engine.workflow import WorkflowTables
from automations.overview.attempts import Attempts
from pages.kit.page import page
from pages.kit.security import TEAMS
from pages.tab.session import Sessions
from pages.tab.token import TabTokens

NOT_SET_UP: Final = "The overview is not set up here: the service has no address, or no app, that Teams could open."
WHO: Final = (
    "SIP Desk could not tell who you are, so it shows you nothing.",
    "Please open the overview in Microsoft Teams, signed in with the account of your organisation. If you did, close "
    "the tab and open it again. If that does not help, ask the person who looks after SIP Desk.",
)
"""The same for every token that is not taken: forged, expired, of another organisation or another app."""


@dataclass(frozen=True, slots=True)
class TabSetUp:
    """`tokens` is None where there is no app whose tokens could be taken. `hosts` are origins beside Teams that may
    show it in a frame: the sandbox's, on this machine."""

    bus: CommandBus
    sessions: Sessions
    attempts: Attempts
    tables: WorkflowTables
    tokens: TabTokens | None
    hosts: tuple[str, ...] = ()

    @property
    def framed_by(self) -> tuple[str, ...]:
        return (*TEAMS, *self.hosts)

    def sentence(self, title: str, sentences: tuple[str, ...], status: int) -> web.Response:
        values = {"title": title, "sentences": sentences, "hosts": self.hosts}
        return page("tab/sentence.html", values, status=status, framed_by=self.framed_by)
