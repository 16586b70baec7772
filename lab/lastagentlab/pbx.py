"""One real Asterisk of the lab."""

from __future__ import annotations

import re
import shutil
import socket
from pathlib import Path

from . import settings
from .ami import Ami
from .chroots import LabError
from .evidence import Cdr, PbxLog, QueueLog
from .mariadb import MariaDb
from .processes import Daemon, goes_first, wait_for
from .settings import PbxKind
from .templates import Templates


class Pbx:
    """Starts, stops and commands one Asterisk, and shows what it has seen.

    A fresh start takes half a second and is the reset between scenarios: no channel, registration, global
    variable, device state or database entry of the PBX survives it.
    """

    def __init__(self, kind: PbxKind) -> None:
        self.kind = kind
        self._daemon = Daemon(kind.home / "asterisk.pid", f"/{settings.HOME}/asterisk.conf")
        self._ami: Ami | None = None
        self._database = MariaDb() if kind.technology == "SIP" else None
        self.log = PbxLog(kind.home / "log" / "full")
        self.queue_log = QueueLog(kind.home / "log" / "queue_log")
        self.cdr = Cdr(self._database, kind.home / "log" / "cdr-csv" / "Master.csv")

    def running(self) -> bool:
        return self._daemon.pid() is not None

    @property
    def database(self) -> MariaDb:
        """The server that CDR is written into."""
        if self._database is None:
            raise LabError(f"Asterisk {self.kind.name} writes no CDR into a database")
        return self._database

    def start(self, scenario: Path | None = None, dialplan: Path | None = None,
              database: str = "asteriskcdrdb") -> None:
        """Starts it afresh with this scenario's configuration; stops a running one first."""
        self.stop()
        if self._database:
            self._database.up()
            self._database.use(database)
            self._database.forget_calls()
        for folder in ("db", "run", "log", "spool"):
            shutil.rmtree(self.kind.home / folder, ignore_errors=True)
        # A new file may get the inode of the old one, so that the reader would go on in the middle of it.
        self.log = PbxLog(self.log.path)
        Templates(self.kind, database).write(scenario, dialplan)
        self._cut_off_from_names()
        configuration = f"/{settings.HOME}/asterisk.conf"
        output = self.kind.home / "console.log"
        output.unlink(missing_ok=True)
        # As on a PBX host, where Asterisk has the machine for itself: its times are what some scenarios judge.
        self._daemon.start(["chroot", str(self.kind.chroot), "asterisk", "-C", configuration, "-f"], output, goes_first)
        wait_for(self._booted, 30, f"Asterisk {self.kind.name} (log: {self.log.path})", pause=0.05)

    def stop(self) -> None:
        if self._ami:
            self._ami.close()
            self._ami = None
        self._daemon.stop()

    def _cut_off_from_names(self) -> None:
        """Asterisk looks up its host's name now and then; it finds it in the chroot, and asks no name server."""
        etc = self.kind.chroot / "etc"
        (etc / "hosts").write_text(f"127.0.0.1 localhost {socket.gethostname()}\n")
        (etc / "nsswitch.conf").write_text("passwd: files\ngroup: files\nhosts: files\n")

    def stop_database(self) -> None:
        if self._database:
            self._database.down()

    def _booted(self) -> bool:
        if not self.running():
            raise LabError(f"Asterisk {self.kind.name} did not start; see {self.kind.home}/console.log")
        return "Asterisk Ready." in self.log.text() and self._ami_listens()

    def _ami_listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.kind.ami_port)) == 0

    @property
    def ami(self) -> Ami:
        if self._ami is None:
            self._ami = Ami(self.kind.ami_port, "lab", settings.SECRET)
        return self._ami

    def cli(self, command: str) -> str:
        """Runs a CLI command, as an administrator does."""
        return self.ami.command(command)

    def channels(self) -> int:
        """How many channels are up, ringing or being set up."""
        return int(self.cli("core show channels count").split()[0])

    def idle(self, timeout: float = 10) -> None:
        """Waits until no channel is left, so that CDR and queue_log are written."""
        wait_for(lambda: self.channels() == 0, timeout, f"the end of all calls on Asterisk {self.kind.name}")

    def members(self, queue: str = "support") -> list[str]:
        """The interfaces of the queue's members, as they stand in its configuration or were added later."""
        shown = self.cli(f"queue show {queue}").split("Callers")[0]
        return re.findall(r"((?:PJSIP|SIP|Local)/[^\s)(]+)", shown)

    def pause(self, interface: str, queue: str = "support", paused: bool = True) -> None:
        self.ami.action("QueuePause", Queue=queue, Interface=interface, Paused=str(paused).lower())

    def add_member(self, interface: str, queue: str = "support") -> None:
        """An agent logs on to the queue: a dynamic member, which can log off again."""
        self.ami.action("QueueAdd", Queue=queue, Interface=interface)

    def remove_member(self, interface: str, queue: str = "support") -> None:
        self.ami.action("QueueRemove", Queue=queue, Interface=interface)

    def runs(self, extension: str, context: str) -> None:
        """Runs an extension of the dialplan, which begins with Answer(), as an agent's feature code does."""
        self.ami.action("Originate", Channel=f"Local/{extension}@{context}/n", Application="Wait", Data="1")

    def packets(self, channel: str) -> tuple[int, int]:
        """How many RTP packets have come from this channel's phone, and how many went to it."""
        function = "rtpqos,audio,{}count" if self.kind.technology == "SIP" else "rtcp,{}count,audio"
        counts = (self.ami.action("Getvar", Channel=channel, Variable=f"CHANNEL({function.format(way)})")["Value"]
                  for way in ("rx", "tx"))
        return int(next(counts)), int(next(counts))

    def set_global(self, name: str, value: str) -> None:
        self.cli(f"dialplan set global {name} {value}")

    def write_context(self, dialplan: Path | None) -> None:
        """Puts the service's context into the dialplan, or takes it out, and reloads the dialplan."""
        Templates(self.kind).write_context(dialplan)
        self.cli("dialplan reload")

    def shows_member(self, interface: str, words: str, queue: str = "support") -> None:
        """Waits until `queue show` says this of the member, such as `(On Hold)`."""
        def line() -> str:
            lines = self.cli(f"queue show {queue}").splitlines()
            return next((line for line in lines if re.search(rf"{re.escape(interface)}[\s)]", line)), "")

        wait_for(lambda: words in line(), 5, f"{words!r} of {interface} in the queue {queue}")

    def change(self, name: str, old: str, new: str) -> None:
        """Puts another text for one into a configuration file; the reload is the caller's."""
        file = self.kind.home / "etc" / name
        text = file.read_text()
        if old not in text:
            raise LabError(f"there is no {old!r} in {file}")
        file.write_text(text.replace(old, new))

    def reload_phones(self) -> None:
        """Takes sip.conf or pjsip.conf as it is now."""
        self.cli("sip reload" if self.kind.technology == "SIP" else "module reload res_pjsip.so")

    def rewrite(self, name: str, text: str) -> None:
        """Replaces one configuration file; the reload is the caller's."""
        (self.kind.home / "etc" / name).write_text(Templates(self.kind).render(text))
