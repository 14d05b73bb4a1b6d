"""What goes wrong at the external services of a test."""

from dataclasses import dataclass, field


@dataclass
class Faults:
    """What goes wrong next, by method: each fault once, in order; or for good."""

    coming: dict[str, list[Exception]] = field(default_factory=dict[str, list[Exception]])
    for_good: dict[str, Exception] = field(default_factory=dict[str, Exception])

    def meet(self, method: str) -> None:
        if self.coming.get(method):
            raise self.coming[method].pop(0)
        if method in self.for_good:
            raise self.for_good[method]
