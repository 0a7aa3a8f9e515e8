"""Which language a child reads, and their parents: shown, and set by whoever knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.roles import Role
from admin.console.children.finding import CHILDREN, address_of
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from forms.audit import Done
from forms.languages.named import FIRST, find_code, name_language
from forms.records import Child
from forms.units import Key, Rows, Update, Writes
from forms.web.given import first
from forms.web.language import list_languages
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.units import Row
    from forms.web.given import Fields

ACTION = "child.language"
FIELDS = {"language": "The child reads", "parent_language": "The parents read"}
NO_SUCH = (
    "That is the name of no language we know. Write it in English, such as Arabic, or its code, such as ar."
)


@dataclass(frozen=True, slots=True)
class LanguageUnit:
    """Set the languages of a child; False where there is no such child."""

    child_ref: str
    values: Mapping[str, str | None]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The child."""
        return (Key(Child, "child_ref", self.child_ref),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether there was one."""
        is_there = rows.get(self.reads[0]) is not None
        return Writes(
            is_there, (Update(Child, {"child_ref": self.child_ref}, self.values),) if is_there else ()
        )


async def ask_language(request: web.Request) -> web.Response:
    """GET …/language: what is known."""
    child = await _find(request)
    return _show(request, {field: child[field] and name_language(child[field]) for field in FIELDS})


async def set_language(request: web.Request) -> web.Response:
    """POST …/language: what somebody knows; an empty field takes it back."""
    fields = await read_desk_form(request)
    await _find(request)
    values, faults = _read(fields)
    if faults:
        return _show(request, {field: first(fields, field) for field in FIELDS}, faults)
    child_ref = request.match_info["child"]
    roles = request[STAFF].roles
    role = next(role for role in (Role.IRO, Role.BUSINESS_SUPPORT, Role.MANAGER) if role in roles)
    unit = LanguageUnit(child_ref, values)
    if not await request.app[RECORD].write(request, Done(ACTION, str(role), child_ref), unit):
        raise web.HTTPNotFound
    return go(_lead_back(request))


def _read(fields: Fields) -> tuple[dict[str, str | None], tuple[Fault, ...]]:
    typed = {field: first(fields, field).strip() for field in FIELDS}
    values = {field: find_code(text) if text else None for field, text in typed.items()}
    faults = tuple(Fault(NO_SUCH, field) for field, text in typed.items() if text and values[field] is None)
    return values, faults


def _show(
    request: web.Request, values: Mapping[str, str | None], faults: tuple[Fault, ...] = ()
) -> web.Response:
    child_ref = request.match_info["child"]
    return show(
        request,
        "child_language.html",
        "Language",
        422 if faults else 200,
        faults,
        child_ref=child_ref,
        address=address_of(child_ref),
        back_to=_lead_back(request),
        fields=[(field, label, values[field] or "") for field, label in FIELDS.items()],
        names=[name_language(code) for code in FIRST],
    )


def _lead_back(request: web.Request) -> str:
    """Lead back to the child's page, for those who may open it."""
    may_open = request[STAFF].is_any({Role.IRO, Role.MANAGER})
    return address_of(request.match_info["child"]) if may_open else CHILDREN


async def _find(request: web.Request) -> Row:
    """Find the child that the address names. Raises 404."""
    table = Child.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    asked = table.select().where(table.c.child_ref == request.match_info["child"])
    rows = await request.app[PARTS].store.read(asked)
    if not rows:
        raise web.HTTPNotFound
    return rows[0]


def say_languages(request: web.Request, child: Row) -> Iterator[tuple[str, str]]:
    """Say what is known, and whether letters and pages can be in it here."""
    offered = list_languages(request)
    for field, label in FIELDS.items():
        code = child[field]
        name = name_language(code) if code else "not recorded"
        yield (
            label,
            name if not code or code in offered else f"{name} (not offered here yet: English is used)",
        )
