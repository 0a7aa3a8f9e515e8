"""The order of the house: who may import whom. Written down in docs/architecture.md, held here."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

HOUSES = {"forms": {"forms"}, "bot": {"bot", "forms"}, "admin": {"admin", "forms"}}
"""Which houses each house may import from."""

COMPOSITION_ROOT = "admin.serve"
"""The only module that knows all three."""

FLOORS = (
    # pure
    {
        "speaking",
        "definition",
        "london",
        "answers",
        "expression_tree",
        "expressions",
        "expression_lists",
        "moves",
        "route",
        "conversation",
        "drafts",
        "given_files",
        "file_moves",
        "sharing",
        "share_moves",
        "sharing_words",
        "what_may_be_said",
        "steps",
        "worrying",
        "safety",
        "must_not_know",
        "answering",
        "contact",
        "wording",
        "without_name",
        "introduction",
        "message_words",
        "looks",
        "participation",
        "problems",
        "limits",
        "buckets",
    },
    # files and environment
    {
        "xlsform",
        "form_sounds",
        "library",
        "languages",
        "files",
        "settings",
        "settings_reader",
        "settings_openid",
        "hours",
        "draft_keys",
        "keys",
        "codes",
    },
    # database
    {"records", "units", "store", "migrations", "folder", "form_versions", "council_forms"},
    # use cases, one transaction each
    {
        "owners",
        "attachments",
        "worker_notes",
        "handing_over",
        "belongings",
        "coding",
        "erasing",
        "unlinking",
        "receipts",
        "audit",
        "opening",
        "last_time",
        "heard",
        "reminders",
        "messages",
        "messages_told",
        "responses",
        "invited",
        "form_asked",
        "alerting",
        "alert_steps",
        "calls",
        "complaints",
        "anonymous",
        "mixing",
        "intake",
    },
    # channels
    {"web"},
)
"""The floors of `forms`, lowest first: a module imports from its own floor and those below."""


def list_modules() -> list[tuple[str, Path]]:
    return [
        (".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path)
        for house in HOUSES
        for path in sorted((ROOT / house).rglob("*.py"))
    ]


def find_imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names if node.module in HOUSES}
    return {name for name in found if name.split(".")[0] in HOUSES}


def find_floor(module: str) -> int | None:
    parts = module.split(".")
    if parts[0] != "forms" or len(parts) == 1:
        return None
    return next(floor for floor, rooms in enumerate(FLOORS) if parts[1] in rooms)


MODULES = list_modules()


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[module for module, _ in MODULES])
def test_module_imports_only_from_allowed_houses(module: str, path: Path) -> None:
    if module == COMPOSITION_ROOT:
        return
    house = module.split(".", maxsplit=1)[0]
    strangers = {name for name in find_imports(path) if name.split(".")[0] not in HOUSES[house]}
    if module.startswith("admin."):
        strangers -= {COMPOSITION_ROOT}
    assert strangers == set()


@pytest.mark.parametrize(
    ("module", "path"),
    [(m, p) for m, p in MODULES if m.startswith("forms.")],
    ids=lambda value: str(value)[-40:],
)
def test_forms_module_imports_only_from_its_floor_and_below(module: str, path: Path) -> None:
    floor = find_floor(module)
    assert floor is not None
    above = {name for name in find_imports(path) if (other := find_floor(name)) is not None and other > floor}
    assert above == set()


def test_every_room_stands_on_a_floor() -> None:
    rooms = {module.split(".")[1] for module, _ in MODULES if module.startswith("forms.")}
    assert rooms - set().union(*FLOORS) == set()


def test_only_the_composition_root_knows_the_bot() -> None:
    knows = {
        module for module, path in MODULES if any(name.split(".")[0] == "bot" for name in find_imports(path))
    }
    assert {module for module in knows if not module.startswith("bot")} <= {COMPOSITION_ROOT}


def test_architecture_names_every_room() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    floors = [line for line in page.split("\n## ") if line.startswith("The houses")]
    named = set(re.findall(r"\w+", floors[0]))
    assert set().union(*FLOORS) - named == set()


HEAVY = ("alembic", "av", "docx", "fontTools", "fpdf", "numpy", "openpyxl", "telegram", "xlsxwriter")
"""Libraries that few need: docs/decisions/2026-11-30-start.md."""


def test_a_start_imports_nothing_heavy_that_it_may_never_need() -> None:
    """In a process of its own: in this one they are imported already."""
    asked = f"import sys, admin.serve; print(*(name for name in {HEAVY} if name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
