from __future__ import annotations

import os
import re
from itertools import pairwise
from pathlib import Path

import pytest

from forms.hours import describe_hours
from forms.settings import Settings, SettingsError, load_settings

ROOT = Path(__file__).parents[2]
WEBHOOK_SECRET = "a-secret-that-only-Telegram_knows-0123"
SETTING = re.compile(r"SAY_[A-Z_]+")


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if SETTING.fullmatch(name)]:
        monkeypatch.delenv(name)


def read(**environment: str) -> Settings:
    return Settings.from_env(environment)


def test_from_env_of_nothing_has_defaults() -> None:
    settings = read()
    data = Path.cwd() / "data"
    assert settings.data_dir == data
    assert settings.key_file == data / "keys" / "service.key"
    assert settings.database_url == f"sqlite+aiosqlite:///{data}/haveyoursay.db"
    assert (settings.listen_host, settings.listen_port) == ("127.0.0.1", 8080)
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.suppress_below == 6
    assert settings.telegram_min_age == 16
    assert settings.telegram_api_url == "https://api.telegram.org"


def test_from_env_empty_counts_as_unset() -> None:
    names = SETTING.findall((ROOT / ".env.example").read_text())
    assert Settings.from_env(dict.fromkeys(names, " ")) == read()


@pytest.mark.parametrize(
    ("listen", "host", "port", "public"),
    [
        ("127.0.0.1:9000", "127.0.0.1", 9000, "http://127.0.0.1:9000"),
        ("[::1]:9000", "::1", 9000, "http://[::1]:9000"),
        ("0.0.0.0:80", "0.0.0.0", 80, "http://127.0.0.1:80"),
        ("localhost:80", "localhost", 80, "http://localhost:80"),
    ],
)
def test_from_env_public_url_follows_listen(listen: str, host: str, port: int, public: str) -> None:
    settings = read(SAY_LISTEN=listen)
    assert (settings.listen_host, settings.listen_port, settings.public_url) == (host, port, public)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAY_LISTEN", "8080"),
        ("SAY_LISTEN", "127.0.0.1:0"),
        ("SAY_LISTEN", "127.0.0.1:70000"),
        ("SAY_PUBLIC_URL", "http://say.example.gov.uk"),
        ("SAY_PUBLIC_URL", "say.example.gov.uk"),
        ("SAY_PUBLIC_URL", "https://[say"),
        ("SAY_DATABASE_URL", "mysql://say@host/say"),
        ("SAY_DATABASE_URL", "sqlite:///say.db"),
        ("SAY_DATABASE_URL", "postgresql+asyncpg://host"),
        ("SAY_DATABASE_URL", "no address"),
        ("SAY_DUTY_CONTACT", "duty"),
        ("SAY_DUTY_CONTACT", "a@b.example, c@d.example"),
        ("SAY_OUT_OF_HOURS", "ring us"),
        ("SAY_WORKING_HOURS", "Mon-Fri"),
        ("SAY_WORKING_HOURS", "Mon-Fri 17:00-09:00"),
        ("SAY_WORKING_HOURS", "Mon-Foo 09:00-17:00"),
        ("SAY_WORKING_HOURS", "Mon-Fri 09:00-25:00"),
        ("SAY_SMTP_URL", "mail.example.gov.uk"),
        ("SAY_SMTP_URL", "smtp://user:secret@host:port"),
        ("SAY_KEEP_DAYS", "0"),
        ("SAY_KEEP_DAYS", "a month"),
        ("SAY_SUPPRESS_BELOW", "-1"),
        ("SAY_TARGETS", "participation"),
        ("SAY_TARGETS", "participation=101"),
        ("SAY_TARGETS", "participation=90,participation=91"),
        ("SAY_TARGETS", "participation=90;attendance=50"),
        ("SAY_TELEGRAM_MIN_AGE", "13"),
        ("SAY_TELEGRAM_TOKEN", "secret"),
        ("SAY_TELEGRAM_API_URL", "ftp://host"),
        ("SAY_TRUSTED_PROXY", "proxy.example.gov.uk"),
        ("SAY_TRUSTED_PROXY", "10.0.0.1/8"),
        ("SAY_TELEGRAM_WEBHOOK_SECRET", "secret-of-thirty-one-characters"),
        ("SAY_TELEGRAM_WEBHOOK_SECRET", "secret of many characters with spaces in it"),
        ("SAY_TELEGRAM_WEBHOOK_SECRET", "secretsecret+" * 20),
        ("SAY_TELEGRAM_WEBHOOK_SECRET", "secret-" * 37),
    ],
)
def test_from_env_wrong_value_is_one_sentence_without_it(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({name: value})
    sentence = str(refused.value)
    assert re.fullmatch(rf"{name} must .+\.", sentence)
    assert "secret" not in sentence


def test_from_env_tells_every_fault_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        read(SAY_LISTEN="x", SAY_KEEP_DAYS="x", SAY_DUTY_CONTACT="x", SAY_COUNCIL="Demoshire")
    assert SETTING.findall(str(refused.value)) == ["SAY_LISTEN", "SAY_DUTY_CONTACT", "SAY_KEEP_DAYS"]


def test_repr_holds_no_secret() -> None:
    settings = read(
        SAY_DATABASE_URL="postgresql+asyncpg://say:secret-one@host/say",
        SAY_SMTP_URL="smtps://say:secret-two@host:465",
        SAY_TELEGRAM_TOKEN="123456:secret-three",
        SAY_PUBLIC_URL="https://say.example.gov.uk",
        SAY_TELEGRAM_WEBHOOK_SECRET=WEBHOOK_SECRET,
    )
    assert settings.smtp_url == "smtps://say:secret-two@host:465"
    assert "secret" not in f"{settings!r} {settings}"


@pytest.mark.parametrize(
    ("public", "api", "webhook"),
    [
        ("https://say.example.gov.uk", "", True),
        ("https://say.example.gov.uk:8443", "", True),
        ("https://say.example.gov.uk:9443", "", False),
        ("https://127.0.0.1", "", False),
        ("https://10.1.2.3", "", False),
        ("https://intranet", "", False),
        ("http://127.0.0.1:8080", "", False),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8081", True),
    ],
)
def test_webhook_secret_is_taken_only_where_telegram_can_reach_us(
    public: str, api: str, *, webhook: bool
) -> None:
    given = {
        "SAY_TELEGRAM_TOKEN": "123456:abc",
        "SAY_PUBLIC_URL": public,
        "SAY_TELEGRAM_API_URL": api,
        "SAY_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
    }
    if webhook:
        assert Settings.from_env(given).uses_webhook
    else:
        with pytest.raises(SettingsError, match=r"\ASAY_TELEGRAM_WEBHOOK_SECRET must .+\Z"):
            Settings.from_env(given)
    assert not Settings.from_env({**given, "SAY_TELEGRAM_WEBHOOK_SECRET": ""}).uses_webhook
    if webhook:
        assert not Settings.from_env({**given, "SAY_TELEGRAM_TOKEN": ""}).uses_webhook, "no bot, no webhook"


def test_find_unset_for_serving_names_what_children_need() -> None:
    assert read().find_unset_for_serving() == ("SAY_DUTY_CONTACT", "SAY_OUT_OF_HOURS", "SAY_WORKING_HOURS")
    assert read().for_demo().find_unset_for_serving() == ()
    assert read(SAY_OUT_OF_HOURS="01632 960002").find_unset_for_serving() == (
        "SAY_DUTY_CONTACT",
        "SAY_WORKING_HOURS",
    )


def test_for_demo_lives_apart_and_keeps_what_is_set(tmp_path: Path) -> None:
    settings = read(
        SAY_DATA_DIR=str(tmp_path),
        SAY_KEY_FILE=str(tmp_path / "elsewhere.key"),
        SAY_DATABASE_URL="postgresql+asyncpg://say@host/say",
        SAY_LISTEN="127.0.0.1:9000",
        SAY_DUTY_CONTACT="duty@example.gov.uk",
        SAY_TELEGRAM_TOKEN="123456:abc",
    )
    demo = settings.for_demo()
    assert demo.data_dir == tmp_path / "demo"
    assert demo.key_file == tmp_path / "demo" / "keys" / "service.key"
    assert demo.database_url == f"sqlite+aiosqlite:///{tmp_path}/demo/haveyoursay.db"
    assert demo.council == "Demoshire"
    assert demo.out_of_hours == "01632 960001"
    assert (demo.listen_port, demo.duty_contact, demo.telegram_token) == (
        9000,
        "duty@example.gov.uk",
        "123456:abc",
    )


def test_load_settings_environment_wins_over_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text(
        "SAY_COUNCIL=of the file\nSAY_KEEP_DAYS=7\nSAY_SMTP_URL=smtp://u:a$b@host\n"
    )
    monkeypatch.setenv("SAY_COUNCIL", "of the environment")
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    assert settings.council == "of the environment"
    assert settings.keep_days == 7
    assert settings.smtp_url == "smtp://u:a$b@host"


def test_targets_are_percentages_by_measure() -> None:
    targets = read(SAY_TARGETS="participation=90, reviews_in_time = 95.5,").targets
    assert targets == (("participation", 90.0), ("reviews_in_time", 95.5))


def test_env_example_names_what_is_read() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    documented = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]
    source = (ROOT / "forms" / "settings.py").read_text()
    assert sorted(documented) == sorted(set(SETTING.findall(source)))


def test_env_example_shows_the_defaults_and_says_what_each_is(tmp_path: Path) -> None:
    example = (ROOT / ".env.example").read_text()
    (tmp_path / ".env").write_text(example)
    lines = example.splitlines()
    for before, line in pairwise(lines):
        if line.startswith("SAY_"):
            assert before.startswith("# ")
    assert load_settings(tmp_path) == read()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Mon-Fri 09:00-17:00", "Monday to Friday, 9am to 5pm"),
        ("mon-sun 00:00-24:00", "Monday to Sunday, midnight to midnight"),
        ("Sat 08:30-12:00", "Saturday, 8.30am to midday"),
        ("Mon-Thu 12:15-20:05", "Monday to Thursday, 12.15pm to 8.05pm"),
    ],
)
def test_describe_hours_as_people_say_them(written: str, said: str) -> None:
    assert describe_hours(written) == said
    assert read(SAY_WORKING_HOURS=written).describe_hours() == said


@pytest.mark.parametrize(
    ("written", "bands"),
    [
        ("", (range(4, 8), range(8, 12), range(12, 18))),
        ("5-8  9-13 14-17", (range(5, 9), range(9, 14), range(14, 18))),
    ],
)
def test_age_bands_follow_each_other(written: str, bands: tuple[range, ...]) -> None:
    assert read(SAY_AGE_BANDS=written).age_bands == bands


@pytest.mark.parametrize(
    "written", ["4-7 8-11", "4-7 9-11 12-17", "4-8 8-11 12-17", "7-4 5-11 12-17", "4 8 12"]
)
def test_age_bands_with_a_gap_are_refused(written: str) -> None:
    with pytest.raises(SettingsError, match="SAY_AGE_BANDS must be three bands"):
        read(SAY_AGE_BANDS=written)


@pytest.mark.parametrize("written", ["a" * 61, "Hello\nthere"])
def test_greeting_is_one_short_line(written: str) -> None:
    with pytest.raises(SettingsError, match="SAY_LETTER_GREETING must be one line of at most 60 letters"):
        read(SAY_LETTER_GREETING=written)
