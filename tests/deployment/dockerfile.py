"""Reading the Dockerfile, as far as ours goes: one instruction after the other, with what follows it."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Instruction:
    name: str
    words: str

    @property
    def listed(self) -> list[str]:
        """What is written as a JSON list."""
        return json.loads(self.words[self.words.index("[") :])


def stages() -> list[list[Instruction]]:
    """The instructions of each stage, its FROM first."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    found: list[list[Instruction]] = []
    for line in joined.splitlines():
        name, _, words = line.partition(" ")
        if name == "FROM":
            found.append([])
        found[-1].append(Instruction(name, words))
    return found


def all_of(stage: list[Instruction], name: str) -> list[Instruction]:
    return [one for one in stage if one.name == name]


def only(stage: list[Instruction], name: str) -> Instruction:
    [found] = all_of(stage, name)
    return found


def let_in() -> set[str]:
    """What .dockerignore lets into the image's making, by its name at the root."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in lines
    return {line[1:].rstrip("/") for line in lines if line.startswith("!")}
