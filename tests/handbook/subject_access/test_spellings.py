"""Ways of writing a name: found however somebody typed it, and not where another is meant."""

import pytest

from handbook.subject_access.spellings import Names, addresses_in, folded, name_parts, same_name

HELEN = Names({"helen": ("Helen O’Connor",)})


@pytest.mark.parametrize(
    "text",
    [
        "I met Helen O'Connor today",
        "HELEN O’CONNOR",
        "Helen Mary O'Connor was there",
        "H. O'Connor",
        "H O'Connor said so",
        "Mrs O'Connor",
        "Mrs. Helen O'Connor",
        "O'Connor, Helen",
        "O'Connor, H.",
        "Hélen O'Connor",
        "(Helen O'Connor)",
    ],
)
def test_found(text: str) -> None:
    assert [one.whose for one in HELEN.in_text(text)] == ["helen"]


@pytest.mark.parametrize("text", ["O'Connor Road", "Ellen O'Connor", "Helen Connor", "Whelen O'Connor", "Helen", ""])
def test_not_found(text: str) -> None:
    assert HELEN.in_text(text) == ()


def test_where_it_stands_and_no_two_over_another() -> None:
    both = Names({"a": ("Ann Lee",), "b": ("Ann Lee Marsh", "Bo"), "nobody": ("", " ")})
    found = both.in_text("Ann Lee Marsh and Bo met Ann Lee.")
    assert [(one.whose, one.start, one.end) for one in found] == [("b", 0, 13), ("b", 18, 20), ("a", 25, 32)]


def test_names_of_other_alphabets_and_with_hyphens() -> None:
    names = Names({"z": ("Żaneta Wójcik-Łaska",), "g": ("Ελένη Παππά",)})
    assert [one.whose for one in names.in_text("Zaneta Wojcik-Łaska met Ελενη Παππα")] == ["z", "g"]
    assert len(folded("ﬁ Ż ß")) == len("ﬁ Ż ß")


def test_parts() -> None:
    assert name_parts("Mrs Helen Marsh") == name_parts("Marsh,  Helen") == ("helen", "marsh")
    assert name_parts("Marsh,") == ("marsh,",)
    assert same_name("helen MARSH", "Dr. Hélen Marsh")
    assert not same_name("", "")


def test_addresses() -> None:
    assert [one.whose for one in addresses_in("to H.Marsh@School.example, or b@c.example")] == [
        "h.marsh@school.example",
        "b@c.example",
    ]
