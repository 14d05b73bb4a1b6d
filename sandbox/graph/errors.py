"""How Graph says no: a status, a code and a body in its one shape."""

from aiohttp import web

from sandbox.error_bodies import graph_body


class GraphError(Exception):
    """An answer other than yes. `code` is what clients branch on; `inner` is the finer code some services add."""

    def __init__(
        self, status: int, code: str, message: str, *, inner: str | None = None, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.inner = inner
        self.headers = headers or {}


def answer(error: GraphError, request: web.Request) -> web.Response:
    body = graph_body(error.code, error.message, request, error.inner)
    return web.json_response(body, status=error.status, headers=error.headers)


def bad_request(message: str, code: str = "invalidRequest") -> GraphError:
    return GraphError(400, code, message)


def access_denied() -> GraphError:
    return GraphError(403, "accessDenied", "Access denied")


def insufficient_privileges() -> GraphError:
    message = "Insufficient privileges to complete the operation."
    return GraphError(403, "Authorization_RequestDenied", message)


def outlook_denied() -> GraphError:
    return GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")


def item_not_found() -> GraphError:
    return GraphError(404, "itemNotFound", "The resource could not be found.")


def name_taken() -> GraphError:
    return GraphError(409, "nameAlreadyExists", "An item with the same name already exists under the parent")


def changed_meanwhile() -> GraphError:
    return GraphError(412, "resourceModified", "ETag does not match current item's value")


def unauthorised(message: str) -> GraphError:
    challenge = (
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", '
        'client_id="00000003-0000-0000-c000-000000000000"'
    )
    return GraphError(401, "InvalidAuthenticationToken", message, headers={"WWW-Authenticate": challenge})
