"""Jobs that the first version wrote as pickles are read as data, and as nothing else: a database may come from a backup
that somebody else has prepared, and unpickling runs what a pickle says."""

import base64
import pickle
import pickletools
from io import BytesIO
from typing import Any, Final, NoReturn

PLAIN: Final = frozenset(
    (
        *("PROTO", "FRAME", "STOP", "MARK", "MEMOIZE", "BINGET", "LONG_BINGET"),
        *("NONE", "NEWTRUE", "NEWFALSE", "BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT"),
        *("SHORT_BINUNICODE", "BINUNICODE", "EMPTY_TUPLE", "TUPLE", "TUPLE1", "TUPLE2", "TUPLE3"),
        *("EMPTY_DICT", "SETITEM", "SETITEMS"),
    )
)
"""What a job of texts and numbers is pickled with. None of these names, calls or builds anything."""


class NotPlain(ValueError):
    """A pickle that is more than a job. Nothing of it was carried out, and nothing of it is quoted."""


class _NothingByName(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str, /) -> NoReturn:
        raise NotPlain("It names something.")


def read_job(written: str) -> Any:
    """None, or the arguments of a job. Raises NotPlain."""
    try:
        pickled = base64.b64decode(written, validate=True)
        if not all(opcode.name in PLAIN for opcode, _, _ in pickletools.genops(pickled)):
            raise NotPlain("It is more than data.")
        found = _NothingByName(BytesIO(pickled)).load()
    except NotPlain:
        raise
    except Exception as error:
        raise NotPlain("It is broken.") from error
    if found is not None and not _is_job(found):
        raise NotPlain("It is no job.")
    return found


def _is_job(found: Any) -> bool:
    match found:
        case {"args": (str(), str(), dict(), str(), int()), "kwargs": {**kwargs}} if len(found) == 2 and not kwargs:
            args: dict[Any, Any] = found["args"][2]
            return all(isinstance(key, str) and isinstance(value, str | int) for key, value in args.items())
        case _:
            return False
