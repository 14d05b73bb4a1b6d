"""Who may read one file: named people only, with sign-in, told in Teams and not by e-mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from graph import requests
from graph.client import GraphClient
from graph.limits import GraphService
from handbook.core.external_errors import AddressUnknown, ExternalError, NotFound, Rejected, SharingRefused, StillOpen

_NOBODY: dict[str, Any] = {}
REFUSED_BY_POLICY = frozenset({"accessDenied", "notAllowed", "sharingDisabled", "sharingNotAllowed"})


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission on a file. `people` are those it names, each by all addresses known of them (SharePoint gives a
    sign-in name, an e-mail address, or both). `ours` when it is what `share` gives: direct, to people, to read or to
    write."""

    id: str
    people: tuple[frozenset[str], ...]
    ours: bool
    writes: bool = False

    def names(self, email: str) -> bool:
        return any(email in addresses for addresses in self.people)

    def leaves_with(self, emails: frozenset[str]) -> bool:
        """Whether all its people are among these."""
        return all(addresses & emails for addresses in self.people)


async def grants(client: GraphClient, drive_id: str, item_id: str) -> list[Grant]:
    pages = client.pages(requests.permissions(drive_id, item_id), service=GraphService.SHAREPOINT)
    return [_grant(permission) async for permission in pages]


async def share(
    client: GraphClient,
    drive_id: str,
    item_id: str,
    emails: Sequence[str],
    *,
    first: bool = False,
    to_write: bool = False,
) -> dict[str, ExternalError]:
    """Invites those who cannot read (or write) yet; returns whom Microsoft did not let in, with why (which names
    nobody). `first` where nobody was let in to this file before: then it is not asked who was."""
    standing = [] if first else await grants(client, drive_id, item_id)
    enough = [grant for grant in standing if grant.writes or not to_write]
    lacking = {email.strip().casefold(): email for email in emails}
    lacking = {known: email for known, email in lacking.items() if not any(grant.names(known) for grant in enough)}
    role = "write" if to_write else "read"
    refused = await _invite(client, drive_id, item_id, sorted(lacking), role) if lacking else {}
    return {lacking[known]: error for known, error in refused.items()}


async def _invite(
    client: GraphClient, drive_id: str, item_id: str, emails: list[str], role: Literal["read", "write"]
) -> dict[str, ExternalError]:
    """SharePoint answers for each of them; or, because of one, with a no to all: then each is asked for alone."""
    try:
        reply = await client.json(requests.invite(drive_id, item_id, emails, role), service=GraphService.SHAREPOINT)
    except Rejected as rejected:
        if len(emails) == 1:
            return {emails[0]: AddressUnknown(str(rejected))}
        alone = [await _invite(client, drive_id, item_id, [email], role) for email in emails]
        return {email: error for one in alone for email, error in one.items()}
    said = [entry for entry in reply.get("value", []) if entry.get("error")]
    if not said:
        return {}
    codes = {str((entry.get("invitation") or _NOBODY).get("email")).casefold(): _code(entry) for entry in said}
    standing = await grants(client, drive_id, item_id)  # nothing says that its answers come in our order
    outside = [email for email in emails if not any(grant.names(email) for grant in standing)]
    return {email: _refusal(codes.get(email, _code(said[0]))) for email in outside}


async def unshare(
    client: GraphClient, drive_id: str, item_id: str, emails: Sequence[str] | None, *, to_write: bool = False
) -> None:
    """Deletes what `share` gave to read; `to_write`: to write as well. Raises StillOpen when one of these people can
    read it all the same, after all that could be deleted was: by what they inherit or were given otherwise, or by a
    grant with others, whom deleting it would shut out."""
    leaving = None if emails is None else _same_case(emails)
    left = 0
    for grant in await grants(client, drive_id, item_id):
        if leaving is not None and not any(map(grant.names, leaving)):
            continue
        if grant.ours and (to_write or not grant.writes) and (leaving is None or grant.leaves_with(leaving)):
            await _delete(client, drive_id, item_id, grant.id)
        elif leaving is not None:
            left += 1
    if left:
        raise StillOpen(f"{left} grants that are not ours to delete let them in")


async def _delete(client: GraphClient, drive_id: str, item_id: str, permission_id: str) -> None:
    try:
        await client.send(requests.delete_permission(drive_id, item_id, permission_id), service=GraphService.SHAREPOINT)
    except NotFound:
        return  # done by an earlier try


def _code(answer: dict[str, Any]) -> str:
    return str(answer["error"].get("code"))


def _refusal(code: str) -> ExternalError:
    kind = SharingRefused if code in REFUSED_BY_POLICY else AddressUnknown
    return kind(f"invitation refused: {code}")


def _grant(permission: dict[str, Any]) -> Grant:
    people = tuple(addresses for known in _people(permission) if (addresses := _same_case(known)))
    direct = permission.get("inheritedFrom") is None
    roles: list[str] = permission.get("roles") or []
    ours = bool(people) and direct and roles in (["read"], ["write"])
    return Grant(str(permission["id"]), people, ours, writes="write" in roles or "owner" in roles)


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
