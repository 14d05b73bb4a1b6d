"""What an answer must be. Each function takes what somebody wrote, and gives what is kept; ValueError says, in words
that follow “Please write”, what would be right."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from store.database import Database
from store.schema import SchemaState

Check = Callable[[str], str]

_GUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SITE: Final = re.compile(r"([\w-]+(\.[\w-]+)+)(?::)?/((?:sites|teams)/[^/\s?#]+)(?:[/?#].*)?", re.IGNORECASE)
_HOST: Final = re.compile(r"[\w-]+(\.[\w-]+)+")
_KINDS: Final = re.compile(r"sqlite://|postgresql(\+psycopg)?://")
_SHORTEST: Final = 8


def an_id(text: str) -> str:
    """An id of Microsoft Entra."""
    found = text.strip("{}").lower()
    if not _GUID.fullmatch(found):
        raise ValueError("an id of 36 characters, such as 0d6f2c1e-7a55-4c3b-9f0e-2b1a4c5d6e7f")
    return found


def a_site(text: str) -> str:
    """A SharePoint site, as it stands in the browser’s address or as host:/path."""
    found = _SITE.fullmatch(text.removeprefix("https://"))
    if found is None:
        raise ValueError("the address of a SharePoint site, such as https://trust.sharepoint.com/sites/SIP")
    return f"{found[1].lower()}:/{found[3]}"


def an_address(text: str) -> str:
    """Where Teams and Microsoft Graph reach the service."""
    parts = urlsplit(text)
    host = parts.hostname or ""
    if parts.scheme != "https" or not _HOST.fullmatch(host) or parts.path.strip("/") or parts.query:
        raise ValueError("an https address without a path, such as https://sip.trust.example")
    return f"https://{parts.netloc.lower()}"


def a_secret(text: str) -> str:
    """The value of a secret; people often copy its id, which stands beside it."""
    if _GUID.fullmatch(text):
        raise ValueError("the value of the secret: this is its id")
    if len(text) < _SHORTEST or any(letter.isspace() for letter in text):
        raise ValueError("the whole value of the secret, without blanks")
    return text


def a_key_file(text: str) -> str:
    """A PEM file with a certificate and its private key."""
    path = Path(text)
    content = path.read_bytes()[:100_000] if path.is_file() else b""
    if b"-----BEGIN CERTIFICATE-----" not in content or b"PRIVATE KEY-----" not in content:
        what = "of a PEM file with a certificate and its private key" if path.is_file() else "of a file that is there"
        raise ValueError(f"the path {what}")
    return str(path.resolve())


def a_database(text: str) -> str:
    """One that can be opened, or begun. Nothing of it is quoted: there may be a password in it."""
    if "://" not in text:
        raise ValueError("its whole address, such as sqlite:////var/lib/sip-desk/sipdesk.db")
    try:
        database = Database(text) if _KINDS.match(text) else None
    except (ArgumentError, SQLAlchemyError):
        database = None
    if database is None:
        raise ValueError("sqlite:///path or postgresql://user:password@host/name")
    try:
        if database.is_sqlite and not Path(database.url.database or "").is_file():
            _check_folder(Path(database.url.database or ""))
        elif database.schema_state() is SchemaState.NEWER:
            raise ValueError("another database: this one is of a newer version of SIP Desk")
    except SQLAlchemyError:
        raise ValueError("the address of a database that runs and lets this machine in") from None
    finally:
        database.close()
    return text


def _check_folder(file: Path) -> None:
    there = next(folder for folder in file.absolute().parents if folder.exists())
    if not file.name or file.is_dir() or not there.is_dir():
        raise ValueError("the path of a file, such as sqlite:////var/lib/sip-desk/sipdesk.db")


def one_of(*words: str) -> Check:
    def check(text: str) -> str:
        found = [word for word in words if text and word.startswith(text.lower().replace(" ", "_"))]
        if len(found) != 1:
            raise ValueError(f"one of: {', '.join(words)}")
        return found[0]

    return check
