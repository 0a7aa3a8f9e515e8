"""How one setting is read. A fault becomes a sentence; all of them are raised together."""

from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from forms.hours import describe_hours

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Network: TypeAlias = IPv4Network | IPv6Network

MAX_PORT = 65535
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_TELEPHONE = re.compile(r"\+?[0-9](?:[0-9 ()-]*[0-9])")
_BANDS = re.compile(r"\s+".join([r"(\d{1,2})-(\d{1,2})"] * 3), re.ASCII)
_TARGET = re.compile(r"([a-z_]+)\s*=\s*([0-9]{1,3}(?:\.[0-9])?)")
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NOTIFY_KEY = re.compile(rf".+-{_UUID.pattern}-{_UUID.pattern}")

_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
"""Telegram takes 256 characters at most; 32 of chance are 192 bits."""


class SettingsError(Exception):
    """One or more settings are missing or wrong; the message has a line for each."""


class SettingsReader:
    """Reads settings by name and collects what is wrong. A value is never quoted: it may be a secret."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._faults: list[str] = []

    def raise_faults(self) -> None:
        """Raise SettingsError if anything was wrong."""
        if self._faults:
            raise SettingsError("\n".join(self._faults))

    def text(self, name: str, default: str) -> str:
        """Read any text. Set to nothing counts as unset."""
        return self._environment.get(name, "").strip() or default

    def number(self, name: str, default: int, smallest: int) -> int:
        """Read a whole number."""
        written = self.text(name, str(default))
        if not is_whole(written, smallest):
            self._blame(name, f"must be a whole number, {smallest} or more")
            return default
        return int(written)

    def yes(self, name: str) -> bool:
        """Read yes or no. Unset is no."""
        written = self.text(name, "no").casefold()
        if written not in {"yes", "no"}:
            self._blame(name, "must be yes or no")
        return written == "yes"

    def address(self, name: str, default: str) -> tuple[str, int]:
        """Read HOST:PORT."""
        host, _, port = self.text(name, default).rpartition(":")
        if not host or not is_whole(port, 1) or int(port) > MAX_PORT:
            self._blame(name, "must be HOST:PORT, like 127.0.0.1:8080")
            host, _, port = default.rpartition(":")
        return host.strip("[]"), int(port)

    def database_url(self, name: str, default: str) -> str:
        """Read the URL of one of the two databases."""
        written = self.text(name, default)
        try:
            url = make_url(written)
        except (ArgumentError, ValueError):
            url = None
        if (
            url is None
            or url.drivername not in {"sqlite+aiosqlite", "postgresql+asyncpg"}
            or not url.database
        ):
            self._blame(
                name, "must begin with postgresql+asyncpg:// or sqlite+aiosqlite:/// and name a database"
            )
            return default
        return written

    def public_url(self, name: str, default: str) -> str:
        """Read the address that people open: https, unless it is this machine itself."""
        address = self.web_address(name, default)
        parts = urlsplit(address)
        if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            self._blame(name, "must begin with https://, so that nobody on the way can read what people say")
        return address

    def web_address(self, name: str, default: str) -> str:
        """Read an http(s) address, without the last slash."""
        address = self.text(name, default).rstrip("/")
        if not is_address(address, {"http", "https"}):
            self._blame(name, "must be a web address, like https://say.example.gov.uk")
            return default
        return address

    def safe_address(self, name: str, default: str) -> str:
        """Read the https address of a page elsewhere, as it is written."""
        address = self.text(name, default)
        if not is_address(address, {"https"}):
            self._blame(name, "must be an https address, like https://www.bbc.co.uk/weather")
            return default
        return address

    def codes(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        """Read codes out of those that are known, parted by spaces or commas."""
        written = tuple(self.text(name, "").replace(",", " ").split())
        if not set(written) <= set(known):
            self._blame(name, f"must be codes of languages, parted by spaces, out of: {' '.join(known)}")
            return ()
        return written

    def email(self, name: str) -> str:
        """Read an e-mail address."""
        return self._matching(name, _EMAIL, "must be one e-mail address, like duty@example.gov.uk")

    def telephone(self, name: str) -> str:
        """Read a telephone number, as it is shown to people."""
        return self._matching(name, _TELEPHONE, "must be a telephone number, like 01632 960001")

    def token(self, name: str) -> str:
        """Read a Telegram bot's token."""
        return self._matching(name, _TOKEN, "must be the token that BotFather gave, like 123456:ABC-def")

    def uuid(self, name: str) -> str:
        """Read a number as GOV.UK Notify gives its templates."""
        return self._matching(name, _UUID, "must be a template's ID, as GOV.UK Notify shows it")

    def notify_key(self, name: str) -> str:
        """Read a key of GOV.UK Notify."""
        return self._matching(name, _NOTIFY_KEY, "must be a whole API key, as GOV.UK Notify gave it")

    def networks(self, name: str) -> tuple[Network, ...]:
        """Read addresses and networks, parted by commas or spaces."""
        try:
            return tuple(ip_network(written) for written in self.text(name, "").replace(",", " ").split())
        except ValueError:
            self._blame(name, "must be addresses or networks of proxies, like 10.1.2.3 or 10.1.2.0/24")
            return ()

    def webhook_secret(self, name: str) -> str:
        """Read the secret that Telegram shows us with every update."""
        sentence = "must be 32 to 256 random characters of A-Z a-z 0-9 _ -, as `openssl rand -hex 32` prints"
        written = self._matching(name, _WEBHOOK_SECRET, sentence)
        return written if _WEBHOOK_SECRET.fullmatch(written) else ""

    def hours(self, name: str) -> str:
        """Read working hours; they stay as they are written."""
        written = self.text(name, "")
        try:
            return written and describe_hours(written) and written
        except ValueError:
            self._blame(name, "must be days and hours, like Mon-Fri 09:00-17:00")
            return ""

    def line(self, name: str, default: str, longest: int) -> str:
        """Read a short text that stands on one line for people."""
        written = self.text(name, default)
        if len(written) > longest or not written.isprintable():
            self._blame(name, f"must be one line of at most {longest} letters")
            return default
        return written

    def age_bands(self, name: str, default: str) -> tuple[range, range, range]:
        """Read three bands of ages in full years, each beginning where the one before ends."""
        bands = read_bands(self.text(name, default))
        if bands is None:
            self._blame(name, f"must be three bands of ages, one after the other, like {default}")
        return bands or (range(0), range(0), range(0))

    def targets(self, name: str) -> tuple[tuple[str, float], ...]:
        """Read percentages by name: `participation=90,reviews_in_time=95`, each name once."""
        written = [each.strip() for each in self.text(name, "").split(",") if each.strip()]
        found = [_TARGET.fullmatch(each) for each in written]
        targets = [(match[1], float(match[2])) for match in found if match]
        is_good = len(dict(targets)) == len(written) and all(percent <= 100 for _, percent in targets)  # noqa: PLR2004 - all of them
        if not is_good:
            self._blame(name, "must be measures and percentages, like participation=90,reviews_in_time=95")
        return tuple(targets) if is_good else ()

    def smtp_url(self, name: str) -> str:
        """Read smtp(s)://USER:PASSWORD@HOST:PORT."""
        written = self.text(name, "")
        if written and not is_address(written, {"smtp", "smtps"}):
            self._blame(name, "must be a mail server, like smtps://user:password@mail.example.gov.uk:465")
        return written

    def _matching(self, name: str, pattern: re.Pattern[str], sentence: str) -> str:
        written = self.text(name, "")
        if written and not pattern.fullmatch(written):
            self._blame(name, sentence)
        return written

    def blame(self, name: str, sentence: str) -> None:
        """Note a fault that lies between several settings."""
        self._blame(name, sentence)

    def _blame(self, name: str, sentence: str) -> None:
        self._faults.append(f"{name} {sentence}.")


def is_ip_address(host: str) -> bool:
    """Tell whether a host is a number, not a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_bands(written: str) -> tuple[range, range, range] | None:
    """Return three bands of ages, "4-7 8-11 12-17"; None if they are not, or leave a gap between them."""
    found = _BANDS.fullmatch(written)
    if found is None:
        return None
    first, last, second, last_second, third, last_third = map(int, found.groups())
    bands = range(first, last + 1), range(second, last_second + 1), range(third, last_third + 1)
    follow = bands[0].stop == bands[1].start and bands[1].stop == bands[2].start
    return bands if follow and all(bands) else None


def is_public_host(host: str) -> bool:
    """Tell whether a host may lie on the internet: a name with a dot, or an address that is routed there."""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host.rstrip(".")


def is_whole(written: str, smallest: int) -> bool:
    """Tell whether a text is a whole number, not below `smallest`."""
    return written.isascii() and written.isdigit() and int(written) >= smallest


def is_address(written: str, schemes: set[str]) -> bool:
    """Tell whether a text is SCHEME://HOST, with a port or not, and asks for nothing."""
    try:
        parts = urlsplit(written)
        fits = parts.scheme in schemes and parts.hostname and parts.port != 0
    except ValueError:  # brackets that do not close, a port that is no number
        return False
    return bool(fits) and not (parts.query or parts.fragment)
