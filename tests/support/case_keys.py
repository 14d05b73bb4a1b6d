"""Keys for tests: those of a database that has no file beside it."""

from typing import Final

from store.sealing.envelope import KeyRing, id_of
from store.sealing.keys import TextKeys, text_of


def ring(*letters: str) -> KeyRing:
    """Of one key for each letter; the last is the current one."""
    keys = [letter.encode() * 32 for letter in letters]
    return KeyRing(id_of(keys[-1]), {id_of(key): key for key in keys})


TEXT: Final = text_of(ring("a"))
KEYS: Final = TextKeys(TEXT)
