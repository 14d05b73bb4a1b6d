"""The settings of the door: how much one person and one address may send, and which proxy is believed."""

from typing import Annotated, Final, Literal

from pydantic import Field, IPvAnyNetwork
from pydantic_settings import BaseSettings

from handbook.core.token_buckets import PersonRates, Rate
from service.settings_source import SOURCE

Count = Annotated[int, Field(ge=1, le=1_000_000)]
Kind = Literal["presses", "words", "files", "searches", "pages", "refused"]
_MEANS: Final = "How many {what} {whose} may come at once, and then in each minute (JSON list). "


def _means(what: str, whose: str) -> str:
    return _MEANS.format(what=what, whose=whose)


class DoorSettings(BaseSettings):
    """Nobody meets these by hand: each is for programs that do not stop."""

    model_config = SOURCE

    trusted_proxies: tuple[IPvAnyNetwork, ...] = Field(
        default=(),
        description="The proxies in front of the service, as addresses or networks (JSON list), such as "
        '["127.0.0.1/32"] for nginx on the same machine: only they are believed who somebody is, by '
        "`X-Forwarded-For`. If empty, nobody is, and what comes from a private address is not limited by address.",
    )
    limit_presses: tuple[Count, Count] = Field(
        default=(600, 120),
        description=_means("presses", "of one person")
        + "The Trust Advisor can go through 185 reports without a pause.",
    )
    limit_words: tuple[Count, Count] = Field(default=(60, 30), description=_means("messages", "of one person"))
    limit_files: tuple[Count, Count] = Field(
        default=(60, 20),
        description=_means("messages with files", "of one person") + "Of each, ten files are read.",
    )
    limit_searches: tuple[Count, Count] = Field(
        default=(300, 300),
        description=_means("searches", "of one person") + "Teams searches again with each letter.",
    )
    limit_pages: tuple[Count, Count] = Field(
        default=(3000, 600),
        description=_means("requests for pages and files", "from one address")
        + "185 headteachers behind one address open a letter’s page, ask for a code and press.",
    )
    limit_refused: tuple[Count, Count] = Field(
        default=(60, 60),
        description=_means("posts to Teams’ and Graph’s addresses that prove nothing", "from one address")
        + "Those that are proved are not counted: all of them come from Microsoft’s addresses.",
    )

    def rate(self, kind: Kind) -> Rate:
        at_once, a_minute = getattr(self, f"limit_{kind}")
        return Rate(at_once, a_minute)

    def person_rates(self) -> PersonRates:
        return PersonRates(self.rate("presses"), self.rate("words"), self.rate("files"), self.rate("searches"))
