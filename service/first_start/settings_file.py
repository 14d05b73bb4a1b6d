"""The file of settings: what is set is put beside what stands there, and nobody but its owner can read a new one."""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Final

from dotenv import dotenv_values
from dotenv.parser import parse_stream

from service.settings_source import PREFIX

_BARE: Final = re.compile(r"[\w@%+=:,./-]+")
_HEAD: Final = "# Written by sipdesk init; docs/settings.md explains each, and more that can be set.\n"
_OWNER_ONLY: Final = 0o600


def settings_in(path: Path) -> dict[str, str]:
    """What the file sets, without what all names begin with; nothing where there is none."""
    found = dotenv_values(path, interpolate=False) if path.is_file() else {}
    return {
        name.upper().removeprefix(PREFIX): value
        for name, value in found.items()
        if value is not None and name.upper().startswith(PREFIX)
    }


def with_settings(text: str, values: Mapping[str, str]) -> str:
    """The file’s text with these: each in the place where it stood, or at the end; the rest, with its comments, as it
    was."""
    left = dict(values)
    parts: list[str] = []
    for binding in parse_stream(StringIO(text or _HEAD)):
        name = (binding.key or "").upper().removeprefix(PREFIX)
        if binding.key and name in values:
            parts += [f"{_line(name, left.pop(name))}\n"] if name in left else []
        else:
            parts.append(binding.original.string)
    whole = "".join(parts)
    if left and whole and not whole.endswith("\n"):
        whole += "\n"
    return whole + "".join(f"{_line(name, value)}\n" for name, value in left.items())


def write_settings(path: Path, values: Mapping[str, str]) -> None:
    """Whole or not at all. A new file is its owner’s alone; one that was there stays whose it was."""
    before = path.stat() if path.exists() else None
    text = with_settings(path.read_text(encoding="utf-8") if before else "", values)
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(text)
    if before:
        with suppress(OSError):  # only root may give a file to somebody else
            os.chown(beside, before.st_uid, before.st_gid)
        beside.chmod(before.st_mode & 0o777)
    beside.replace(path)


def _line(name: str, value: str) -> str:
    if not value or _BARE.fullmatch(value):
        return f"{PREFIX}{name}={value}"
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"{PREFIX}{name}='{escaped}'"
