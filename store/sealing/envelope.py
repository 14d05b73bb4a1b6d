"""Envelopes: each text has a data key of its own, and that is wrapped with a master key, whose id stands beside it.
Both are AES-256-GCM with nonces by chance. To change the master key, only the data key is wrapped anew."""

import base64
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MARK: Final = "sealed1"
_BYTES: Final = 32
_NONCE: Final = 12


class NotOpened(Exception):
    """There is no key for it, or it does not belong where it stands. It never says what was in it."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The master keys by their ids; `current` seals what is new. `repr` shows no key."""

    current: str
    keys: Mapping[str, bytes]

    def __repr__(self) -> str:
        return f"KeyRing(current={self.current!r}, ids={sorted(self.keys)})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed text stands. It opens nowhere else."""

    table: str
    record_id: str
    column: str

    def __bytes__(self) -> bytes:
        return "\0".join((self.table, self.record_id, self.column)).encode()


def new_key() -> bytes:
    return AESGCM.generate_key(8 * _BYTES)


def id_of(key: bytes) -> str:
    """Says nothing about the key, and no other key has it: a wrong one is never tried. Raises ValueError where it is no
    key."""
    if len(key) != _BYTES:
        raise ValueError
    return hashlib.sha256(b"sip desk key" + key).hexdigest()[:12]


def sealed(ring: KeyRing, place: Place, text: str) -> str:
    data_key = new_key()
    wrapped = _locked(ring.keys[ring.current], _wrapping(place, ring.current), data_key)
    return ".".join((_MARK, ring.current, wrapped, _locked(data_key, bytes(place), text.encode())))


def opened(ring: KeyRing, place: Place, text: str) -> str:
    """Raises NotOpened."""
    key_id, wrapped, body = _parts(text)
    return _unlocked(_data_key(ring, place, key_id, wrapped), bytes(place), body).decode()


def rewrapped(ring: KeyRing, place: Place, text: str) -> str:
    """The same under the current key. Raises NotOpened."""
    key_id, wrapped, body = _parts(text)
    data_key = _data_key(ring, place, key_id, wrapped)
    anew = _locked(ring.keys[ring.current], _wrapping(place, ring.current), data_key)
    return ".".join((_MARK, ring.current, anew, body))


def _data_key(ring: KeyRing, place: Place, key_id: str, wrapped: str) -> bytes:
    if key_id not in ring.keys:
        raise NotOpened
    return _unlocked(ring.keys[key_id], _wrapping(place, key_id), wrapped)


def _parts(text: str) -> tuple[str, str, str]:
    parts = text.split(".")
    if len(parts) != 4 or parts[0] != _MARK:
        raise NotOpened
    return parts[1], parts[2], parts[3]


def _wrapping(place: Place, key_id: str) -> bytes:
    return bytes(place) + b"\0" + key_id.encode()


def _locked(key: bytes, place: bytes, data: bytes) -> str:
    nonce = os.urandom(_NONCE)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, data, place)).decode()


def _unlocked(key: bytes, place: bytes, text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
        return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], place)
    except (InvalidTag, ValueError):
        raise NotOpened from None
