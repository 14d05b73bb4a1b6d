"""Signing in to the tab: a session for whom Entra names and the list knows; one page, in the same words, for everybody
else; and an entry in the audit."""

import pytest

from handbook.core.people import Role
from pages.tab.session import HEADER, LASTS, SHEET_LASTS, Sessions
from pages.tab.set_up import WHO
from tests.automations.office import ADVISOR, HEAD, Office
from tests.pages.tab.conftest import Tab, token_of
from tests.pages.tab.entra import OTHER_KEY
from tests.support import builders as a

GONE = a.a_person(Role.SIP, id="99999999-0000-4000-8000-000000000009")


async def test_who_has_no_session_is_shown_nothing_and_may_be_framed_by_teams_alone(tab: Tab) -> None:
    for path in ("/tab", "/tab/schools", "/tab/schools/900001", "/tab/lines/cases"):
        async with tab.http.get(path) as reply:
            words, policy = await reply.text(), reply.headers["Content-Security-Policy"]
        assert "data-sign-in" in words
        assert "Hilda" not in words
        assert "frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com" in policy
        assert "nonce-" in policy


async def test_teams_token_is_taken_for_a_short_session_in_a_cookie_and_for_a_header(tab: Tab) -> None:
    status, words, headers = await tab.sign_in(token_of(ADVISOR))
    assert status == 200
    session = words.split('"')[3]
    cookie = headers["Set-Cookie"]
    for needed in ("__Host-sip-desk-tab=", "HttpOnly", "Secure", "SameSite=None", "Partitioned", "Max-Age=3600"):
        assert needed in cookie
    for given in ({HEADER: session}, {"Cookie": cookie.split(";")[0]}):
        async with tab.http.get("/tab", headers=given) as reply:
            assert f"{ADVISOR.name}, Trust Advisor" in await reply.text()
    tab.office.now += LASTS
    async with tab.http.get("/tab", headers={HEADER: session}) as reply:
        assert "data-sign-in" in await reply.text()


async def test_whatever_is_wrong_with_a_token_the_page_says_the_same_and_the_audit_says_what(tab: Tab) -> None:
    wrong = {
        "other_tenant": token_of(HEAD, tid="cccccccc-0000-4000-8000-000000000001"),
        "other_app": token_of(HEAD, aud="dddddddd-0000-4000-8000-000000000001"),
        "expired": token_of(HEAD, exp=int(tab.office.now.timestamp()) - 3600),
        "bad_signature": token_of(HEAD, key=OTHER_KEY),
        "malformed": "x.y.z",
    }
    said: set[str] = set()
    for token in wrong.values():
        status, words, _ = await tab.sign_in(token)
        assert status == 403
        assert all(sentence in words for sentence in WHO)
        said.add(words.partition('<div id="app"')[2])
    assert len(said) == 1
    named = ("other_tenant", "other_app", "expired")
    assert tab.refused() == [(HEAD.id if reason in named else "service", reason, "") for reason in wrong]


async def test_nothing_is_noted_of_who_sends_no_token_or_comes_while_keys_are_away(tab: Tab) -> None:
    assert (await tab.sign_in(""))[0] == 403
    assert (await tab.sign_in(token_of(HEAD, kid="away")))[0] == 503
    assert tab.refused() == []


async def test_somebody_who_left_is_told_so_with_a_token_and_with_a_session(tab: Tab) -> None:
    status, words, _ = await tab.sign_in(token_of(GONE))
    assert (status, "You are not on the SIP service’s list of people." in words) == (403, True)
    status, words = await tab.get(GONE, "/tab")
    assert (status, "You are not on the SIP service’s list of people." in words) == (403, True)
    assert tab.refused() == [(GONE.id, "unknown", "")]  # once an hour


def test_a_session_is_good_for_what_it_was_made_for(small_office: Office) -> None:
    now = small_office.now
    own, other = Sessions("one", is_local=True), Sessions("other", is_local=True)
    key = own.sheet_key(HEAD.id, now)
    assert own.person_of_sheet(key, now) == HEAD.id
    for wrong in (own.begun(HEAD.id, now), other.sheet_key(HEAD.id, now), "", "x" * 40, key[:-3], f"\udcff{key}"):
        assert own.person_of_sheet(wrong, now) is None
    assert own.person_of_sheet(key, now + SHEET_LASTS) is None
    assert own.cookie("x").startswith("sip-desk-tab=x;")
    assert "Secure" not in own.cookie("x")


@pytest.mark.parametrize("header", [{}, {"Origin": "https://elsewhere.example"}])
async def test_what_another_site_sends_changes_nothing(tab: Tab, header: dict[str, str]) -> None:
    cookie = tab.sessions.cookie(tab.sessions.begun(ADVISOR.id, tab.office.now)).split(";")[0]
    given = {"Cookie": cookie, **header}
    async with tab.http.post("/tab/schools/900001/watch", data={"watched": "1"}, headers=given) as reply:
        assert reply.status == 403
    own = {"Cookie": cookie, "Origin": f"http://{tab.http._base_url.authority}"}  # pyright: ignore[reportPrivateUsage, reportOptionalMemberAccess]
    async with tab.http.post(
        "/tab/schools/900001/watch", data={"watched": "1"}, headers=own, allow_redirects=False
    ) as reply:
        assert (reply.status, reply.headers["Location"]) == (303, "/tab/schools/900001")
    with tab.office.database.reading() as uow:
        assert uow.watchlists.of(ADVISOR.id) == {"900001"}
