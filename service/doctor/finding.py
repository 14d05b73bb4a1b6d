"""What a check finds."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from service.doctor.set_up import SetUp

TIME_LIMIT_S: Final = 20.0


class Light(StrEnum):
    """Green: it works. Amber: SIP Desk runs, but something is missing, or could not be looked at. Red: it cannot do
    its work like this."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Finding:
    """`says` is one sentence or two. `about` are ids that it concerns, never names. `fix` says what to do, and
    `commands` are to be pasted, in this order."""

    light: Light
    says: str
    fix: str = ""
    commands: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


Look = Callable[["SetUp"], Awaitable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """`needs` are the keys of checks that must not be red for this one to make sense."""

    key: str
    title: str
    look: Look
    needs: tuple[str, ...] = ()
    seconds: float = TIME_LIMIT_S


@dataclass(frozen=True, slots=True)
class Checked:
    """A check with what it found."""

    key: str
    title: str
    finding: Finding


def green(says: str) -> Finding:
    return Finding(Light.GREEN, says)


def amber(says: str, fix: str = "", *commands: str, about: tuple[str, ...] = ()) -> Finding:
    return Finding(Light.AMBER, says, fix, commands, about)


def red(says: str, fix: str = "", *commands: str, about: tuple[str, ...] = ()) -> Finding:
    return Finding(Light.RED, says, fix, commands, about)


def tenant_script(step: str) -> str:
    """The command that sets one part of the tenant up, and changes nothing that is right already."""
    return f"./Set-SipDeskTenant.ps1 -Settings ./tenant.psd1 -Step {step}"


BY_SCRIPT: Final = "In deployment/tenant (docs/tenant.md says the same by hand):"
