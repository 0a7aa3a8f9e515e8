"""How the pages are served: what a connection may take, so that slow or many clients starve nobody."""

from __future__ import annotations

import logging
import resource
import socket
from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from forms.web.headers import put_safe_headers

if TYPE_CHECKING:
    import asyncio

LOG = logging.getLogger(__name__)

HEADER_SECONDS = 15.0
"""For a request's headers to arrive, counted from the connection or from the answer before; the same clock
closes an idle connection. aiohttp's own is an hour."""
LINGER_SECONDS = 2.0
"""For the rest of a body that nobody reads."""
MAX_CONNECTIONS = 2_000
"""A thousand half-open clients, and room for everybody else; each takes some 10 KB."""
MIN_CONNECTIONS = 16
SPARE_DESCRIPTORS = 48
"""Two for each of nine connections to the database, a dozen for the process, the rest for the bot and for
connections that are accepted before others are closed for them."""
ACCEPTED_AT_ONCE = 4
"""asyncio accepts so many in one go, and only then counts them: few enough to stay within the spare ones.
When there is none left it writes an error for each of them, and tries again after a second."""
MAX_QUEUE = 1_024
"""Connections that the system holds for us until they are accepted."""
CLOSING_SECONDS = 5.0
"""For answers under way when told to stop."""


def make_runner(app: web.Application) -> web.AppRunner:
    """Make the runner of the pages. No access log of aiohttp's: it would write down codes."""
    return GuardedRunner(
        app,
        access_log=None,
        logger=LOG,
        keepalive_timeout=HEADER_SECONDS,
        lingering_time=LINGER_SECONDS,
        auto_decompress=False,
        handle_signals=False,
        shutdown_timeout=CLOSING_SECONDS,
    )


async def start_site(runner: web.AppRunner, host: str, port: int) -> web.SockSite:
    """Listen. Port 0 takes a free one: `runner.addresses` says which. Raises OSError."""
    await runner.setup()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family)
    site = web.SockSite(runner, listening, backlog=ACCEPTED_AT_ONCE)
    await site.start()
    listening.listen(MAX_QUEUE)  # asyncio has one number for both
    return site


def count_connections_allowed() -> int:
    """Return how many connections fit: no more than the descriptors this process may open."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return MAX_CONNECTIONS
    return max(MIN_CONNECTIONS, min(MAX_CONNECTIONS, soft - SPARE_DESCRIPTORS))


class UnreadableResponse(web.Response):
    """The answer to what never became a request: no page of ours, but all of our headers."""

    def __init__(self, status: int) -> None:
        super().__init__(status=status, text="This request could not be read.\n")
        self.force_close()

    async def _prepare_headers(self) -> None:
        await super()._prepare_headers()  # which names the server
        put_safe_headers(self.headers)


class GuardedHandler(RequestHandler):
    """One connection. What cannot be parsed gets our headers, and leaves nothing of itself in the log."""

    __slots__ = ()

    def is_idle(self) -> bool:
        """Tell whether it is between requests, or still sending the first headers."""
        return self._current_request is None and not self._request_in_progress

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002 - aiohttp's text quotes what was sent
    ) -> web.StreamResponse:
        """Answer what never became a request, or an exception that no page of ours caught."""
        LOG.warning("refused a request: %s, %s", status, type(exc).__name__)
        if request.writer.output_size > 0:
            raise ConnectionError("an answer is already on its way")
        return UnreadableResponse(status)

    def log_exception(self, *args: Any, **kw: Any) -> None:  # noqa: ANN401, ARG002 - aiohttp's own signature
        """Note that something failed: its text may hold what a person sent."""
        LOG.error("a connection failed: %s", type(kw.get("exc_info")).__name__)

    def log_debug(self, *args: Any, **kw: Any) -> None:  # noqa: ANN401 - aiohttp's own signature
        """Say nothing: for the same reason."""


class GuardedServer(web.Server):
    """All connections. When there are too many, the one idle longest makes room."""

    def __init__(self, handler: Any, **limits: Any) -> None:  # noqa: ANN401 - handed on to aiohttp
        super().__init__(handler, **limits)
        self._most = count_connections_allowed()

    def __call__(self) -> RequestHandler:
        """Make the handler of a new connection."""
        return GuardedHandler(self, loop=self._loop, **self._kwargs)

    def connection_made(self, handler: RequestHandler, transport: asyncio.Transport) -> None:
        """Take a connection in."""
        super().connection_made(handler, transport)
        if len(self._connections) > self._most:
            self._make_room(handler)

    def _make_room(self, newest: RequestHandler) -> None:
        idle = (known for known in self._connections if isinstance(known, GuardedHandler) and known.is_idle())
        oldest = next(idle, newest)
        self._connections.pop(oldest, None)
        self._loop.call_soon(oldest.force_close)  # not before aiohttp has begun with it


class GuardedRunner(web.AppRunner):
    """aiohttp's runner with our server in place of its own."""

    async def _make_server(self) -> web.Server:
        stock = await super()._make_server()
        return GuardedServer(stock.request_handler, request_factory=stock.request_factory, **self._kwargs)
