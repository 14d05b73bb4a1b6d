"""Who may read one file: named people only, with sign-in, told in Teams and not by e-mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph import requests
from graph.client import GraphClient
from graph.limits import Service
from handbook.core.external_errors import Conflict, Denied, FarEndError, Gone, Rejected

REFUSED_BY_POLICY = frozenset({"accessDenied", "notAllowed", "sharingDisabled", "sharingNotAllowed"})


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission on a file. `people` are those it names, each by all addresses known of them (SharePoint gives a
    sign-in name, an e-mail address, or both). `ours` when it is what `share` gives: direct, to people, to read."""

    id: str
    people: tuple[frozenset[str], ...]
    ours: bool

    def names(self, email: str) -> bool:
        return any(email in addresses for addresses in self.people)

    def leaves_with(self, emails: frozenset[str]) -> bool:
        """Whether all its people are among these."""
        return all(addresses & emails for addresses in self.people)


async def grants(client: GraphClient, drive_id: str, item_id: str) -> list[Grant]:
    pages = client.pages(requests.permissions(drive_id, item_id), service=Service.SHAREPOINT)
    return [_grant(permission) async for permission in pages]


async def share(client: GraphClient, drive_id: str, item_id: str, emails: Sequence[str]) -> None:
    """Invites those who cannot read yet. Raises Denied or Rejected when the far end refuses some of them, after all the
    others were invited; how many is said, not who."""
    wanted = _same_case(emails)
    if "" in wanted:
        raise Rejected("somebody to share with has no e-mail address")
    standing = await grants(client, drive_id, item_id)
    lacking = sorted(email for email in wanted if not any(grant.names(email) for grant in standing))
    if not lacking:
        return
    reply = await client.json(requests.invite(drive_id, item_id, lacking), service=Service.SHAREPOINT)
    codes = [str(entry["error"].get("code")) for entry in reply.get("value", []) if entry.get("error")]
    if codes:
        raise _refusal(codes, len(lacking))


async def unshare(client: GraphClient, drive_id: str, item_id: str, emails: Sequence[str] | None) -> None:
    """Deletes what `share` gave. Raises Conflict when SharePoint holds one of these people in one grant with others,
    after the separate ones were deleted: deleting it would shut those others out."""
    leaving = None if emails is None else _same_case(emails)
    shared_with_others = 0
    for grant in await grants(client, drive_id, item_id):
        if not grant.ours or (leaving is not None and not any(map(grant.names, leaving))):
            continue
        if leaving is None or grant.leaves_with(leaving):
            await _delete(client, drive_id, item_id, grant.id)
        else:
            shared_with_others += 1
    if shared_with_others:
        raise Conflict(f"{shared_with_others} grants hold people who leave together with people who stay")


async def _delete(client: GraphClient, drive_id: str, item_id: str, permission_id: str) -> None:
    try:
        await client.send(requests.delete_permission(drive_id, item_id, permission_id), service=Service.SHAREPOINT)
    except Gone:
        return  # done by an earlier try


def _refusal(codes: list[str], asked: int) -> FarEndError:
    said = ", ".join(sorted(set(codes)))
    kind = Denied if REFUSED_BY_POLICY.issuperset(codes) else Rejected
    return kind(f"{len(codes)} of {asked} invitations refused: {said}")


def _grant(permission: dict[str, Any]) -> Grant:
    people = tuple(addresses for known in _people(permission) if (addresses := _same_case(known)))
    direct = permission.get("inheritedFrom") is None
    return Grant(str(permission["id"]), people, bool(people) and direct and permission.get("roles") == ["read"])


def _people(permission: dict[str, Any]) -> Iterable[list[str]]:
    """The addresses of each person. SharePoint names people one by one or, in a link to named people, as a list; the
    older spelling has no V2; somebody from outside may be known by the invitation only."""
    one: dict[str, Any] = permission.get("grantedToV2") or permission.get("grantedTo") or {}
    several: list[dict[str, Any]] = (
        permission.get("grantedToIdentitiesV2") or permission.get("grantedToIdentities") or []
    )
    yield [*_addresses(one), *_addresses({"user": permission.get("invitation")})]
    for identities in several:
        yield [*_addresses(identities)]


def _addresses(identities: dict[str, Any]) -> Iterable[str]:
    for kind in ("user", "siteUser"):
        identity: dict[str, Any] = identities.get(kind) or {}
        login = str(identity.get("loginName") or "").rpartition("|")[2]  # i:0#.f|membership|name@school.example
        for address in (str(identity.get("email") or ""), login):
            if "@" in address:
                yield address


def _same_case(emails: Iterable[str]) -> frozenset[str]:
    return frozenset(email.strip().casefold() for email in emails)
