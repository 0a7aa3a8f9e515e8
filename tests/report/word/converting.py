"""LibreOffice, where it is installed: it turns a Word file into pages that can be looked at."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = shutil.which("soffice")
HOW_TO = "On Debian: apt install --no-install-recommends libreoffice-writer-nogui"
MANY_CHARTS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Cache/Writer">
<prop oor:name="OLE_Objects" oor:op="fuse"><value>1000</value></prop>
</item>
</oor:items>
"""
"""LibreOffice keeps 20 charts in mind, and prints the others out of shape."""
PATIENCE = 300


def convert(file: bytes, folder: Path) -> pypdfium2.PdfDocument:
    """Convert it to a PDF, in a profile of its own: another LibreOffice may be running."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(MANY_CHARTS)
    (folder / "report.docx").write_bytes(file)
    asked = ("--headless", "--convert-to", "pdf", "--outdir", folder, folder / "report.docx")
    command = (OFFICE, f"-env:UserInstallation=file://{profile}", *asked)
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    return pypdfium2.PdfDocument(folder / "report.pdf")
