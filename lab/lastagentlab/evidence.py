"""What a PBX leaves behind, read: its verbose log, its queue_log and its CDR."""

from __future__ import annotations

import csv
import io
import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .chroots import LabError
from .mariadb import MariaDb
from .processes import wait_for

_LINE = re.compile(
    r"\[(?P<at>[\d-]+ [\d:.]+)\] (?P<level>\w+)\[(?P<thread>\d+)\](?:\[(?P<call>C-[0-9a-f]+)\])? (?P<text>.*)", re.S
)
_STEP = re.compile(
    r"pbx(?:_variables)?\.c: Executing \[(?P<extension>.*)@(?P<context>[^@:\]]+):(?P<priority>\d+)\] "
    r'(?P<application>\w+)\("(?P<channel>[^"]*)", "(?P<data>.*)"\) in new stack', re.S
)
_CONDITIONAL_DIAL = re.compile(r"1\?Dial\((?P<data>.*)\)", re.S)


@dataclass(frozen=True)
class LogLine:
    """A line of the PBX's log. `call` is Asterisk's own id of the call, the same on all its channels."""

    at: datetime
    level: str
    thread: str
    call: str
    text: str


@dataclass(frozen=True)
class Step:
    """One step of the dialplan, as the log shows it when it begins."""

    at: datetime
    channel: str
    context: str
    extension: str
    priority: int
    application: str
    data: str

    def __str__(self) -> str:
        time = f"{self.at:%H:%M:%S}.{self.at.microsecond // 1000:03}"
        return f"{time} [{self.extension}@{self.context}:{self.priority}] {self.application}({self.data})"


class PbxLog:
    """The verbose log, with times to the millisecond. Reading it never blocks the PBX. Not thread-safe."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._inode = 0
        self._read = 0
        self._lines: list[LogLine] = []
        self._last = ""

    def text(self) -> str:
        return self.path.read_text(errors="replace") if self.path.exists() else ""

    def lines(self, call: str | None = None) -> list[LogLine]:
        """All lines, or those of one call. What spans several lines in the file is one line here."""
        self._read_on()
        last = _parsed(self._last)
        return [line for line in (*self._lines, *last) if call is None or line.call == call]

    def _read_on(self) -> None:
        """Reads what has been added. The last line is kept apart: it may go on."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            inode = os.fstat(file.fileno()).st_ino
            if inode != self._inode:
                self._inode, self._read, self._lines, self._last = inode, 0, [], ""
            file.seek(self._read)
            added = file.read()
        self._read += len(added)
        if added:
            *whole, self._last = re.split(r"\n(?=\[\d{4}-\d\d-\d\d )", self._last + added.decode(errors="replace"))
            for raw in whole:
                self._lines += _parsed(raw)

    def steps(self, channel: str) -> list[Step]:
        """The dialplan steps of one channel, in order. A Dial under a condition that holds is a Dial."""
        found = []
        for line in self.lines():
            match = _STEP.search(line.text)
            if match and match["channel"] == channel:
                application, data = match["application"], match["data"]
                if application == "ExecIf" and (dial := _CONDITIONAL_DIAL.fullmatch(data)):
                    application, data = "Dial", dial["data"]
                found.append(Step(line.at, channel, match["context"], match["extension"], int(match["priority"]),
                                  application, data))
        return found

    def shows(self, words: str, timeout: float = 5) -> None:
        """Waits until the words stand in the log."""
        wait_for(lambda: words in self.text(), timeout, f"{words!r} in {self.path}")

    def never_shows(self, words: str) -> None:
        for line in self.text().splitlines():
            if words in line:
                raise LabError(f"expected never to see {words!r} in the PBX's log; saw: {line}")


def _parsed(raw: str) -> list[LogLine]:
    match = _LINE.match(raw.rstrip("\n"))
    if not match:
        return []
    at = datetime.strptime(match["at"], "%Y-%m-%d %H:%M:%S.%f")
    return [LogLine(at, match["level"], match["thread"], match["call"] or "", match["text"])]


@dataclass(frozen=True)
class QueueLogEntry:
    """One line of queue_log: epoch|unique id|queue|member|event|data…"""

    unique_id: str
    queue: str
    member: str
    event: str
    data: tuple[str, ...]


class QueueLog:
    """app_queue's own journal."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def entries(self, unique_id: str | None = None) -> list[QueueLogEntry]:
        found = []
        for line in (self.path.read_text(errors="replace").splitlines() if self.path.exists() else []):
            fields = line.split("|")
            if len(fields) >= 5 and (unique_id is None or fields[1] == unique_id):
                found.append(QueueLogEntry(fields[1], fields[2], fields[3], fields[4], tuple(fields[5:])))
        return found

    def events(self, unique_id: str) -> list[str]:
        """What a report counts of this call: without OUTCALL, by which QueueUpdate() says that it was told of a talk."""
        return [entry.event for entry in self.entries(unique_id) if entry.event != "OUTCALL"]


@dataclass(frozen=True)
class CdrRow:
    """The columns of a CDR row that a scenario looks at; `billsec` in seconds."""

    src: str
    dst: str
    context: str
    clid: str
    channel: str
    dst_channel: str
    last_app: str
    disposition: str
    billsec: int
    unique_id: str


class Cdr:
    """The CDR of a PBX: a table of MariaDB where the PBX writes one, else Master.csv."""

    _COLUMNS = "src, dst, dcontext, clid, channel, dstchannel, lastapp, disposition, billsec, uniqueid"

    def __init__(self, database: MariaDb | None, master_csv: Path) -> None:
        self._database = database
        self._master_csv = master_csv

    def rows(self, unique_id: str | None = None) -> list[CdrRow]:
        """The rows written so far, in the order in which they were written."""
        rows = self._from_database() if self._database else self._from_csv()
        return [row for row in rows if unique_id is None or row.unique_id == unique_id]

    def row(self, unique_id: str, timeout: float = 5) -> CdrRow:
        """The row of this channel that has a destination channel or is the only one; waits until it is written."""
        rows = wait_for(lambda: self.rows(unique_id), timeout, f"the CDR of {unique_id}", pause=0.1)
        assert isinstance(rows, list)
        first: CdrRow = rows[0]
        return next((row for row in rows if row.dst_channel), first)

    def _from_database(self) -> list[CdrRow]:
        assert self._database
        found = self._database.query(
            f"SELECT {self._COLUMNS} FROM cdr WHERE calldate >= NOW() - INTERVAL 1 DAY ORDER BY calldate, sequence")
        return [CdrRow(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], int(r[8]), r[9]) for r in found]

    def _from_csv(self) -> list[CdrRow]:
        text = self._master_csv.read_text(errors="replace") if self._master_csv.exists() else ""
        return [CdrRow(r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[14], int(r[13]), r[16])
                for r in csv.reader(io.StringIO(text)) if len(r) >= 17]
