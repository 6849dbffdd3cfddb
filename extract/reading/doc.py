"""Old Word files (.doc): turned into .docx by LibreOffice, or into text by antiword, whichever is installed."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

from extract.errors import InputError, Sentence
from extract.reading import child
from extract.reading.docx import parse_docx
from extract.reading.flow import Block, Flow, Parsed
from extract.reading.leftovers import temporary_folder
from extract.reading.limits import Limits, Task, beyond
from extract.reading.packages import Package

MEDIA_TYPE = "application/msword"

_OFFICE_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_OFFICE_MEMORY = 4_000  # megabytes of address space, most of which LibreOffice never touches
_ENCRYPTED_FLAG = 0x01  # second byte of the flags at 0x0A of the file information block
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
_NO_NETWORK = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9")


def parse_doc(data: bytes, name: str, task: Task) -> Parsed:
    """The text of an old Word file. Raises InputError when it is encrypted or damaged, or no program can read it."""
    if _is_encrypted(data):
        raise InputError("{name} is encrypted; save it without a password.", name=name)
    office, antiword = find_office(), shutil.which("antiword")
    if not office and not antiword:
        raise InputError(
            "{name} is an old Word file; install LibreOffice or antiword to have it read, or save it as .docx.",
            name=name,
        )
    with temporary_folder() as folder:
        file = Path(folder, "source.doc")
        file.write_bytes(data)
        if office:
            return _by_office(office, file, name, task)
        assert antiword is not None
        return _by_antiword(antiword, file, name, task)


def find_office() -> str | None:
    """The LibreOffice program, on the path or where it is usually installed."""
    for program in ("soffice", "libreoffice", *_OFFICE_PLACES):
        if found := shutil.which(program):
            return found
    return None


def _is_encrypted(data: bytes) -> bool:
    block = data[512:524]
    return block[:2] == b"\xec\xa5" and len(block) == 12 and bool(block[11] & _ENCRYPTED_FLAG)


def _by_office(office: str, file: Path, name: str, task: Task) -> Parsed:
    limits = task.limits
    profile, result = file.parent / "profile", file.with_suffix(".docx")
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    outcome = child.run(
        [
            office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--infilter=MS Word 97", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(file.parent), str(file),
        ],
        seconds=limits.seconds,
        megabytes=max(_OFFICE_MEMORY, limits.memory),
        environment=_NO_NETWORK,
    )  # fmt: skip
    _check(outcome, name, "LibreOffice", limits)
    if not result.exists():
        raise InputError("{name} is damaged: LibreOffice cannot open it; get a whole copy of it.", name=name)
    task.begin(name)  # LibreOffice has had its time
    parsed = parse_docx(Package(result.read_bytes(), name, task), task)
    return Parsed(parsed.text, MEDIA_TYPE, parsed.paragraphs, parsed.pages, parsed.warnings)


def _by_antiword(antiword: str, file: Path, name: str, task: Task) -> Parsed:
    limits = task.limits
    command = [antiword, "-m", "UTF-8.txt", "-w", "0", str(file)]
    outcome = child.run(command, seconds=limits.seconds, megabytes=limits.memory)
    _check(outcome, name, "antiword", limits)
    if outcome.status:
        raise InputError("{name} is damaged: antiword cannot open it; get a whole copy of it.", name=name)
    task.begin(name)
    flow = Flow(name, task)
    flow.warn(
        "{name} was read by antiword, which knows less than LibreOffice; install that for a better text.", name=name
    )
    lines = (line.strip() for line in outcome.output.decode("utf-8", "replace").splitlines())
    for is_table, group in itertools.groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            _add_table([[cell.strip() for cell in line.strip("|").split("|")] for line in group], flow)
        else:
            for line in group:
                flow.write(line)
                flow.end_paragraph()
    return flow.finish(MEDIA_TYPE)


def _add_table(lines: list[list[str]], flow: Flow) -> None:
    """Lines of a table: two columns are read one after the other, as a letterhead is; more are rows."""
    width = max(map(len, lines))
    if width > 2:
        flow.add_table([[[Block(cell)] if cell else [] for cell in line] for line in lines])
    else:
        columns = [[Block(line[at]) for line in lines if at < len(line) and line[at]] for at in range(width)]
        flow.add_table([columns])


def _check(outcome: child.Outcome, name: str, program: str, limits: Limits) -> None:
    if outcome.status is None:
        raise beyond(name, Sentence("keeps {program} busy", program=program), "seconds", limits.seconds)
    if outcome.status < 0:
        raise InputError(
            "{name} makes {program} crash (signal {status}); save it as .docx or PDF.",
            name=name,
            program=program,
            status=-outcome.status,
        )
