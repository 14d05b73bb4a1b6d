"""Every request we make of directory and libraries, built by the SDK's builders. Bodies are plain JSON: one entity
model of the SDK would import 2,000 modules. `EVERY_KIND` is all of them once, for warming."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from graph.graph_request import GraphRequest, asked, query

if TYPE_CHECKING:
    from kiota_abstractions.request_information import RequestInformation
    from msgraph.generated.drives.item.items.item.drive_item_item_request_builder import DriveItemItemRequestBuilder
    from msgraph.graph_service_client import GraphServiceClient

Behaviour = Literal["fail", "replace"]  # where the name is taken

_ACCOUNT = "id,displayName,mail,userPrincipalName,accountEnabled"
ITEM = "?$select=id,name,webUrl,size,file,folder,sharepointIds,createdBy,lastModifiedBy,eTag,cTag,publication"


def site(address: str) -> GraphRequest:
    """`address` is `host:/sites/SIP` or a site id."""
    return lambda sdk: asked("GET", sdk.sites.by_site_id(address), "?$select=id,webUrl")


def drives(site_id: str) -> GraphRequest:
    return lambda sdk: asked("GET", sdk.sites.by_site_id(site_id).drives, "?$select=id,name,webUrl")


def list_of(drive_id: str) -> GraphRequest:
    """The list behind a library."""
    return lambda sdk: asked("GET", sdk.drives.by_drive_id(drive_id).list_, "?$select=id")


def library_columns(site_id: str, list_id: str) -> GraphRequest:
    """How a library's columns are made, not what they say of a file: for `sipdesk doctor`."""

    def ask(sdk: "GraphServiceClient") -> "RequestInformation":
        return asked("GET", sdk.sites.by_site_id(site_id).lists.by_list_id(list_id).columns)

    return ask


def item(drive_id: str, address: str) -> GraphRequest:
    """`address` is an item's id, or one of `at` and `inside`."""
    return lambda sdk: asked("GET", _item(sdk, drive_id, address), ITEM)


def make_folder(drive_id: str, parent: str, name: str) -> GraphRequest:
    body: dict[str, Any] = {"name": name, "folder": {}, "@microsoft.graph.conflictBehavior": "fail"}
    return lambda sdk: asked("POST", _item(sdk, drive_id, parent).children, body=body)


def put_content(drive_id: str, address: str, data: bytes, behaviour: Behaviour) -> GraphRequest:
    query = f"?@microsoft.graph.conflictBehavior={behaviour}"
    return lambda sdk: asked("PUT", _item(sdk, drive_id, address).content, query, content=data)


def upload_session(drive_id: str, address: str, behaviour: Behaviour) -> GraphRequest:
    body = {"item": {"@microsoft.graph.conflictBehavior": behaviour}}
    return lambda sdk: asked("POST", _item(sdk, drive_id, address).create_upload_session, body=body)


def pdf(drive_id: str, item_id: str) -> GraphRequest:
    return lambda sdk: asked("GET", _item(sdk, drive_id, item_id).content, "?$format=pdf")


def content(drive_id: str, item_id: str) -> GraphRequest:
    return lambda sdk: asked("GET", _item(sdk, drive_id, item_id).content)


def versions(drive_id: str, item_id: str) -> GraphRequest:
    return lambda sdk: asked("GET", _item(sdk, drive_id, item_id).versions)


def columns(site_id: str, list_id: str, list_item_id: str) -> GraphRequest:
    def ask(sdk: "GraphServiceClient") -> "RequestInformation":
        entry = sdk.sites.by_site_id(site_id).lists.by_list_id(list_id).items.by_list_item_id(list_item_id)
        return asked("GET", entry, "?$expand=fields")

    return ask


def columns_of_all(site_id: str, list_id: str) -> GraphRequest:
    """Every file of a library with its columns, page by page: for `sipdesk subject-access`."""

    def ask(sdk: "GraphServiceClient") -> "RequestInformation":
        return asked("GET", sdk.sites.by_site_id(site_id).lists.by_list_id(list_id).items, "?$expand=fields")

    return ask


def set_columns(drive_id: str, item_id: str, columns: Mapping[str, str]) -> GraphRequest:
    """Answers with all that the columns say now. By the file itself, since the answer to an upload does not say where
    it stands in its list."""
    return lambda sdk: asked("PATCH", _item(sdk, drive_id, item_id).list_item, body=dict(columns), below="/fields")


def delete(drive_id: str, item_id: str) -> GraphRequest:
    return lambda sdk: asked("DELETE", _item(sdk, drive_id, item_id))


def permissions(drive_id: str, item_id: str) -> GraphRequest:
    return lambda sdk: asked("GET", _item(sdk, drive_id, item_id).permissions)


def invite(drive_id: str, item_id: str, emails: list[str], role: Literal["read", "write"] = "read") -> GraphRequest:
    body = {
        "recipients": [{"email": email} for email in emails],
        "roles": [role],
        "requireSignIn": True,
        "sendInvitation": False,
    }
    return lambda sdk: asked("POST", _item(sdk, drive_id, item_id).invite, body=body)


def delete_permission(drive_id: str, item_id: str, permission_id: str) -> GraphRequest:
    return lambda sdk: asked("DELETE", _item(sdk, drive_id, item_id).permissions.by_permission_id(permission_id))


def user(person_id: str) -> GraphRequest:
    return lambda sdk: asked("GET", sdk.users.by_user_id(person_id), f"?$select={_ACCOUNT}")


def users_known_as(address: str) -> GraphRequest:
    """Whose address or sign-in name this is, or one of whose other addresses."""
    said = address.replace("'", "''")
    known = f"mail eq '{said}' or userPrincipalName eq '{said}' or proxyAddresses/any(a:a eq 'smtp:{said}')"
    return lambda sdk: asked("GET", sdk.users, query(select=_ACCOUNT, filter=known))


def users_named(name: str) -> GraphRequest:
    """Whose name this is, as the directory shows it. There may be several."""
    said = name.replace("'", "''")
    return lambda sdk: asked("GET", sdk.users, query(select=_ACCOUNT, filter=f"displayName eq '{said}'"))


def install_app(person_id: str, app_id: str) -> GraphRequest:
    """`app_id` is the app's id in the trust's own catalogue of Teams, not that of the registration."""
    body = {"teamsApp@odata.bind": f"https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/{app_id}"}
    return lambda sdk: asked("POST", sdk.users.by_user_id(person_id).teamwork.installed_apps, body=body)


def installed_app(person_id: str, app_id: str) -> GraphRequest:
    """Whether somebody has the app: one or none."""
    own = query(expand="teamsApp", filter=f"teamsApp/id eq '{app_id}'")
    return lambda sdk: asked("GET", sdk.users.by_user_id(person_id).teamwork.installed_apps, own)


def page(link: str, prefer: str = "") -> GraphRequest:
    """The next page of a collection, by the link that Graph gave."""
    return lambda sdk: asked("GET", sdk.sites.with_url(link), prefer=prefer)


def at(path: str) -> str:
    """An item's address by its path in the library."""
    return f"root:/{path}:"


def inside(folder_id: str, name: str) -> str:
    """An item's address by its folder and name."""
    return f"{folder_id}:/{name}:"


def _item(sdk: "GraphServiceClient", drive_id: str, address: str) -> "DriveItemItemRequestBuilder":
    return sdk.drives.by_drive_id(drive_id).items.by_drive_item_id(address)


EVERY_KIND: tuple[GraphRequest, ...] = (
    site("x"),
    drives("x"),
    list_of("x"),
    library_columns("x", "x"),
    item("x", "x"),
    make_folder("x", "x", "x"),
    put_content("x", "x", b"", "fail"),
    upload_session("x", "x", "fail"),
    pdf("x", "x"),
    content("x", "x"),
    versions("x", "x"),
    columns("x", "x", "x"),
    columns_of_all("x", "x"),
    set_columns("x", "x", {}),
    delete("x", "x"),
    permissions("x", "x"),
    invite("x", "x", []),
    delete_permission("x", "x", "x"),
    user("x"),
    users_known_as("x"),
    users_named("x"),
    install_app("x", "x"),
    installed_app("x", "x"),
    page("https://graph.microsoft.com/v1.0/x"),
)
