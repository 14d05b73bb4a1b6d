"""Changes to a sound file, line or message: from one byte to the way its parts are put together. All comes from the
`Random` that is handed in: the same numbers give the same file, and hypothesis hands in one that it can shrink."""

import json
import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random
from typing import Any, Final

LARGEST: Final = 300_000
WORDS: Final = (
    *("", "0", "-1", "1e999", "NaN", "9" * 400, "true", "null", "\0", "\ud800", "\u202e", "\ufeff", "é", "𝒜", "İ"),
    *(
        "=1+1",
        "@SUM(A1)",
        "-2+3",
        '"',
        "'",
        "''",
        ",",
        ";",
        "\t",
        "\r",
        "\n",
        "\r\nX:",
        "()",
        "(",
        ")",
        "<",
        "&",
        "]]>",
    ),
    *("&lt;", "&#0;", "&#x110000;", "<!DOCTYPE x>", "<?x?>", "<!--", "<![CDATA[", "../../etc/passwd", "//h.example/a"),
    *("DDEAUTO", "External", "29/02/2027", "31/02/2026", "0000-00-00", "9999-12-31", "24:00", "45000", "0.1e-400"),
    *(
        "PK\x03\x04",
        "%PDF-",
        "%%EOF",
        "/Encrypt",
        "w:sdt",
        "w:tbl",
        "w:instrText",
        "eq",
        "and",
        "or",
        "/any(x:x eq 'a')",
    ),
)
ENCODINGS: Final = ("utf-16", "utf-16-le", "latin-1", "cp1252", "utf-7", "utf-8-sig", "cp037", "shift_jis")
_TAG: Final = re.compile(rb"<[^<>]{1,400}>")
_VALUE: Final = re.compile(rb'="[^"]{0,200}"')

Change = Callable[[Random, bytes], bytes]


def a_word(random: Random) -> bytes:
    return random.choice(WORDS).encode("utf-8", "surrogatepass")


def _span(random: Random, data: bytes, longest: int = 64) -> tuple[int, int]:
    begins = random.randint(0, len(data))
    return begins, min(len(data), begins + random.randint(0, longest))


def flipped(random: Random, data: bytes) -> bytes:
    if not data:
        return b"\xff"
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :]


def cut(random: Random, data: bytes) -> bytes:
    begins, ends = _span(random, data, random.choice((1, 8, 64, 4096)))
    return data[:begins] + data[ends:]


def ended(random: Random, data: bytes) -> bytes:
    return data[: random.randint(0, len(data))]


def put_in(random: Random, data: bytes) -> bytes:
    begins, ends = _span(random, data, random.choice((0, 4, 16)))
    return data[:begins] + a_word(random) + data[ends:]


def repeated(random: Random, data: bytes) -> bytes:
    begins, ends = _span(random, data)
    times = min(random.choice((2, 3, 40, 2000)), LARGEST // max(1, ends - begins))
    return data[:begins] + data[begins:ends] * times + data[ends:]


def moved(random: Random, data: bytes) -> bytes:
    (begins, ends), at = _span(random, data, 400), random.randint(0, len(data))
    return data[:at] + data[begins:ends] + data[at:]


_BYTES: Final[Sequence[Change]] = (flipped, cut, ended, put_in, repeated, moved)


def bytes_changed(random: Random, data: bytes) -> bytes:
    for _ in range(random.choice((1, 1, 2, 4))):
        data = random.choice(_BYTES)(random, data)[:LARGEST]
    return data


def text_changed(random: Random, data: bytes) -> bytes:
    """Sometimes in another encoding, too."""
    data = bytes_changed(random, data)
    if random.randrange(8):
        return data
    return data.decode("utf-8", "replace").encode(random.choice(ENCODINGS), "replace")


def xml_changed(random: Random, data: bytes) -> bytes:  # noqa: PLR0911 - one for each way
    """An element more, one less, one in itself a thousand times; another value; another encoding than it says."""
    tags = [found.span() for found in _TAG.finditer(data)]
    if not tags:
        return bytes_changed(random, data)
    begins, ends = random.choice(tags)
    how = random.randrange(7)
    if how == 0:
        return data[:begins] + data[ends:]
    if how == 1:
        other = random.choice(tags)
        return data[:begins] + data[other[0] : other[1]] + data[begins:]
    if how == 2:
        upto = random.choice(tags)[1]
        return data[:begins] + data[begins:upto] * random.choice((2, 30)) + data[begins:]
    if how == 3:
        return data[:begins] + data[begins:ends] * random.choice((10, 300, 3000)) + data[begins:]
    if how == 4:
        values = [found.span() for found in _VALUE.finditer(data)]
        first, last = random.choice(values) if values else (begins, begins)
        return data[:first] + b'="' + a_word(random).replace(b'"', b"") + b'"' + data[last:]
    if how == 5:
        return data[:ends] + a_word(random) + data[ends:]
    return text_changed(random, data)


def zip_changed(random: Random, data: bytes) -> bytes:
    """Its parts, how they are put together, and at times its bytes."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = [(name, package.read(name)) for name in package.namelist()]
    except Exception:  # noqa: BLE001 - what was broken before is broken further
        return bytes_changed(random, data)
    for _ in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(parts)) if parts else 0
        how = random.randrange(9) if parts else 8
        if how < 5:
            parts[at] = (parts[at][0], xml_changed(random, parts[at][1])[: 3 * LARGEST])
        elif how == 5:
            del parts[at]
        elif how == 6:
            parts.append(parts[at])
        elif how == 7:
            parts[at] = (random.choice((parts[at][0].upper(), "../" + parts[at][0], "x")), parts[at][1])
        else:
            parts.append((random.choice(("word/vbaProject.bin", "word/x.xml", "/a", "é")), a_word(random)))
    packed = zipped(parts, random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))
    return packed if random.randrange(5) else bytes_changed(random, packed)


def zipped(parts: Sequence[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Also with the same name twice, over which `zipfile` warns."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, part in parts:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = compression
            package.NameToInfo.pop(name, None)
            package.writestr(entry, part, compresslevel=1)
    return out.getvalue()


def json_changed(random: Random, data: bytes) -> bytes:
    """One value of it is another, in another place, or not there; at times its bytes."""
    try:
        found: Any = json.loads(data)
    except (ValueError, RecursionError):
        return bytes_changed(random, data)
    for _ in range(random.choice((1, 1, 2, 5))):
        found = _put(random, found)
    written = json.dumps(found, ensure_ascii=bool(random.randrange(2))).encode("utf-8", "surrogatepass")
    return written if random.randrange(6) else bytes_changed(random, written)


def _put(random: Random, found: Any) -> Any:
    """Walks down at random, and puts something else where it stops."""
    if isinstance(found, dict) and found and random.randrange(5):
        key = random.choice(list(found))
        if not random.randrange(6):
            return {name: value for name, value in found.items() if name != key}
        if not random.randrange(8):
            return found | {random.choice(WORDS): found[key]}
        return found | {key: _put(random, found[key])}
    if isinstance(found, list) and found and random.randrange(5):
        at = random.randrange(len(found))
        return [*found[:at], _put(random, found[at]), *found[at + (random.randrange(4) > 0) :]]
    return _another(random, found)


def _another(random: Random, found: Any) -> Any:
    deep: Any = found
    if not random.randrange(10):
        for _ in range(random.choice((5, 40))):
            deep = [deep] if random.randrange(2) else {"a": deep}
        return deep
    others = (None, True, 0, -1, 10**20, 1.5, 1e308, [], {}, [found], {"id": found}, [None] * 30, found)
    return random.choice((*others, *WORDS, *WORDS))
