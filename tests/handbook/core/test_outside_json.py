"""Bytes that anybody may have sent: JSON that can be kept, or nothing."""

import json
from typing import Any

import pytest

from handbook.core.outside_json import MAX_DEPTH, NotReadable, check, read

NOT_READABLE = [
    b"",
    b" \n",
    b"{",
    b"{} {}",
    b"{'a': 1}",
    b'{"a": "\xff\xfe"}',
    b'{"a": "\xed\xa0\x80"}',  # half a letter, as bytes
    '{"a": 1}'.encode("utf-16"),
    '{"a": 1}'.encode("utf-32"),
    b'{"a": NaN}',
    b'{"a": -Infinity}',
    b'{"a": ' + b"1" * 5000 + b"}",
    b"[" * 100_000,
    b'{"a": "raw \x00"}',
]
NOT_KEPT = ["\ud800", "a\0b", "é\0", {"\udfff": 1}, [["\0"]], {"a": {"b": ["\ud83d"]}}]


@pytest.mark.parametrize("data", NOT_READABLE, ids=lambda data: repr(data[:20]))
def test_what_is_no_json_in_utf_8_is_refused_and_not_quoted(data: bytes) -> None:
    with pytest.raises(NotReadable, match=r"^bad_json$") as refused:
        read(data)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("said", [{}, [1.5, -2e3, None, True], "é \U0001f600", 10**40, {"a": {"b": []}}])
def test_what_is_json_is_read_as_it_is_with_a_mark_of_the_byte_order_before_it_or_without(said: Any) -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        found = read(mark + json.dumps(said).encode())
        check(found)
        assert found == said


@pytest.mark.parametrize("said", NOT_KEPT, ids=repr)
def test_text_that_no_database_and_no_wire_can_carry_is_found_wherever_it_stands(said: Any) -> None:
    with pytest.raises(NotReadable, match=r"^bad_text$"):
        check(read(json.dumps(said).encode()))


def test_a_number_without_end_is_none() -> None:
    with pytest.raises(NotReadable, match=r"^no_number$"):
        check(read(b'{"a": [-1e999]}'))


def test_only_so_many_parts_where_a_stranger_may_send_them() -> None:
    said = b'{"a": [{}, [], "["]}'
    assert read(said) == read(said, parts=5)
    with pytest.raises(NotReadable, match=r"^too_many$"):
        read(said, parts=4)


@pytest.mark.parametrize("bracket", ["[]", '{"a":}'])
def test_only_so_deep(bracket: str) -> None:
    opens, closes = bracket[:-1], bracket[-1]
    check(read(f"{opens * MAX_DEPTH}1{closes * MAX_DEPTH}".encode()))
    with pytest.raises(NotReadable, match=r"^too_deep$"):
        check(read(f"{opens * (MAX_DEPTH + 1)}1{closes * (MAX_DEPTH + 1)}".encode()))


@pytest.mark.parametrize("said", [b'{"a": 1, "a": 2}', b'[{"b": {"a": 1, "\\u0061": 1}}]'])
def test_a_stranger_says_nothing_twice(said: bytes) -> None:
    with pytest.raises(NotReadable, match=r"^bad_json$"):
        read(said, parts=9)
    assert read(said)
