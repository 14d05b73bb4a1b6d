"""Where the keys of concerns and complaints come from: a file that its owner alone reads, or the text of one, which a
vault delivers. What seals and what is sealed are never kept in one place by us, but for the first start's."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from store.sealing.envelope import KeyRing, id_of, new_key

BESIDE: Final = "case-keys.json"
"""The name of the file beside an SQLite database, where no other was named."""


class KeysMissing(Exception):
    """There are none, or none that can be read. It says why, and never what stands there."""


class Keys(Protocol):
    """A source of keys."""

    def ring(self) -> KeyRing:
        """Those that there are now. Raises KeysMissing."""
        ...


class NoKeys:
    """Where none were set."""

    def ring(self) -> KeyRing:
        raise KeysMissing("No keys are set: SIPDESK_CASE_KEYS or SIPDESK_CASE_KEYS_FILE.")


class TextKeys:
    """The text of a file of keys."""

    def __init__(self, text: str) -> None:
        self._text = text

    def ring(self) -> KeyRing:
        return ring_from(self._text, "SIPDESK_CASE_KEYS")


class FileKeys:
    """A file, which is read again when it was changed: a key that is added is used without a new start."""

    def __init__(self, path: Path, *, made_at_first: bool = False) -> None:
        """`made_at_first`: the first start makes it, where nothing is sealed yet."""
        self.path = path
        self.made_at_first = made_at_first
        self._read: tuple[tuple[int, int], KeyRing] | None = None

    def ring(self) -> KeyRing:
        try:
            stat = self.path.stat()
            state = (stat.st_mtime_ns, stat.st_ino)
            if self._read is None or self._read[0] != state:
                self._read = (state, ring_from(self.path.read_text(encoding="utf-8"), str(self.path)))
        except (OSError, UnicodeError):
            raise KeysMissing(f"{self.path} is not there, or cannot be read.") from None
        return self._read[1]

    def add(self) -> str:
        """Makes a key, which seals from now on; those that are there still open. Returns its id. Raises KeysMissing
        where the file is there and holds none."""
        before: Mapping[str, bytes] = self.ring().keys if self.path.exists() else {}
        key = new_key()
        current = id_of(key)
        text = text_of(KeyRing(current, {**before, current: key}))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.path.with_name(f"{self.path.name}.unfinished")
        unfinished.unlink(missing_ok=True)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(self.path)
        return current


def text_of(ring: KeyRing) -> str:
    return json.dumps({"current": ring.current, "keys": [one.hex() for one in ring.keys.values()]}, indent=1) + "\n"


def ring_from(text: str, called: str) -> KeyRing:
    """Raises KeysMissing."""
    try:
        found: Any = json.loads(text)
        keys = [bytes.fromhex(one) for one in found["keys"]]
        ring = KeyRing(str(found["current"]), {id_of(key): key for key in keys})
        _ = ring.keys[ring.current]
    except (ValueError, KeyError, TypeError):
        raise KeysMissing(f"{called} holds no keys that can be read.") from None
    return ring


def beside(database: str | None) -> Keys:
    """Those beside an SQLite database."""
    if not database or database == ":memory:":
        return NoKeys()
    return FileKeys(Path(database).with_name(BESIDE), made_at_first=True)
