"""What an answer must be: what people paste is understood, and what cannot be is said with what would be right."""

from collections.abc import Callable
from pathlib import Path

import pytest

from service.first_start import answers
from store.database import Database

GUID = "0d6f2c1e-7a55-4c3b-9f0e-2b1a4c5d6e7f"


@pytest.mark.parametrize(
    ("check", "said", "kept"),
    [
        (answers.an_id, f"{{{GUID.upper()}}}", GUID),
        (answers.a_site, "https://Trust.sharepoint.com/sites/SIP", "trust.sharepoint.com:/sites/SIP"),
        (answers.a_site, "trust.sharepoint.com:/sites/SIP", "trust.sharepoint.com:/sites/SIP"),
        (
            answers.a_site,
            "https://trust.sharepoint.com/teams/SIP/Shared%20Documents/Forms/AllItems.aspx?x=1",
            "trust.sharepoint.com:/teams/SIP",
        ),
        (answers.an_address, "https://SIP.trust.example/", "https://sip.trust.example"),
        (answers.a_secret, "Abc8Q~secret-value", "Abc8Q~secret-value"),
        (answers.one_of("client_secret", "certificate"), "cert", "certificate"),
        (answers.one_of("client_secret", "managed_identity"), "Managed identity", "managed_identity"),
    ],
)
def test_what_is_taken(check: Callable[[str], str], said: str, kept: str) -> None:
    assert check(said) == kept


@pytest.mark.parametrize(
    ("check", "said", "right"),
    [
        (answers.an_id, "lantern", "an id of 36 characters"),
        (answers.a_site, "https://trust.sharepoint.com/", "the address of a SharePoint site"),
        (answers.a_site, "SIP", "the address of a SharePoint site"),
        (answers.an_address, "http://sip.trust.example", "an https address"),
        (answers.an_address, "https://sip.trust.example/api/messages", "without a path"),
        (answers.an_address, "sip", "an https address"),
        (answers.a_secret, GUID, "the value of the secret: this is its id"),
        (answers.a_secret, "short", "the whole value"),
        (answers.one_of("client_secret", "certificate"), "c", "one of: client_secret, certificate"),
        (answers.one_of("client_secret", "certificate"), "", "one of: client_secret, certificate"),
        (answers.a_key_file, "/nowhere/key.pem", "the path of a file that is there"),
        (answers.a_database, "sipdesk.db", "its whole address"),
        (answers.a_database, "sqlite://host/x", "sqlite:///path"),
        (answers.a_database, "mysql://a@b/c", "sqlite:///path"),
        (answers.a_database, "postgresql://nobody:secret@127.0.0.1:1/none", "a database that runs"),
    ],
)
def test_what_is_not_taken_is_said_without_what_was_written(check: Callable[[str], str], said: str, right: str) -> None:
    with pytest.raises(ValueError, match=right) as no:
        check(said)
    assert "secret@" not in str(no.value)


def test_a_key_file_has_both_halves(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_text("-----BEGIN CERTIFICATE-----\n", encoding="ascii")
    with pytest.raises(ValueError, match="a certificate and its private key"):
        answers.a_key_file(str(path))
    path.write_text("-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n", encoding="ascii")
    assert answers.a_key_file(str(path)) == str(path)


def test_a_database_is_opened_or_could_be_begun_and_none_is_made_by_looking(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/sipdesk.db"
    assert answers.a_database(url) == url
    assert not (tmp_path / "new").exists()
    database = Database(url)
    database.migrate()
    database.close()
    assert answers.a_database(url) == url
    file = tmp_path / "file"
    file.write_text("no folder", encoding="ascii")
    for path in (tmp_path, file / "sipdesk.db"):
        with pytest.raises(ValueError, match="the path of a file"):
            answers.a_database(f"sqlite:///{path}")
    with pytest.raises(ValueError, match="a database that runs"):
        answers.a_database(f"sqlite:///{file}")
