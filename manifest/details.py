"""What an administrator says about their app, checked before anything is built: Teams itself says hardly more than
“manifest parsing has failed”."""

import re
from dataclasses import dataclass
from typing import Final

_GUID: Final = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")
_NOBODY: Final = "00000000-0000-0000-0000-000000000000"
_HOST: Final = r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])"
_ADDRESS: Final = re.compile(rf"https://{_HOST}([/?#][!-~]*)?", re.IGNORECASE | re.ASCII)
_VERSION: Final = re.compile(r"(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}")


class Unusable(Exception):
    """No package is built; the message is one sentence for the administrator."""


@dataclass(frozen=True, slots=True)
class Details:
    """One app in one tenant. `app_id` is the app id of the bot's registration (SIPDESK_BOT_APP_ID); `domain` the host
    at which Teams reaches the service; `privacy` and `terms` are https addresses; `sharepoint` is the host of the SIP
    site, or empty. Use `details`, which checks them."""

    app_id: str
    domain: str
    version: str
    organisation: str
    privacy: str
    terms: str
    sharepoint: str = ""


def details(
    app_id: str,
    domain: str,
    *,
    version: str,
    organisation: str,
    privacy: str = "",
    terms: str = "",
    sharepoint: str = "",
) -> Details:
    """The checked details; the service's own page stands in for an address that is not given. Raises Unusable."""
    domain = _host("--domain", domain.lower(), "sip.example.org")
    about = f"https://{domain}/about"
    return Details(
        _guid(app_id.lower()),
        domain,
        _three_numbers(version),
        _name(organisation.strip()),
        _address("--privacy", privacy or f"{about}#privacy"),
        _address("--terms", terms or f"{about}#terms"),
        _host("--sharepoint", sharepoint.lower(), "trust.sharepoint.com") if sharepoint else "",
    )


def _guid(app_id: str) -> str:
    if not _GUID.fullmatch(app_id) or app_id == _NOBODY:
        raise Unusable(f"--app-id must be the app id of the bot's registration, a GUID and not zero, not “{app_id}”.")
    return app_id


def _host(option: str, host: str, example: str) -> str:
    if len(host) > 253 or not re.fullmatch(_HOST, host):
        raise Unusable(f"{option} must be a host name such as {example}, without https://, port or path, not “{host}”.")
    return host


def _three_numbers(version: str) -> str:
    """Semantic versions may be longer (1.0.0-pilot), but Teams refuses those."""
    if not _VERSION.fullmatch(version):
        raise Unusable(f"--version must be three numbers such as 1.0.1, not “{version}”.")
    return version


def _name(organisation: str) -> str:
    if not (0 < len(organisation) <= 32 and organisation.isprintable()):
        raise Unusable(f"--organisation must be a name of 1 to 32 characters, not “{organisation}”.")
    return organisation


def _address(option: str, address: str) -> str:
    if len(address) > 2048 or not _ADDRESS.fullmatch(address):
        raise Unusable(f"{option} must be a web address that begins with https://, not “{address}”.")
    return address
