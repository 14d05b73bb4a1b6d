"""Named people may read, and may no longer: never anybody else, whoever answers oddly."""

import pytest

from graph.client import GraphClient
from graph.libraries import SharePointLibraries
from handbook.core.external_errors import AddressUnknown, SharingRefused, StillOpen
from handbook.reports.library import FiledItem, Library
from tests.graph.conftest import NAMES
from tests.graph.fake_graph import FakeGraph, error, grant

PARENT = {"inheritedFrom": {"driveId": "b!2", "id": "root"}}


@pytest.fixture
async def item(client: GraphClient) -> FiledItem:
    """Placed by another worker, so that nothing is known of it."""
    libraries = SharePointLibraries(client, "trust.example:/sites/SIP", NAMES)
    return await libraries.place(Library.REPORTS, [], "a.docx", b"PK", {"Sha256": "a"})


def permissions(fake_graph: FakeGraph) -> list[dict[str, object]]:
    return fake_graph.items["a.docx"].permissions


def ids(fake_graph: FakeGraph) -> list[object]:
    return [permission["id"] for permission in permissions(fake_graph)]


def link(id: str, *emails: str) -> dict[str, object]:
    people = [{"siteUser": {"loginName": f"i:0#.f|membership|{email}"}} for email in emails]
    return {"id": id, "roles": ["read"], "link": {"scope": "users", "type": "view"}, "grantedToIdentitiesV2": people}


async def test_people_are_invited_once_to_read(
    libraries: SharePointLibraries, fake_graph: FakeGraph, item: FiledItem
) -> None:
    await libraries.share(item, ["head@school.example", "chair@school.example"])
    await libraries.share(item, ["Head@School.example"])
    assert fake_graph.count("POST", "/invite") == 1
    assert [permission["roles"] for permission in permissions(fake_graph)] == [["read"], ["read"]]


@pytest.mark.parametrize(
    "standing",
    [
        grant("p1", "Head@school.example"),
        grant("p1", "head@school.example", **PARENT),
        grant("p1", "head@school.example", role="write"),
        {"id": "p1", "roles": ["read"], "grantedTo": {"user": {"email": "head@school.example"}}},
        {"id": "p1", "roles": ["read"], "invitation": {"email": "head@school.example", "signInRequired": True}},
        {"id": "p1", "roles": ["read"], "grantedToIdentities": [{"user": {"email": "head@school.example"}}]},
        link("p1", "other@school.example", "head@school.example"),
    ],
)
async def test_those_who_can_read_already_are_left_alone(
    libraries: SharePointLibraries, fake_graph: FakeGraph, item: FiledItem, standing: dict[str, object]
) -> None:
    permissions(fake_graph).append(standing)
    await libraries.share(item, ["head@school.example"])
    assert not fake_graph.count("POST", "/invite")


@pytest.mark.parametrize(
    "standing",
    [
        {"id": "p1", "roles": ["read"], "link": {"scope": "organization", "type": "view"}},
        {"id": "p1", "roles": ["owner"], "grantedToV2": {"siteGroup": {"displayName": "head@school.example"}}},
        {"id": "p1", "roles": ["read"], "grantedToV2": {"user": None, "siteUser": {"loginName": "c:0(.s|true"}}},
    ],
)
async def test_what_names_nobody_counts_for_nobody(
    libraries: SharePointLibraries, fake_graph: FakeGraph, item: FiledItem, standing: dict[str, object]
) -> None:
    permissions(fake_graph).append(standing)
    await libraries.share(item, ["head@school.example"])
    assert fake_graph.count("POST", "/invite") == 1
    await libraries.unshare(item)
    assert ids(fake_graph) == ["p1"]


@pytest.mark.parametrize(("code", "kind"), [("sharingDisabled", SharingRefused), ("invalidRecipient", AddressUnknown)])
@pytest.mark.parametrize("all_or_nobody", [False, True])
async def test_who_is_refused_is_said_and_the_others_are_invited(
    libraries: SharePointLibraries,
    fake_graph: FakeGraph,
    item: FiledItem,
    code: str,
    kind: type[Exception],
    all_or_nobody: bool,
) -> None:
    fake_graph.refused["head@school.example"] = code
    fake_graph.takes_all_or_nobody = all_or_nobody
    [(address, why)] = (await libraries.share(item, ["Head@school.example", "chair@school.example"])).items()
    assert address == "Head@school.example"
    assert type(why) is (AddressUnknown if all_or_nobody else kind)
    assert "head" not in str(why)
    assert len(permissions(fake_graph)) == 1


async def test_an_invitation_that_was_done_and_answered_with_500_is_not_repeated(
    libraries: SharePointLibraries, fake_graph: FakeGraph, item: FiledItem
) -> None:
    fake_graph.will("POST", "/invite", error(500), after=True)
    with pytest.raises(Exception, match="500"):
        await libraries.share(item, ["head@school.example"])
    await libraries.share(item, ["head@school.example"])
    assert fake_graph.count("POST", "/invite") == 1


async def test_only_the_named_people_lose_what_was_shared(
    libraries: SharePointLibraries, fake_graph: FakeGraph, item: FiledItem
) -> None:
    permissions(fake_graph).extend(
        [
            grant("inherited", "dso@trust.example", **PARENT),
            grant("owner", "dso@trust.example", role="owner"),
            grant("direct", "DSO@trust.example"),
            grant("other", "head@school.example"),
            link("link", "dso@trust.example"),
        ]
    )
    with pytest.raises(StillOpen, match="2 grants"):
        await libraries.unshare(item, ["dso@trust.example"])
    assert ids(fake_graph) == ["inherited", "owner", "other"]
    await libraries.unshare(item, ["head@school.example"])
    assert ids(fake_graph) == ["inherited", "owner"]


async def test_somebody_with_two_names_is_one_person(
    libraries: SharePointLibraries, fake_graph: FakeGraph, item: FiledItem
) -> None:
    people = {
        "user": {"email": "dso@trust.example"},
        "siteUser": {"loginName": "i:0#.f|membership|d.s.officer@tenant.example"},
    }
    permissions(fake_graph).append({"id": "p1", "roles": ["read"], "grantedToV2": people})
    await libraries.share(item, ["d.s.officer@tenant.example"])
    assert not fake_graph.count("POST", "/invite")
    await libraries.unshare(item, ["dso@trust.example"])
    assert not permissions(fake_graph)


async def test_all_named_people_can_lose_it_at_once(
    libraries: SharePointLibraries, fake_graph: FakeGraph, item: FiledItem
) -> None:
    permissions(fake_graph).append(grant("inherited", "dso@trust.example", **PARENT))
    await libraries.share(item, ["head@school.example", "chair@school.example"])
    await libraries.unshare(item)
    await libraries.unshare(item)
    assert ids(fake_graph) == ["inherited"]


async def test_a_grant_that_is_gone_already_is_done(
    libraries: SharePointLibraries, fake_graph: FakeGraph, item: FiledItem
) -> None:
    await libraries.share(item, ["head@school.example"])
    fake_graph.will("DELETE", "/permissions", error(404, "itemNotFound"), after=True)
    await libraries.unshare(item)
    assert not permissions(fake_graph)


async def test_a_link_that_others_keep_is_not_taken_from_them_but_said(
    libraries: SharePointLibraries, fake_graph: FakeGraph, item: FiledItem
) -> None:
    permissions(fake_graph).extend([link("both", "dso@trust.example", "head@school.example")])
    permissions(fake_graph).append(grant("direct", "dso@trust.example"))
    with pytest.raises(StillOpen):
        await libraries.unshare(item, ["dso@trust.example"])
    assert ids(fake_graph) == ["both"]
