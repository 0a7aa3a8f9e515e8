"""Reading a Word file without the code that wrote it: what a checker of the format would ask."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def read_parts(file: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(file)) as parts:
        assert parts.testzip() is None
        names = parts.namelist()
        assert len(names) == len(set(names))
        return {name: parts.read(name) for name in names}


def read_xml(file: bytes, name: str) -> etree._Element:
    return etree.fromstring(read_parts(file)[name])


def read_text(element: etree._Element) -> str:
    """What is written in it, a line for each paragraph. The sign of per cent has a plain space before it."""
    pieces = element.iter(f"{W}t", f"{W}br", f"{W}tab", f"{W}p")
    text = "".join({f"{W}t": each.text or "", f"{W}tab": "\t"}.get(each.tag, "\n") for each in pieces)
    return text.replace("\N{NO-BREAK SPACE}%", " %")


def read_charts(file: bytes) -> list[etree._Element]:
    parts = read_parts(file)
    names = sorted(
        (name for name in parts if re.fullmatch(r"word/charts/chart\d+\.xml", name)),
        key=lambda name: int(re.sub(r"\D", "", name)),
    )
    return [etree.fromstring(parts[name]) for name in names]


def read_workbooks(file: bytes) -> list[list[tuple[object, ...]]]:
    parts = read_parts(file)
    names = sorted(
        (name for name in parts if name.startswith("word/embeddings/")),
        key=lambda name: int(re.sub(r"\D", "", name)),
    )
    books = (load_workbook(BytesIO(parts[name])) for name in names)
    return [list(book.worksheets[0].iter_rows(values_only=True)) for book in books]


def read_cache(chart: etree._Element) -> list[tuple[str, dict[str, int | float]]]:
    """Each series of a chart: its name, and by category the number that is drawn."""
    series = []
    for each in chart.iter(f"{C}ser"):
        name = each.findtext(f"{C}tx//{C}v")
        points = [(int(pt.get("idx")), pt.findtext(f"{C}v")) for pt in each.iter(f"{C}pt")]
        assert points
        values = {int(pt.get("idx")): float(pt.findtext(f"{C}v")) for pt in each.findall(f"{C}val//{C}pt")}
        series.append((name, values))
    return series


def find_faults(file: bytes) -> list[str]:
    """What Word would stumble over in the package: types, links, numbers that must be there once."""
    parts = read_parts(file)
    faults = []
    types = etree.fromstring(parts["[Content_Types].xml"])
    defaults = {each.get("Extension").lower() for each in types.iter(f"{TYPES}Default")}
    overrides = [each.get("PartName") for each in types.iter(f"{TYPES}Override")]
    faults += [f"twice a type: {name}" for name, many in Counter(overrides).items() if many > 1]
    faults += [f"a type of nothing: {name}" for name in overrides if name[1:] not in parts]
    for name, content in parts.items():
        ending = name.rpartition(".")[2].lower()
        if name != "[Content_Types].xml" and f"/{name}" not in overrides and ending not in defaults:
            faults.append(f"no type: {name}")
        if name.endswith(".rels"):
            faults += _follow_links(name, content, parts)
        elif ending == "xml":
            faults += _find_dangling(name, etree.fromstring(content), parts)
    return faults + _find_orphans(parts)


def _owner(links: str) -> str:
    folder, name = posixpath.split(links)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _targets(links: str, content: bytes) -> dict[str, str | None]:
    """Where each link leads; None outside."""
    base = posixpath.dirname(_owner(links))
    found = {}
    for link in etree.fromstring(content).iter(f"{LINKS}Relationship"):
        target = link.get("Target")
        inside = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
        assert link.get("Id") not in found
        found[link.get("Id")] = None if link.get("TargetMode") == "External" else inside
    return found


def _follow_links(name: str, content: bytes, parts: dict[str, bytes]) -> list[str]:
    owner = _owner(name)
    faults = [] if owner in parts or owner == "" else [f"links of nothing: {name}"]
    lost = [target for target in _targets(name, content).values() if target and target not in parts]
    return faults + [f"{name} leads nowhere: {target}" for target in lost]


def _find_dangling(name: str, root: etree._Element, parts: dict[str, bytes]) -> list[str]:
    links = posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels")
    known = _targets(links, parts[links]) if links in parts else {}
    used = [value for each in root.iter() for key, value in each.attrib.items() if key.startswith(R)]
    faults = [f"{name} refers to {key}, which is no link" for key in used if key not in known]
    for path, key in (
        (f"{WP}docPr", "id"),
        (f"{W}bookmarkStart", f"{W}id"),
        (f"{W}bookmarkStart", f"{W}name"),
    ):
        many = Counter(each.get(key) for each in root.iter(path))
        faults += [
            f"{name}: {path} {key} {value} {count} times" for value, count in many.items() if count > 1
        ]
    return faults


def _find_orphans(parts: dict[str, bytes]) -> list[str]:
    reached = {target for name, content in parts.items() if name.endswith(".rels")
               for target in _targets(name, content).values()}  # fmt: skip
    return [
        f"nothing leads to {name}"
        for name in parts
        if name not in reached and not name.endswith(".rels") and name != "[Content_Types].xml"
    ]
