"""Each answer is looked at as it is given, and asked for again where it is wrong; without a terminal it is said what is
missing and what is wrong, all at once."""

from pathlib import Path

import pytest

from service.first_start.asking import Interview, Unanswered, is_sure
from service.first_start.questions import QUESTIONS
from tests.service.first_start.answering import Answering, Nobody

GUID = "0d6f2c1e-7a55-4c3b-9f0e-2b1a4c5d6e7f"
SITE = "trust.sharepoint.com:/sites/SIP"


def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/sipdesk.db"


def test_a_trust_answers_and_is_asked_again_where_it_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = f"https://{SITE.replace(':', '')}"
    secret = (GUID, "Abc8Q~secret")
    somebody = Answering("x", GUID, GUID, "", *secret, "managed", "trust", site, "", "x", database(tmp_path))
    found = Interview(somebody, {}, {}).answers(QUESTIONS)
    assert found == {
        "TENANT_ID": GUID,
        "BOT_APP_ID": GUID,
        "BOT_CREDENTIAL": "client_secret",
        "BOT_APP_PASSWORD": "Abc8Q~secret",
        "GRAPH_CREDENTIAL": "managed_identity",
        "SITE": SITE,
        "DATABASE_URL": database(tmp_path),
    }
    told = capsys.readouterr().out
    assert told.count("Please write an id of 36 characters") == 1
    assert "Please write the value of the secret: this is its id." in told
    assert "Abc8Q" not in told
    assert (somebody.left, somebody.hidden) == ([], [4, 5])


def test_what_is_set_is_not_asked_and_what_is_set_wrongly_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = {
        "TENANT_ID": GUID,
        "BOT_APP_ID": "x",
        "BOT_CREDENTIAL": "managed_identity",
        "GRAPH_CREDENTIAL": "managed_identity",
        "SITE": SITE,
        "PUBLIC_URL": "https://sip.trust.example",
        "DATABASE_URL": database(tmp_path),
    }
    found = Interview(Answering(GUID), {"SITE": f"{SITE}s"}, known).answers(QUESTIONS)
    assert (found["BOT_APP_ID"], found["SITE"]) == (GUID, f"{SITE}s")
    assert "SIPDESK_BOT_APP_ID: please write an id of 36 characters" in capsys.readouterr().out


def test_without_a_terminal_all_that_is_missing_or_wrong_is_said_at_once() -> None:
    with pytest.raises(Unanswered) as no:
        Interview(Nobody(), {"TENANT_ID": "lantern"}, {"SITE": "x"}).answers(QUESTIONS)
    assert no.value.lines == [
        "--tenant: please write an id of 36 characters, such as 0d6f2c1e-7a55-4c3b-9f0e-2b1a4c5d6e7f.",
        "--app-id is missing: the app id of the bot’s registration.",
        "--bot-secret-file is missing: the bot’s secret (it is not shown).",
        "--graph-certificate is missing: the certificate for Microsoft Graph.",
        "SIPDESK_SITE: please write the address of a SharePoint site, such as https://trust.sharepoint.com/sites/SIP.",
    ]


@pytest.mark.parametrize(
    ("asker", "said", "sure"),
    [
        (Answering("y"), False, True),
        (Answering("Yes"), False, True),
        (Answering(""), False, False),
        (Answering("n"), False, False),
        (Nobody(), False, False),
        (Nobody(), True, True),
    ],
)
def test_only_a_yes_is_one(asker: Answering | Nobody, said: bool, sure: bool) -> None:
    assert is_sure(asker, "Sure?", said=said) is sure
