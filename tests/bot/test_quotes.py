"""What somebody typed behind a quote, among letters that nobody sees, and values that come as text."""

import json
import time

import pytest

from tests.bot.conftest import Client
from tests.bot.teams_side import activity, press
from tests.support.recorded_door import RecordedDoor

QUOTE = (
    '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1700"><strong>SIP Desk</strong>'
    '<p itemprop="preview">A report waits &amp; more</p></blockquote>'
)


def html(content: object) -> list[dict[str, object]]:
    return [{"contentType": "text/html", "content": content}]


@pytest.mark.parametrize(
    ("text", "attachments"),
    [
        ("\u200bmy\u200b re\u00adports\ufeff", None),
        ("\u2060my reports\u200d", None),
        (f"{QUOTE}<p>my reports</p>", html(f"{QUOTE}<p>my reports</p>")),
        ("SIP Desk\nA report waits\n\nmy reports", html(f"{QUOTE}\n<p>my&nbsp;reports</p>")),
        ("A report waits my reports", html(f"<p>my reports</p>{QUOTE}")),
        ("<at>SIP Desk</at> my reports", html(f"{QUOTE}<p><at>SIP Desk</at> my <b>reports</b></p>")),
        (f"{QUOTE}my reports", None),
        ('<quoted messageId="1700"/> my reports', None),
        ('<quoted messageId="1700">A report waits</quoted>my reports', None),
        ('<attachment id="1700"></attachment>my reports', None),
        ("> SIP Desk: a report waits\n> for you\n\nmy reports", None),
        ("my reports", html("<p>my reports</p>")),
        ("my reports", html(7)),
    ],
)
async def test_a_command_is_heard_behind_a_quote_and_among_letters_that_nobody_sees(
    teams: Client, door: RecordedDoor, text: str, attachments: object
) -> None:
    assert (await teams.post("/api/messages", json=activity(text=text, attachments=attachments))).status == 200
    [(what, _, heard, _)] = door.calls
    assert (what, " ".join(str(heard).split())) == ("typed", "my reports")


async def test_a_quote_alone_is_what_was_said(teams: Client, door: RecordedDoor) -> None:
    await teams.post("/api/messages", json=activity(text="> help"))
    assert door.calls[0][2] == "> help"


async def test_a_long_text_of_quotes_costs_little(teams: Client, door: RecordedDoor) -> None:
    for piece in ("<blockquote>", "</blockquote>", "<quoted ", "<at", "> \n", "\u200b"):
        text = piece * (15_000 // len(piece))
        sent = activity(text=text, attachments=html(f"{QUOTE}{text}"))
        began = time.process_time()
        assert (await teams.post("/api/messages", json=sent)).status == 200
        assert time.process_time() - began < 1


async def test_a_value_that_came_as_text_is_read(teams: Client, door: RecordedDoor) -> None:
    for whole in (press(), activity(value={"verb": "report.approve", "id": "r1"})):
        for value in (whole["value"], json.dumps(whole["value"])):
            assert (await teams.post("/api/messages", json=whole | {"value": value})).status == 200
    assert [call[0] for call in door.calls] == ["clicked"] * 4
    assert {(call[2].verb, str(call[2].data)) for call in door.calls} == {("report.approve", "{'id': 'r1'}")}  # type: ignore[attr-defined] # clicks


@pytest.mark.parametrize("value", ["{", '{"a": NaN}', '{"a": "\\u0000"}', "{" * 5000])
async def test_a_value_in_text_is_read_as_strictly(teams: Client, door: RecordedDoor, value: str) -> None:
    assert (await teams.post("/api/messages", json=press(value=value) | {"value": value})).status == 400
    assert door.calls == []
