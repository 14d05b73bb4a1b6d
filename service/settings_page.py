"""`docs/settings.md` and `.env.example`, from the fields of `Settings`."""

import json
from datetime import time
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from service.settings import Settings

_HOW: Final = (
    "Settings are read from environment variables or from a file `.env` in the directory that `sipdesk` is started in "
    "(`.env.example` is one to fill in). Variables win over the file. A setting that is missing, contradicts another "
    "or is not known in `.env` stops the start, with a sentence that names it. `sipdesk demo` needs none."
)
_EXAMPLE_HEAD: Final = (
    "# Copy this to .env, take the # away and fill in what differs from what is said here.\n"
    "# Made by `make docs` from service/settings.py; docs/settings.md says the same as a table.\n"
)


def settings_page(made: str) -> str:
    """A table of every variable, its default and its meaning."""
    rows = [f"| `{_variable(name)}` | {_default(field)} | {_meaning(field)} |" for name, field in _fields()]
    table = "\n".join(("| variable | default | meaning |", "| --- | --- | --- |", *rows))
    return "\n\n".join(("# Settings", made.format(source="`service/settings.py`"), _HOW, table)) + "\n"


def example_env() -> str:
    """A file in which every setting stands as a comment, with its default."""
    entries = [f"# {_meaning(field)}\n#{_variable(name)}={_spelt(field)}\n" for name, field in _fields()]
    return "\n".join((_EXAMPLE_HEAD, *entries))


def _fields() -> list[tuple[str, FieldInfo]]:
    return list(Settings.model_fields.items())


def _variable(name: str) -> str:
    return f"SIPDESK_{name.upper()}"


def _meaning(field: FieldInfo) -> str:
    choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    one_of = f" One of {', '.join(choices)}." if choices else ""
    needed = " Required." if field.is_required() else ""
    return f"{field.description}{one_of}{needed}"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "none: required"
    return f"`{spelt}`" if (spelt := _spelt(field)) else "empty"


def _spelt(field: FieldInfo) -> str:
    """A default as it would stand in a variable."""
    default: Any = None if field.is_required() else field.default
    match default:
        case None:
            return ""
        case SecretStr():
            return default.get_secret_value()
        case bool() | tuple():
            return json.dumps(default, default=lambda one: f"{one:%H:%M}")
        case time():
            return f"{default:%H:%M}"
        case _:
            return str(default)
