"""Which hosts the bot speaks to. An address that came from outside is checked here before a token or a byte is sent."""

from yarl import URL

_SERVICE_HOSTS = ("smba.trafficmanager.net", ".botframework.com")
_FILE_HOSTS = (".sharepoint.com", ".svc.ms")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Hosts:
    """The allow-list of a deployment. In local mode it is this machine and nothing else; otherwise Microsoft's public
    cloud over https, and never this machine."""

    def __init__(self, *, local: bool) -> None:
        self._local = local

    def may_serve(self, address: str) -> bool:
        """Whether this is a Bot Connector that messages (and our token) may go to."""
        return self._allowed(address, _SERVICE_HOSTS)

    def may_hold_files(self, address: str) -> bool:
        """Whether a file that a person sent may be downloaded from there."""
        return self._allowed(address, _FILE_HOSTS)

    def _allowed(self, address: str, names: tuple[str, ...]) -> bool:
        try:
            url = URL(address)
            host, port = (url.host or "").lower(), url.explicit_port
        except ValueError:
            return False
        if url.user is not None or url.password is not None:
            return False
        if self._local:
            return url.scheme in ("http", "https") and host in _LOOPBACK
        return url.scheme == "https" and port in (None, 443) and _named(host, names)


def _named(host: str, names: tuple[str, ...]) -> bool:
    """A name that begins with a dot stands for every host below it."""
    return any(host.endswith(name) if name.startswith(".") else host == name for name in names)
