"""Which questions are alike, by the words that they have in common. It knows no meaning: the same question in wholly
other words is not found, so people decide what belongs together."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from handbook.search.finding import plain_words

SAME: Final = 0.5
"""From here on, two texts are taken for one question."""
NEAR: Final = 0.25
"""From here on, one is worth showing to who asks the other."""

_SMALL_WORDS: Final = """
a about after all also am an and any anyone are as at be been before being but by can cannot could did do does doing
don dont for from get give go got had has have having he her here his how i if in into is it its just know let like
made make many may me might mine more most much must my need no not now of off on one or our out over please s shall
she should so some someone such t take tell than thank thanks that the their them then there these they this those
to too up us use used want wants was way we were what when where whether which while who whom whose why will wish
with wonder would you your
come each sip sips school schools service trust
"""
"""Words that say little of what a question is about: the last line, because nearly all say them here."""

_SMALL: Final = frozenset(_SMALL_WORDS.split())
_ENDINGS: Final = ("ments", "ment", "ings", "ing", "ors", "or", "ies", "ied", "es", "ed", "s", "e", "y")


def stems(text: str) -> frozenset[str]:
    """The words that say what a text is about, without their endings; where there is none, all its words."""
    words = plain_words(text)
    return frozenset(map(_stem, [word for word in words if word not in _SMALL] or words))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 (nothing in common) to 1 (the same words), of two texts by their stems."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def nearest(text: str, among: Mapping[str, str], at_least: float = NEAR, at_most: int = 3) -> tuple[str, ...]:
    """The keys of the texts most like this one, the most alike first."""
    own = stems(text)
    found = ((likeness(own, stems(other)), key) for key, other in among.items())
    return tuple(key for how, key in sorted(found, key=lambda one: (-one[0], one[1])) if how >= at_least)[:at_most]


def searched(text: str, among: Mapping[str, str], at_most: int) -> tuple[str, ...]:
    """The keys of the texts that hold words of what is sought, those that hold the most of them first; the words may
    be begun only. With no words of meaning, all of them."""
    own = stems(text)
    if not own:
        return tuple(among)[:at_most]
    held = ((_held(own, stems(other)), key) for key, other in among.items())
    return tuple(key for how, key in sorted(held, key=lambda one: -one[0]) if how)[:at_most]


def groups(texts: Mapping[str, str]) -> Sequence[tuple[str, ...]]:
    """Keys of texts that are taken for one question, each in one group; also what is alike by way of a third."""
    of = {key: stems(text) for key, text in texts.items()}
    left, made = dict.fromkeys(texts), list[tuple[str, ...]]()
    while left:
        group = [next(iter(left))]
        del left[group[0]]
        for key in group:  # it grows while it is gone through
            more = [other for other in left if likeness(of[key], of[other]) >= SAME]
            group += more
            for other in more:
                del left[other]
        made.append(tuple(group))
    return made


def _held(sought: Iterable[str], said: frozenset[str]) -> int:
    return sum(any(word.startswith(begun) for word in said) for begun in sought)


def _stem(word: str) -> str:
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= 3), "")
    return word.removesuffix(ending)
