"""What is said of settings that cannot be used, in place of the library's words."""

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError
from pydantic_settings import SettingsError


def complaints(error: ValidationError | SettingsError) -> str:
    """What is wrong with the settings, a line each."""
    if isinstance(error, SettingsError):
        return _no_json(error)
    lines: list[str] = []
    for fault in error.errors():
        name = "_".join(("SIPDESK", *(str(part).upper() for part in fault["loc"]))) if fault["loc"] else ""
        words = _WORDS.get(fault["type"], "{msg}").format(
            msg=fault["msg"].removeprefix("Value error, "), **fault.get("ctx", {})
        )
        lines.append(f"{name} {words}".strip())
    return "\n".join(lines)


_WORDS: Final[Mapping[str, str]] = {
    "missing": "is missing.",
    "less_than_equal": "must be {le:g} or less.",
    "greater_than_equal": "must be {ge:g} or more.",
    "greater_than": "must be more than {gt:g}.",
}
"""What is said in place of the library's words."""


def _no_json(error: SettingsError) -> str:
    """The library names the field in its sentence only."""
    field = str(error).partition('field "')[2].partition('"')[0]
    return f"SIPDESK_{field.upper()} is not JSON. docs/settings.md shows how it is written."
