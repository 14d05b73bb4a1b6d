"""What goes wrong at Microsoft 365 in a simulated year, by its seed."""

import random
from dataclasses import dataclass, field

from handbook.core.external_errors import ExternalError, Unavailable


@dataclass
class Faults:
    """One call of `one_in` is throttled (429, asks to wait), answered with 503, or comes to no end; of the last,
    what was asked was done in half of the cases. None where `one_in` is 0."""

    chance: random.Random
    one_in: int = 0
    calls: int = 0
    met: dict[str, int] = field(default_factory=dict[str, int])

    def before(self) -> ExternalError | None:
        """Counts a call; raises what keeps it from being done, and returns what is raised after it was done."""
        self.calls += 1
        if not self.one_in or self.chance.randrange(self.one_in):
            return None
        kind = self.chance.choice(("429", "503", "timeout"))
        self.met[kind] = self.met.get(kind, 0) + 1
        if kind == "429":
            raise Unavailable("throttled", retry_after=float(self.chance.randint(5, 300)))
        if kind == "503":
            raise Unavailable("not now")
        late = Unavailable("no answer")
        late.maybe_done = True
        if self.chance.random() < 0.5:
            raise late
        return late
