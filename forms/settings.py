"""Settings: typed, frozen, every fault reported at once. `.env.example` says what each is for."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dotenv import dotenv_values

from forms.hours import describe_hours
from forms.languages.known import KNOWN, find_home, list_own
from forms.settings_openid import OpenIdNames, OpenIdSettings, read_openid
from forms.settings_reader import SettingsError, SettingsReader, is_public_host
from forms.speaking import ENGLISH, speaking
from forms.wording import Council

if TYPE_CHECKING:
    from collections.abc import Mapping

from forms.settings_reader import Network

__all__ = ["Settings", "SettingsError", "load_settings"]

NOTIFY = "https://api.notifications.service.gov.uk"
TELEGRAM = "https://api.telegram.org"
WEBHOOK_PORTS = frozenset({None, 443, 80, 88, 8443})
"""Telegram calls no other: https://core.telegram.org/bots/api#setwebhook."""
NOT_REACHED = (
    "must be left empty where Telegram cannot reach us (we then ask it): SAY_PUBLIC_URL is no public https "
    "address on port 443, 80, 88 or 8443"
)

DEMO_COUNCIL = "Demoshire"
DEMO_DUTY_CONTACT = "duty@demoshire.example"
DEMO_OUT_OF_HOURS = "01632 960001"
"""From Ofcom's numbers for drama: nobody answers it."""
DEMO_WORKING_HOURS = "Mon-Fri 09:00-17:00"
LEAVE_TO = "https://www.bbc.co.uk/weather"
"""A page that nobody asks about."""
OPENID = OpenIdNames(
    issuer="SAY_OPENID_ISSUER",
    client_id="SAY_OPENID_CLIENT_ID",
    client_secret="SAY_OPENID_CLIENT_SECRET",  # noqa: S106 - the name of a setting
    roles="SAY_OPENID_ROLES",
    domain="SAY_OPENID_DOMAIN",
    is_enough="SAY_OPENID_IS_ENOUGH",
)
MAX_GREETING = 60
"""Signs of a letter's greeting: one line of it."""
MAX_WORD = 40
"""Signs of a council's own word for something: it stands in the middle of a sentence."""
MAX_ADDRESS = 200
"""Signs of an address: some six lines of an envelope."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `.env` and the environment say. An empty text is a setting that is not set."""

    database_url: str = field(repr=False)
    data_dir: Path
    key_file: Path
    public_url: str
    listen_host: str
    listen_port: int
    trusted_proxies: tuple[Network, ...]
    council: str
    duty_contact: str
    out_of_hours: str
    working_hours: str
    alert_minutes: int
    smtp_url: str = field(repr=False)
    notify_key: str = field(repr=False)
    notify_template: str
    notify_url: str
    keep_days: int
    keep_draft_days: int
    keep_feedback_days: int
    keep_years: int
    purges_daily: bool
    suppress_below: int
    age_bands: tuple[range, range, range]
    open_days: int
    check_in_days: int
    letter_greeting: str
    return_address: str
    word_children: str
    word_family_time: str
    leave_to: str
    languages: tuple[str, ...]
    """Codes of the languages that a person has checked here."""
    languages_safety: tuple[str, ...]
    """Likewise, of whose words about safety."""
    telegram_token: str = field(repr=False)
    telegram_min_age: int
    telegram_api_url: str
    telegram_webhook_secret: str = field(repr=False)
    targets: tuple[tuple[str, float], ...] = ()
    """Names of measures, and the percentages that the council aims at."""
    openid: OpenIdSettings = field(default_factory=OpenIdSettings)
    """The council's own sign-in provider; nothing where there is none."""
    offers_drafts: bool = False
    """Whether languages are offered that nobody has checked: in the demo."""

    @classmethod
    def from_env(cls, environment: Mapping[str, str]) -> Settings:
        """Read settings. Raises SettingsError naming every fault."""
        read = SettingsReader(environment)
        data_dir = Path(read.text("SAY_DATA_DIR", "data")).expanduser().absolute()
        host, port = read.address("SAY_LISTEN", "127.0.0.1:8080")
        key_file = read.text("SAY_KEY_FILE", str(data_dir / "keys" / "service.key"))
        there = dict.fromkeys((*KNOWN, *list_own(find_home(data_dir))))
        settings = cls(
            database_url=read.database_url("SAY_DATABASE_URL", embedded_database(data_dir)),
            data_dir=data_dir,
            key_file=Path(key_file).expanduser().absolute(),
            public_url=read.public_url("SAY_PUBLIC_URL", default_public_url(host, port)),
            listen_host=host,
            listen_port=port,
            trusted_proxies=read.networks("SAY_TRUSTED_PROXY"),
            council=read.text("SAY_COUNCIL", ""),
            duty_contact=read.email("SAY_DUTY_CONTACT"),
            out_of_hours=read.telephone("SAY_OUT_OF_HOURS"),
            working_hours=read.hours("SAY_WORKING_HOURS"),
            alert_minutes=read.number("SAY_ALERT_MINUTES", 120, smallest=1),
            smtp_url=read.smtp_url("SAY_SMTP_URL"),
            notify_key=read.notify_key("SAY_NOTIFY_KEY"),
            notify_template=read.uuid("SAY_NOTIFY_TEMPLATE"),
            notify_url=read.web_address("SAY_NOTIFY_URL", NOTIFY),
            keep_days=read.number("SAY_KEEP_DAYS", 90, smallest=1),
            keep_draft_days=read.number("SAY_KEEP_DRAFT_DAYS", 30, smallest=1),
            keep_feedback_days=read.number("SAY_KEEP_FEEDBACK_DAYS", 500, smallest=1),
            keep_years=read.number("SAY_KEEP_YEARS", 3, smallest=1),
            purges_daily=read.yes("SAY_PURGE_DAILY"),
            suppress_below=read.number("SAY_SUPPRESS_BELOW", 6, smallest=1),
            age_bands=read.age_bands("SAY_AGE_BANDS", "4-7 8-11 12-17"),
            targets=read.targets("SAY_TARGETS"),
            open_days=read.number("SAY_OPEN_DAYS", 28, smallest=1),
            check_in_days=read.number("SAY_CHECK_IN_DAYS", 91, smallest=1),
            letter_greeting=read.line("SAY_LETTER_GREETING", "Hello", longest=MAX_GREETING),
            return_address=read.line("SAY_RETURN_ADDRESS", "", longest=MAX_ADDRESS),
            word_children=read.line("SAY_WORD_CHILDREN", "children in our care", longest=MAX_WORD),
            word_family_time=read.line("SAY_WORD_FAMILY_TIME", "family time", longest=MAX_WORD),
            leave_to=read.safe_address("SAY_LEAVE_TO", LEAVE_TO),
            languages=read.codes("SAY_LANGUAGES", there),
            languages_safety=read.codes("SAY_LANGUAGES_SAFETY", there),
            telegram_token=read.token("SAY_TELEGRAM_TOKEN"),
            telegram_min_age=read.number("SAY_TELEGRAM_MIN_AGE", 16, smallest=16),
            telegram_api_url=read.web_address("SAY_TELEGRAM_API_URL", TELEGRAM),
            telegram_webhook_secret=read.webhook_secret("SAY_TELEGRAM_WEBHOOK_SECRET"),
            openid=read_openid(read, OPENID),
        )
        if settings.telegram_webhook_secret and not settings.can_be_reached_by_telegram():
            read.blame("SAY_TELEGRAM_WEBHOOK_SECRET", NOT_REACHED)
        if bool(settings.notify_key) != bool(settings.notify_template):
            read.blame("SAY_NOTIFY_TEMPLATE", "must be set together with SAY_NOTIFY_KEY, or both left empty")
        read.raise_faults()
        return settings

    def find_unset_for_serving(self) -> tuple[str, ...]:
        """Name the settings without which children must not be served."""
        needed = {
            "SAY_DUTY_CONTACT": self.duty_contact,
            "SAY_OUT_OF_HOURS": self.out_of_hours,
            "SAY_WORKING_HOURS": self.working_hours,
        }
        return tuple(name for name, value in needed.items() if not value)

    @property
    def uses_webhook(self) -> bool:
        """Tell whether Telegram calls us. Otherwise we ask it; never both."""
        return bool(self.telegram_token and self.telegram_webhook_secret)

    @property
    def database_is_embedded(self) -> bool:
        """Tell whether one process only can use the database: SQLite in the data folder."""
        return self.database_url.startswith("sqlite")

    def can_be_reached_by_telegram(self) -> bool:
        """Tell whether Telegram could call us. A Bot API server of the council's own may call any address."""
        address = urlsplit(self.public_url)
        is_public = address.scheme == "https" and is_public_host(address.hostname or "")
        return self.telegram_api_url != TELEGRAM or (is_public and address.port in WEBHOOK_PORTS)

    def describe_hours(self) -> str:
        """Say the working hours as people do; empty if they are not set."""
        return describe_hours(self.working_hours) if self.working_hours else ""

    def describe_council(self) -> Council:
        """Say what the people who answer are told of the council."""
        with speaking(ENGLISH):
            english_hours = self.describe_hours()
        return Council(self.council or "the council", self.describe_hours(), self.out_of_hours, english_hours)

    def for_demo(self) -> Settings:
        """Return settings of the demo: its own folder, keys and embedded database, made-up contacts."""
        data_dir = self.data_dir / "demo"
        return replace(
            self,
            data_dir=data_dir,
            key_file=data_dir / "keys" / "service.key",
            database_url=embedded_database(data_dir),
            council=self.council or DEMO_COUNCIL,
            duty_contact=self.duty_contact or DEMO_DUTY_CONTACT,
            out_of_hours=self.out_of_hours or DEMO_OUT_OF_HOURS,
            working_hours=self.working_hours or DEMO_WORKING_HOURS,
            offers_drafts=True,
        )


def load_settings(folder: Path | None = None) -> Settings:
    """Read `.env` of the folder (the working folder by default) and the environment, which wins.

    Raises SettingsError.
    """
    written = dotenv_values((folder or Path.cwd()) / ".env", interpolate=False)
    return Settings.from_env({name: value or "" for name, value in {**written, **os.environ}.items()})


def embedded_database(data_dir: Path) -> str:
    """Return the URL of the SQLite database in a data folder."""
    return f"sqlite+aiosqlite:///{data_dir / 'haveyoursay.db'}"


def default_public_url(host: str, port: int) -> str:
    """Return the address at which this machine itself reaches what it listens on."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not listened on
    return f"http://[{reached}]:{port}" if ":" in reached else f"http://{reached}:{port}"
