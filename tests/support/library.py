"""Looking into SharePoint through the sandbox's Graph, as somebody or with the token for looking in."""

from dataclasses import dataclass
from typing import Any

import aiohttp

DRAFTS = "SIP Drafts"
REPORTS = "SIP Reports"


@dataclass(frozen=True)
class File:
    """A file that stands in a library; `path` is from the library's root."""

    drive: str
    id: str
    path: str
    size: int
    web_url: str


class Libraries:
    """`person_id` empty: the token that may read everything. What somebody may not see is None, or not listed."""

    def __init__(self, http: aiohttp.ClientSession, tenant: dict[str, Any]) -> None:
        self._http = http
        self._tenant = tenant

    async def ask(self, path: str, person_id: str = "") -> Any:
        """JSON or bytes from below /v1.0; None for 403 and 404."""
        token = self._tenant["tokens"][person_id] if person_id else self._tenant["token"]
        headers = {"Authorization": f"Bearer {token}"}
        async with self._http.get(f"{self._tenant['graph']}{path}", headers=headers) as reply:
            if reply.status in (403, 404):
                return None
            assert reply.status == 200, await reply.text()
            return await (reply.json() if reply.content_type == "application/json" else reply.read())

    async def files(self, library: str, person_id: str = "") -> dict[str, File]:
        """All files that are listed for somebody, by path."""
        drives = (await self.ask(f"/sites/{self._tenant['site']['id']}/drives"))["value"]
        drive = next(one["id"] for one in drives if one["name"] == library)
        return await self._below(drive, "root", "", person_id)

    async def _below(self, drive: str, item: str, path: str, person_id: str) -> dict[str, File]:
        found: dict[str, File] = {}
        children = await self.ask(f"/drives/{drive}/items/{item}/children", person_id)
        for child in (children or {"value": []})["value"]:
            here = f"{path}/{child['name']}".lstrip("/")
            if "folder" in child:
                found |= await self._below(drive, child["id"], here, person_id)
            else:
                found[here] = File(drive, child["id"], here, child["size"], child["webUrl"])
        return found

    async def content(self, file: File, person_id: str = "") -> bytes | None:
        """The bytes; None for somebody who may not have them."""
        return await self.ask(f"/drives/{file.drive}/items/{file.id}/content", person_id)

    async def send(self, method: str, path: str, person_id: str, data: bytes = b"") -> int:
        """Somebody changes something there, with their own token (nobody: an owner of the site); the status that they
        are answered with."""
        token = self._tenant["tokens"][person_id] if person_id else self._tenant["service_token"]
        kind = "application/json" if data.startswith(b"{") else "application/octet-stream"
        headers = {"Authorization": f"Bearer {token}", "Content-Type": kind}
        async with self._http.request(method, f"{self._tenant['graph']}{path}", data=data, headers=headers) as reply:
            return reply.status

    async def write(self, file: File, data: bytes, person_id: str) -> int:
        """Somebody saves other contents, as Word does."""
        return await self.send("PUT", f"/drives/{file.drive}/items/{file.id}/content", person_id, data)

    async def columns(self, file: File) -> dict[str, Any]:
        return await self.ask(f"/drives/{file.drive}/items/{file.id}/listItem/fields")

    async def versions(self, file: File) -> list[dict[str, Any]]:
        return (await self.ask(f"/drives/{file.drive}/items/{file.id}/versions"))["value"]

    async def may_read(self, file: File, *person_ids: str) -> list[bool]:
        """Whether each of them gets the bytes with their own token."""
        return [await self.content(file, person_id) is not None for person_id in person_ids]
