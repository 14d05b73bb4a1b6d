"""The file of settings is written whole, for its owner alone, and what was in it and is right stays as it was."""

from pathlib import Path

import pytest

from service.first_start.settings_file import settings_in, with_settings, write_settings

ODD = ("plain", "two words", "it's", 'say "no"', "back\\slash", "#no comment", "$HOME and ${HOME}", "sqlite:///a/b.db")


@pytest.mark.parametrize("value", ODD)
def test_any_value_comes_back_as_it_was(tmp_path: Path, value: str) -> None:
    path = tmp_path / ".env"
    write_settings(path, {"SITE": value, "PORT": "1"})
    assert settings_in(path) == {"SITE": value, "PORT": "1"}


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    assert settings_in(path) == {}
    write_settings(path, {"SITE": "x"})
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    write_settings(path, {"SITE": "y"})
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == [".env"]


def test_what_stands_there_stays_and_each_is_changed_in_its_place() -> None:
    before = "# ours\nSIPDESK_SITE=a\nOTHER='x'\n\nexport SIPDESK_PORT=3978 # as ever\nSIPDESK_SITE=b"
    assert with_settings(before, {"SITE": "c", "TENANT_ID": "t"}) == (
        "# ours\nSIPDESK_SITE=c\nOTHER='x'\n\nexport SIPDESK_PORT=3978 # as ever\nSIPDESK_TENANT_ID=t\n"
    )
    assert with_settings("", {"SITE": "c"}).startswith("# Written by sipdesk init")
