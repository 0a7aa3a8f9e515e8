"""Every QR code is read again: as drawn, turned, small, blurred and damaged."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter
from sqlalchemy import text

from admin.qr import draw_qr_png, draw_qr_svg, make_link, write_for_qr

if TYPE_CHECKING:
    from pathlib import Path

    from tests.admin.conftest import Desk

CODE = "7K3M9PQRS2TV"
HOSTS = ("https://say.demoshire.gov.uk", "http://127.0.0.1:8080")
MODULE = 10
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def open_png(link: str) -> Image.Image:
    return Image.open(BytesIO(draw_qr_png(link))).convert("L")


def open_svg(svg: str) -> Image.Image:
    """Paint the bars of the SVG: each is `M x y h width v1 H x z` in modules."""
    size = int(re.findall(r'viewBox="0 0 (\d+) ', svg)[0])
    image = Image.new("L", (size * MODULE, size * MODULE), 255)
    pen = ImageDraw.Draw(image)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1H\d+z", svg):
        left, top = int(x) * MODULE, int(y) * MODULE
        pen.rectangle((left, top, left + int(width) * MODULE - 1, top + MODULE - 1), fill=0)
    return image


def scan(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


def blot(image: Image.Image) -> Image.Image:
    """Cover some three per cent of the picture, away from the three corner marks."""
    stained = image.copy()
    side = int(image.width * 0.17)
    middle = image.width // 2
    ImageDraw.Draw(stained).ellipse((middle, middle, middle + side, middle + side), fill=128)
    return stained


DAMAGES = {
    "as drawn": lambda image: image,
    "upside down": lambda image: image.rotate(180),
    "turned": lambda image: image.rotate(33, expand=True, fillcolor=255),
    "small": lambda image: image.resize((image.width // 4, image.height // 4), Image.Resampling.LANCZOS),
    "blurred": lambda image: image.filter(ImageFilter.GaussianBlur(3)),
    "blotted": blot,
    "turned and blotted": lambda image: blot(image).rotate(100, expand=True, fillcolor=255),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("host", HOSTS)
def test_qr_is_read_again(host: str, damage: str) -> None:
    link = make_link(host, CODE)
    assert scan(DAMAGES[damage](open_png(link))) == [link.upper()]
    assert scan(DAMAGES[damage](open_svg(draw_qr_svg(link)))) == [link.upper()]


def test_qr_has_a_quiet_zone_of_four_modules() -> None:
    image = open_png(make_link(HOSTS[0], CODE))
    dark = image.point(lambda level: 255 - level).getbbox()
    assert dark == (40, 40, image.width - 40, image.height - 40)


def test_qr_in_capitals_is_smaller() -> None:
    in_capitals = open_png(make_link(HOSTS[0], CODE))
    as_it_is = open_png(make_link(f"{HOSTS[0]}/A", CODE).lower())
    assert in_capitals.width < as_it_is.width


def test_link_in_a_folder_keeps_its_case() -> None:
    link = make_link("https://demoshire.gov.uk/haveYourSay/", CODE)
    assert write_for_qr(link) == f"https://demoshire.gov.uk/haveYourSay/s/{CODE}"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("invite", "qr"):
        monkeypatch.setattr(f"admin.commands.{command}.read_now", lambda: NOW)


@pytest.fixture
def invited(desk: Desk) -> Desk:
    head = "child_ref,date_of_birth,review_ref,due_on,held_on\n"
    desk.run("import", "reviews", desk.write("r.csv", f"{head}1,2010-01-01,R1,2026-12-01,\n"))
    desk.run("invite", "--review", "R1", "--audience", "child")
    return desk


@pytest.mark.parametrize("shape", ["svg", "png"])
def test_qr_command_mints_a_code_of_its_own(invited: Desk, shape: str) -> None:
    out = invited.folder / f"code.{shape}"
    result = invited.run("qr", "--review", "R1", "--audience", "child", "--format", shape, "--out", str(out))
    image = Image.open(out).convert("L") if shape == "png" else open_svg(out.read_text())
    code, link = result.stdout.strip().split("\t")
    assert scan(image) == [link.upper()]
    assert link.endswith(code.replace("-", ""))
    codes = invited.read(text("SELECT made_for FROM invitationcode ORDER BY made_for"))
    assert [row["made_for"] for row in codes] == ["list", "qr"]


def test_qr_command_without_an_invitation(invited: Desk) -> None:
    out = invited.folder / "code.svg"
    result = invited.run("qr", "--review", "R1", "--audience", "carer", "--out", str(out))
    assert (result.exit_code, out.exists()) == (1, False)
    assert result.stderr == (
        "Error: There is no open invitation for this review and audience: invite first.\n"
    )


@pytest.mark.parametrize(
    ("name", "begins"), [("code.png", b"\x89PNG"), ("code.svg", b"<svg"), ("code", b"<svg")]
)
def test_qr_command_draws_what_the_file_is_called(
    invited: Desk, tmp_path: Path, name: str, begins: bytes
) -> None:
    out = tmp_path / name
    assert invited.run("qr", "--review", "R1", "--audience", "child", "--out", str(out)).exit_code == 0
    assert out.read_bytes().startswith(begins)


@pytest.fixture
def parents(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    forms = frozenset({"parent_before", "carer_before", "how_i_show_you"})
    monkeypatch.setattr("admin.commands.opening.list_forms", lambda _: forms)
    head = "child_ref,date_of_birth,review_ref,due_on,held_on\n"
    desk.run("import", "reviews", desk.write("r.csv", f"{head}1,2026-01-01,R1,2026-12-01,\n"))
    desk.change(text("UPDATE review SET parents_safe_to_invite = 'MUM DAD'"))
    desk.run("invite", "--review", "R1")
    return desk


def test_qr_command_asks_which_parent_is_meant(parents: Desk) -> None:
    words = ("qr", "--review", "R1", "--audience", "parent", "--out", str(parents.folder / "code.svg"))
    refused = parents.run(*words)
    assert refused.exit_code == 2
    assert "Several parents are invited: say --person, one of DAD, MUM." in refused.stderr
    assert parents.run(*words, "--person", "DAD").exit_code == 0
    assert parents.run(*words, "--person", "NAN").exit_code == 1
    made = parents.read(
        text(
            "SELECT person FROM invitation JOIN invitationcode ON invitation_id = invitation.id "
            "WHERE made_for = 'qr'"
        )
    )
    assert made == [{"person": "DAD"}]


def test_qr_command_asks_which_form_is_meant(parents: Desk) -> None:
    words = ("qr", "--review", "R1", "--audience", "carer", "--out", str(parents.folder / "code.svg"))
    refused = parents.run(*words)
    assert refused.exit_code == 2
    assert "Several forms are open: say --form, one of carer_before, how_i_show_you." in refused.stderr
    assert parents.run(*words, "--form", "how_i_show_you").exit_code == 0
