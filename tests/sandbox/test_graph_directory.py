from urllib.parse import quote

import pytest

from sandbox.graph import CALLS, STAND_IN
from tests.sandbox.graph_wire import ADVISOR, CHECK, OTHER_MAIL, SIPS, TRUST, Wire

ALIASED = next(person for person in TRUST.people if person.aliases)


def test_the_contract_is_at_hand() -> None:
    if CHECK is None:
        pytest.skip("../shared/contract/graph is not here: answers are not held against the published contract")


async def test_a_person_is_found_by_id_and_by_upn_but_not_by_mail(wire: Wire) -> None:
    for address in (OTHER_MAIL.id, quote(OTHER_MAIL.upn, safe=""), OTHER_MAIL.upn.upper()):
        found = (await wire.ask("GET", f"/users/{address}")).json
        assert (found["id"], found["mail"]) == (OTHER_MAIL.id, OTHER_MAIL.mail)
        assert found["mobilePhone"] is None
        assert "accountEnabled" not in found
    missing = await wire.ask("GET", f"/users/{OTHER_MAIL.mail}")
    assert (missing.status, missing.code) == (404, "Request_ResourceNotFound")


async def test_select_gives_what_was_asked_and_refuses_what_is_unknown(wire: Wire) -> None:
    found = await wire.ask("GET", f"/users/{ADVISOR.id}?$select=id,accountEnabled,department")
    assert {k: v for k, v in found.json.items() if not k.startswith("@")} == {
        "id": ADVISOR.id,
        "accountEnabled": True,
        "department": None,
    }
    wrong = await wire.ask("GET", f"/users/{ADVISOR.id}?select=shoeSize")
    assert (wrong.status, wrong.code) == (400, "BadRequest")


async def test_a_leaver_is_disabled(wire: Wire) -> None:
    wire.graph[STAND_IN].set_enabled(ADVISOR.id, False)
    assert (await wire.ask("GET", f"/users/{ADVISOR.id}?$select=accountEnabled")).json["accountEnabled"] is False
    wire.graph[STAND_IN].set_enabled(ADVISOR.id, True)
    assert (await wire.ask("GET", f"/users/{ADVISOR.id}?$select=accountEnabled")).json["accountEnabled"] is True


async def test_read_basic_sees_names_and_addresses_only(wire: Wire) -> None:
    wire.tokens.issue_app("basic", "another", ["User.ReadBasic.All"])
    found = await wire.ask("GET", f"/users/{ADVISOR.id}?$select=mail,accountEnabled,jobTitle", token="basic")
    assert (found.json["mail"], found.json["accountEnabled"], found.json["jobTitle"]) == (ADVISOR.mail, None, None)
    for clause in ("accountEnabled eq true", "mail eq 'a' or proxyAddresses/any(a:a eq 'smtp:a')"):
        denied = await wire.ask("GET", f"/users?$filter={quote(clause)}", token="basic")
        assert (denied.status, denied.code) == (403, "Authorization_RequestDenied")


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (f"mail eq '{OTHER_MAIL.mail.upper()}'", [OTHER_MAIL.id]),
        (f"mail eq '{OTHER_MAIL.upn}' or userPrincipalName eq '{OTHER_MAIL.upn}'", [OTHER_MAIL.id]),
        (f"(id eq '{ADVISOR.id}' or id eq '{OTHER_MAIL.id}') and mail eq '{ADVISOR.mail}'", [ADVISOR.id]),
        (f"id eq '{ADVISOR.id}' and accountEnabled eq false", []),
        (f"id eq '{ADVISOR.id}' and accountEnabled eq true", [ADVISOR.id]),
        ("surname eq 'o''brien'", []),
        (f"id eq '{ADVISOR.id}' and mail eq null", []),
        (f"proxyAddresses/any(a:a eq 'smtp:{ALIASED.aliases[0].upper()}')", [ALIASED.id]),
        (f"mail eq 'x' or proxyAddresses/any( p : p eq 'smtp:{ALIASED.mail}' )", [ALIASED.id]),
        (f"mail eq '{ADVISOR.mail}' or proxyAddresses/any(a:a eq 'smtp:{ALIASED.mail}')", [ADVISOR.id, ALIASED.id]),
        ("proxyAddresses/any(a:a eq 'smtp:nobody@x.example')", []),
    ],
)
async def test_filter_finds(wire: Wire, clause: str, expected: list[str]) -> None:
    answer = await wire.ask("GET", f"/users?$filter={quote(clause)}")
    assert [one["id"] for one in answer.value] == expected


@pytest.mark.parametrize(
    "clause",
    [
        "startswith(mail,'a')",
        "mail ne 'a'",
        "mail eq",
        "mail eq 'a' or",
        "(mail eq 'a'",
        "mail eq a",
        "mail eq 'a' x",
        "mail eq 'a",
        "mail/any(a:a eq 'a')",
        "proxyAddresses/any(a:b eq 'a')",
        "proxyAddresses eq 'a'",
        "shoeSize eq 'a'",
        "eq",
    ],
)
async def test_a_filter_that_is_not_understood_is_refused_and_never_ignored(wire: Wire, clause: str) -> None:
    assert (await wire.ask("GET", f"/users?$filter={quote(clause)}")).status == 400


@pytest.mark.parametrize(
    "query", ["$orderby=mail", "$top=0", "$top=x", "$top=1&top=2", "$skiptoken=!!!", "$count=true"]
)
async def test_an_option_that_is_not_understood_is_refused(wire: Wire, query: str) -> None:
    assert (await wire.ask("GET", f"/users?{query}")).status == 400


async def test_pages_follow_the_next_link_and_keep_what_was_asked(wire: Wire) -> None:
    answer = await wire.ask("GET", "/users?$top=5&$select=id")
    found = answer.value
    while link := answer.json.get("@odata.nextLink"):
        answer = await wire.ask("GET", link)
        assert len(answer.value) <= 5
        found += answer.value
    assert [one["id"] for one in found] == [person.id for person in TRUST.people]
    assert all(list(one) == ["id"] for one in found)


async def test_me_is_for_people(wire: Wire) -> None:
    for path in ("/me", "/me/drive/root"):
        refused = await wire.ask("GET", path)
        assert refused.status == 400
        assert refused.json["error"]["message"] == "/me request is only valid with delegated authentication flow."
    assert (await wire.ask("GET", "/me", token="sip")).json["id"] == SIPS[0].id
    wire.tokens.issue_user("stranger", "00000000-0000-0000-0000-000000000000")
    assert (await wire.ask("GET", "/me", token="stranger")).status == 404


async def test_without_a_token_or_permission_the_directory_says_so_in_its_own_words(wire: Wire) -> None:
    for token in (None, "wrong"):
        refused = await wire.ask("GET", "/users", token=token)
        assert (refused.status, refused.code) == (401, "InvalidAuthenticationToken")
        assert refused.headers["WWW-Authenticate"].startswith("Bearer ")
    wire.tokens.issue_app("files", "another", ["Sites.ReadWrite.All"])
    denied = await wire.ask("GET", "/users", token="files")
    assert (denied.status, denied.code) == (403, "Authorization_RequestDenied")


async def test_every_answer_carries_graphs_headers_and_is_logged(wire: Wire) -> None:
    mine = {"client-request-id": "6c1f4b1e-0000-4000-8000-000000000001"}
    good = await wire.ask("GET", f"/users/{ADVISOR.id}", headers=mine)
    bad = await wire.ask("GET", "/users/nobody", headers=mine)
    for answer in (good, bad):
        assert answer.headers["client-request-id"] == mine["client-request-id"]
        assert "Date" in answer.headers
    assert good.headers["Content-Type"].startswith("application/json;odata.metadata=minimal")
    assert bad.json["error"]["innerError"]["request-id"] == bad.headers["request-id"]
    assert good.headers["request-id"] != bad.headers["request-id"]
    logged = [(call.method, call.path, call.status) for call in wire.graph[CALLS]]
    assert logged == [("GET", f"/v1.0/users/{ADVISOR.id}", 200), ("GET", "/v1.0/users/nobody", 404)]


async def test_unknown_paths_and_methods(wire: Wire) -> None:
    for path in ("/teapots", "/", "/users/x/shoes", "/drives/x/root:/a:/teapot"):
        unknown = await wire.ask("GET", path)
        assert (unknown.status, unknown.code) == (400, "BadRequest")
        assert "Resource not found for the segment" in unknown.json["error"]["message"]
    assert (await wire.ask("DELETE", f"/users/{ADVISOR.id}")).status == 405
    assert (await wire.ask("GET", "/users/a:/b:")).status == 400
