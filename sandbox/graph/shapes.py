"""Records as Graph's JSON. Keys that are only sent when selected are listed beside each shape."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from sandbox.graph import mime_types
from sandbox.graph.sharing import Grant, Sharing
from sandbox.graph.tenant import Library, Tenant
from sandbox.graph.tree import Item, Tree
from sandbox.trust import SandboxPerson

MADE_AT = "2026-08-01T08:00:00Z"
SYSTEM = {"user": {"displayName": "System Account"}}
ON_SELECT = frozenset({"publication", "sharepointIds", "sharePointIds"})
"""What SharePoint sends only when it is asked for by name."""
BASE_PROPERTIES = (
    "createdBy", "createdDateTime", "description", "eTag", "id", "lastModifiedBy", "lastModifiedDateTime", "name",
    "parentReference", "webUrl",
)  # fmt: skip
ITEM_PROPERTIES = (
    *BASE_PROPERTIES, "@microsoft.graph.downloadUrl", "audio", "bundle", "cTag", "deleted", "file", "fileSystemInfo",
    "folder", "image", "location", "malware", "package", "photo", "publication", "remoteItem", "root", "searchResult",
    "shared", "sharepointIds", "size", "specialFolder", "video", "webDavUrl",
)  # fmt: skip
LIST_ITEM_PROPERTIES = (*BASE_PROPERTIES, "contentType", "deleted", "sharepointIds")
SITE_PROPERTIES = (*BASE_PROPERTIES, "displayName", "root", "siteCollection", "sharepointIds", "isPersonalSite")
LIST_PROPERTIES = (*BASE_PROPERTIES, "displayName", "list", "sharepointIds", "system")
DRIVE_PROPERTIES = (*BASE_PROPERTIES, "driveType", "owner", "quota", "sharePointIds", "system")
USER_DEFAULTS = (
    "businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone", "officeLocation",
    "preferredLanguage", "surname", "userPrincipalName", "id",
)  # fmt: skip
USER_ON_SELECT = (
    "accountEnabled", "department", "companyName", "employeeId", "proxyAddresses", "userType", "usageLocation",
)  # fmt: skip


class Shapes:
    def __init__(self, tenant: Tenant, tree: Tree, sharing: Sharing) -> None:
        self._tenant = tenant
        self._tree = tree
        self._sharing = sharing

    def site(self) -> dict[str, Any]:
        trust = self._tenant.trust
        return {
            "createdDateTime": MADE_AT,
            "description": "",
            "id": self._tenant.site_id,
            "lastModifiedDateTime": MADE_AT,
            "name": trust.site_path.rpartition("/")[2],
            "webUrl": self._tenant.site_url,
            "displayName": trust.site_name,
            "root": {},
            "siteCollection": {"hostname": trust.host},
            "sharepointIds": self._site_ids(),
        }

    def drive(self, library: Library) -> dict[str, Any]:
        root = self._tree.root(library.drive_id)
        return {
            "createdDateTime": root.created_at,
            "description": "",
            "id": library.drive_id,
            "lastModifiedDateTime": root.modified_at,
            "name": library.title,
            "webUrl": self.library_url(library),
            "driveType": "documentLibrary",
            "createdBy": SYSTEM,
            "lastModifiedBy": SYSTEM,
            "owner": {"user": {"displayName": "System Account"}},
            "quota": {"deleted": 0, "remaining": 2**44, "state": "normal", "total": 2**44, "used": 0},
            "sharePointIds": {**self._site_ids(), "listId": library.list_id},
        }

    def list(self, library: Library) -> dict[str, Any]:
        root = self._tree.root(library.drive_id)
        etag = f'"{library.list_id},1"'
        return {
            "@odata.etag": etag,
            "createdDateTime": root.created_at,
            "description": "",
            "eTag": etag,
            "id": library.list_id,
            "lastModifiedDateTime": root.modified_at,
            "name": library.url_name,
            "webUrl": self.library_url(library),
            "displayName": library.title,
            "createdBy": SYSTEM,
            "parentReference": {"siteId": self._tenant.site_id},
            "list": {"contentTypesEnabled": False, "hidden": False, "template": "documentLibrary"},
            "sharepointIds": {**self._site_ids(), "listId": library.list_id},
        }

    def item(self, item: Item, download_url: str | None = None) -> dict[str, Any]:
        """A driveItem."""
        shape: dict[str, Any] = {} if download_url is None else {"@microsoft.graph.downloadUrl": download_url}
        shape |= {
            "createdBy": item.created_by,
            "createdDateTime": item.created_at,
            "eTag": item.e_tag,
            "id": item.id,
            "lastModifiedBy": item.modified_by,
            "lastModifiedDateTime": item.modified_at,
            "name": item.name,
            "parentReference": self._parent(item),
            "webUrl": self.web_url(item),
            "cTag": item.c_tag,
            "fileSystemInfo": {"createdDateTime": item.created_at, "lastModifiedDateTime": item.modified_at},
            "size": item.size,
            "sharepointIds": self._ids(item),
        }
        return shape | self._facets(item)

    def list_item(self, item: Item) -> dict[str, Any]:
        folder_id = self._tree.lineage(item)[1].guid if item.parent else item.guid
        return {
            "@odata.etag": item.list_e_tag,
            "createdBy": item.created_by,
            "createdDateTime": item.created_at,
            "eTag": item.list_e_tag,
            "id": str(item.number),
            "lastModifiedBy": item.modified_by,
            "lastModifiedDateTime": item.modified_at,
            "parentReference": {"id": folder_id, "siteId": self._tenant.site_id},
            "webUrl": self.web_url(item),
            "contentType": {"id": "0x0120" if item.folder else "0x0101", "name": _content_type(item)},
            "sharepointIds": self._ids(item),
        }

    def fields(self, item: Item) -> dict[str, Any]:
        """A fieldValueSet: columns that were never set are not there at all."""
        return {
            "@odata.etag": item.list_e_tag,
            "id": str(item.number),
            "FileLeafRef": item.name,
            "ContentType": _content_type(item),
            "Created": item.created_at,
            "Modified": item.modified_at,
            "_UIVersionString": f"{item.version}.0",
            **item.fields,
        }

    def permission(self, grant: Grant) -> dict[str, Any]:
        shape: dict[str, Any] = {"id": grant.id, "roles": [grant.role]}
        if grant.link_type:
            shape |= {"link": self._link(grant), "grantedToIdentitiesV2": [], "hasPassword": False}
        else:
            shape |= self._granted_to(grant)
        if grant.expires_at:
            shape["expirationDateTime"] = grant.expires_at
        if grant.inherited:
            shape["inheritedFrom"] = self._inherited_from(grant.on)
        return shape

    def web_url(self, item: Item) -> str:
        library = self._library(item)
        path = self._tree.path(item)
        return self.library_url(library) + (f"/{quote(path)}" if path else "")

    def library_url(self, library: Library) -> str:
        return f"{self._tenant.site_url}/{quote(library.url_name)}"

    def _library(self, item: Item) -> Library:
        return next(library for library in self._tenant.libraries if library.drive_id == item.drive)

    def _facets(self, item: Item) -> dict[str, Any]:
        if item.folder:
            shape: dict[str, Any] = {"folder": {"childCount": len(self._tree.children(item))}}
            return shape if item.parent else shape | {"root": {}}
        digest = hashlib.sha1(f"{item.guid} {item.blob}".encode(), usedforsecurity=False).digest()
        # No hash of the bytes that a client sent: nobody must verify an upload by it.
        hashes = {"quickXorHash": base64.b64encode(digest).decode()}
        return {"file": {"hashes": hashes, "mimeType": mime_types.of(item.name)}}

    def _parent(self, item: Item) -> dict[str, Any]:
        shape = {"driveType": "documentLibrary", "driveId": item.drive}
        if item.parent is None:
            return shape
        folder = self._tree.lineage(item)[1]
        path = self._tree.path(folder)
        place = {
            "id": folder.id,
            "name": folder.name,
            "path": f"/drives/{item.drive}/root:" + (f"/{path}" if path else ""),
        }
        return {**shape, **place, "siteId": self._tenant.site_id}

    def _site_ids(self) -> dict[str, str]:
        _, collection, web = self._tenant.site_id.split(",")
        tenant_id = self._tenant.trust.tenant_id
        return {"siteId": collection, "siteUrl": self._tenant.site_url, "tenantId": tenant_id, "webId": web}

    def _ids(self, item: Item) -> dict[str, str]:
        mine = {"listItemId": str(item.number), "listItemUniqueId": item.guid}
        return {"listId": self._library(item).list_id, **mine, **self._site_ids()}

    def _link(self, grant: Grant) -> dict[str, Any]:
        kind = "f" if grant.on.folder else "w"
        url = (
            f"https://{self._tenant.trust.host}/:{kind}:/s/{self._tenant.trust.site_path.rpartition('/')[2]}/{grant.id}"
        )
        return {"type": grant.link_type, "scope": grant.link_scope, "webUrl": url, "preventsDownload": False}

    def _granted_to(self, grant: Grant) -> dict[str, Any]:
        if grant.site_group:
            return {
                "grantedToV2": {
                    "siteGroup": {"displayName": grant.site_group, "id": "3", "loginName": grant.site_group}
                }
            }
        person = self._tenant.person(grant.person or "")
        if person is None:  # who left the trust keeps a permission without a name
            return {"grantedToV2": {"user": {"id": grant.person}}}
        who = {"displayName": person.name, "email": person.mail, "id": person.id}
        login = f"i:0#.f|membership|{person.upn}"
        site_user = {"displayName": person.name, "id": "7", "loginName": login}
        return {"grantedTo": {"user": who}, "grantedToV2": {"user": who, "siteUser": site_user}}

    def _inherited_from(self, on: Item) -> dict[str, Any]:
        """From a folder with its address, as documented; from the library itself empty, as SharePoint is seen to do."""
        if on.parent is None:
            return {}
        path = f"/drives/{on.drive}/root:/{self._tree.path(on)}"
        return {"driveId": on.drive, "id": on.id, "path": path}


def user(person: SandboxPerson, enabled: bool, basic: bool) -> dict[str, Any]:
    """Every property that can be asked for, null where it is not set, or where the caller may see `basic` ones only;
    `USER_DEFAULTS` come unasked."""
    shape: dict[str, Any] = dict.fromkeys((*USER_DEFAULTS, *USER_ON_SELECT))
    shape |= {
        "businessPhones": [],
        "displayName": person.name,
        "givenName": person.given_name,
        "mail": person.mail,
        "surname": person.surname,
        "userPrincipalName": person.upn,
        "id": person.id,
    }
    if basic:
        return shape
    addresses = [f"SMTP:{person.mail}", *(f"smtp:{alias}" for alias in person.aliases)]
    seen = {"accountEnabled": enabled, "jobTitle": person.job_title or None, "userType": "Member"}
    return shape | seen | {"proxyAddresses": addresses}


def version(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{row['number']}.0",
        "lastModifiedBy": row["modified_by"],
        "lastModifiedDateTime": row["modified_at"],
        "size": row["size"],
    }


def _content_type(item: Item) -> str:
    return "Folder" if item.folder else "Document"
