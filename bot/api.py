"""The Bot API, as little of it as we need: one POST a call, and every way it can fail by name.

Not python-telegram-bot's own transport: when an answer is cut in half it writes the whole answer, people's
words included, into the log, and it tells a refused token and an unknown method apart by neither.
"""

from __future__ import annotations

import json
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError, ClientSession, ClientTimeout

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from aiohttp import ClientResponse

    from forms.settings import Settings

CALL_SECONDS = 5.0
"""How long a call may take: a server that hangs is noticed soon enough to heal within ten seconds."""
FILE_SECONDS = 60.0
"""How long a file of 10 MB may take, as long as something of it keeps coming."""
CHUNK = 64 * 1024
MAX_ANSWER = 4_096
"""Bytes of an answer that says why there is no file."""
_PATH = re.compile(r"[A-Za-z0-9_.\-]+(/[A-Za-z0-9_.\-]+)*", re.ASCII)
"""Where Telegram says a file lies: nothing in it that leads anywhere else."""


class ApiError(Exception):
    """A call that did not succeed. The text carries neither the token nor any words."""


class UnreachableError(ApiError):
    """No answer, or none that can be read: trying again helps."""


class TooFastError(ApiError):
    """We are to wait: 429."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:g} s")
        self.seconds = seconds


class NotAcceptedError(ApiError):
    """This request will never be accepted: 400. `unchanged`: the message already looks like that."""

    def __init__(self, status: int, *, unchanged: bool, too_large: bool = False) -> None:
        super().__init__(f"refused with {status}")
        self.unchanged = unchanged
        self.too_large = too_large


class TooLargeError(ApiError):
    """There is more of the file than we take."""


class BlockedError(ApiError):
    """The person has stopped the bot, or is gone: 403."""


class TokenError(ApiError):
    """Telegram does not know the token: 401, or 404 for one that cannot be a token."""


class ConflictError(ApiError):
    """Somebody else asks for the updates of this bot, or a webhook is set: 409."""


@dataclass(frozen=True, slots=True)
class BotApi:
    """Calls methods of one bot. The address holds the token: it is never shown."""

    _session: ClientSession = field(repr=False)
    _address: str = field(repr=False)
    _files: str = field(default="", repr=False)

    async def call(self, method: str, parameters: Mapping[str, Any], seconds: float = CALL_SECONDS) -> Any:  # noqa: ANN401 - JSON
        """Call a method and return its `result`. Raises ApiError."""
        try:
            async with self._session.post(
                f"{self._address}/{method}",
                json=parameters,
                timeout=ClientTimeout(total=seconds),
                allow_redirects=False,
            ) as response:
                return read_answer(response.status, await response.read())
        except (ClientError, OSError, TimeoutError) as fault:
            raise UnreachableError(type(fault).__name__) from None  # its text may quote the address

    async def download(self, file_id: str, most: int) -> bytes:
        """Return a file that somebody sent, of `most` bytes at most. Raises ApiError."""
        found = await self.call("getFile", {"file_id": file_id})
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str) or not _PATH.fullmatch(path) or ".." in path:
            raise UnreachableError("no path that could be asked for")
        try:
            async with self._session.get(
                f"{self._files}/{path}",
                timeout=ClientTimeout(total=FILE_SECONDS, sock_read=CALL_SECONDS),
                allow_redirects=False,
            ) as response:
                return await _read_file(response, most)
        except (ClientError, OSError, TimeoutError) as fault:
            raise UnreachableError(type(fault).__name__) from None  # likewise


@asynccontextmanager
async def open_api(settings: Settings) -> AsyncIterator[BotApi]:
    """Open the bot that the settings name."""
    async with ClientSession(trust_env=True) as session:
        url, token = settings.telegram_api_url.rstrip("/"), settings.telegram_token
        yield BotApi(session, f"{url}/bot{token}", f"{url}/file/bot{token}")


async def _read_file(response: ClientResponse, most: int) -> bytes:
    """Read the file that an answer is; a path that has grown old is asked for anew. Raises ApiError."""
    if response.status == HTTPStatus.NOT_FOUND:
        raise UnreachableError("the path has grown old")
    if response.status != HTTPStatus.OK:
        return bytes(read_answer(response.status, await response.content.read(MAX_ANSWER)))
    content = bytearray()
    async for part in response.content.iter_chunked(CHUNK):
        content += part
        if len(content) > most:
            raise TooLargeError("there is more than we take")
    return bytes(content)


def read_answer(status: int, body: bytes) -> Any:  # noqa: ANN401 - JSON
    """Return the result of an answer. Raises ApiError."""
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    fields = answer if isinstance(answer, dict) else {}
    if status == HTTPStatus.OK and fields.get("ok") is True and "result" in fields:
        return fields["result"]
    raise _name_fault(status, fields)


def _name_fault(status: int, fields: dict[str, Any]) -> ApiError:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return TooFastError(_read_wait(fields))
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
        return TokenError(f"refused with {status}")
    if status == HTTPStatus.FORBIDDEN:
        return BlockedError(f"refused with {status}")
    if status == HTTPStatus.CONFLICT:
        return ConflictError(f"refused with {status}")
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        said = str(fields.get("description"))
        return NotAcceptedError(status, unchanged="not modified" in said, too_large="file is too big" in said)
    return UnreachableError(f"answered with {status}")


def _read_wait(fields: dict[str, Any]) -> float:
    parameters = fields.get("parameters")
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(wait) if isinstance(wait, int | float) and wait > 0 else 1.0
