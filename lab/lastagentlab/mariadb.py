"""The MariaDB into which the older PBX writes its CDR: Debian's server with data, port and socket of our own."""

from __future__ import annotations

import fcntl
import shutil
import subprocess

from . import settings
from .chroots import LabError
from .processes import Daemon, wait_for

_SCHEMA = f"""
CREATE DATABASE asteriskcdrdb CHARACTER SET utf8mb4;
CREATE USER asterisk@'127.0.0.1' IDENTIFIED BY '{settings.SECRET}';
GRANT ALL ON asteriskcdrdb.* TO asterisk@'127.0.0.1';
USE asteriskcdrdb;
CREATE TABLE cdr (
    calldate DATETIME NOT NULL, clid VARCHAR(80) NOT NULL DEFAULT '', src VARCHAR(80) NOT NULL DEFAULT '',
    dst VARCHAR(80) NOT NULL DEFAULT '', dcontext VARCHAR(80) NOT NULL DEFAULT '',
    channel VARCHAR(80) NOT NULL DEFAULT '', dstchannel VARCHAR(80) NOT NULL DEFAULT '',
    lastapp VARCHAR(80) NOT NULL DEFAULT '', lastdata VARCHAR(80) NOT NULL DEFAULT '',
    duration INT NOT NULL DEFAULT 0, billsec INT NOT NULL DEFAULT 0, disposition VARCHAR(45) NOT NULL DEFAULT '',
    amaflags VARCHAR(45) NOT NULL DEFAULT '', accountcode VARCHAR(80) NOT NULL DEFAULT '',
    uniqueid VARCHAR(150) NOT NULL DEFAULT '', userfield VARCHAR(256) NOT NULL DEFAULT '',
    peeraccount VARCHAR(80) NOT NULL DEFAULT '', linkedid VARCHAR(150) NOT NULL DEFAULT '',
    sequence INT NOT NULL DEFAULT 0, KEY calldate (calldate)
);
"""


class MariaDb:
    """One server for the lab, left running between tests."""

    def __init__(self) -> None:
        name = "mariadb" if settings.OFFSET == 0 else f"mariadb-{settings.OFFSET}"
        self._home = settings.CACHE / name
        self._socket = self._home / "server.sock"
        # Of its own: a starting server deletes every #sql… file in its temporary folder, those of other servers too.
        self._temporary = self._home / "tmp"
        self._daemon = Daemon(self._home / "server.pid", str(self._home))

    def up(self) -> None:
        settings.CACHE.mkdir(parents=True, exist_ok=True)
        with (settings.CACHE / f"{self._home.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (self._home / "ready").exists():
                self._daemon.stop()
                self._install()
            elif self._daemon.pid() is None:
                self._start()

    def down(self) -> None:
        self._daemon.stop()

    def query(self, sql: str) -> list[list[str]]:
        """Runs SQL on the CDR database; each row is a list of texts."""
        output = self._client(["asteriskcdrdb"], sql)
        return [line.split("\t") for line in output.splitlines()]

    def _install(self) -> None:
        if self._home.exists():
            shutil.rmtree(self._home)
        self._home.mkdir(parents=True)
        shutil.chown(self._home, "mysql", "mysql")
        self._make_temporary()
        self._run([
            "mariadb-install-db", "--no-defaults", "--user=mysql", f"--datadir={self._home}/data",
            f"--tmpdir={self._temporary}", "--auth-root-authentication-method=socket", "--skip-test-db",
        ])
        self._start()
        self._client([], _SCHEMA)
        (self._home / "ready").touch()

    def _make_temporary(self) -> None:
        self._temporary.mkdir(exist_ok=True)
        shutil.chown(self._temporary, "mysql", "mysql")

    def _start(self) -> None:
        self._make_temporary()
        self._daemon.start([
            "mariadbd", "--no-defaults", "--user=mysql", f"--datadir={self._home}/data",
            f"--tmpdir={self._temporary}", f"--socket={self._socket}", "--bind-address=127.0.0.1",
            f"--port={settings.DATABASE_PORT}", f"--pid-file={self._home}/mariadbd.pid",
            "--skip-name-resolve", "--innodb-buffer-pool-size=64M", "--innodb-flush-log-at-trx-commit=2",
        ], self._home / "server.log")
        wait_for(self._answers, 30, f"MariaDB (log: {self._home}/server.log)", pause=0.1)

    def _answers(self) -> bool:
        if self._daemon.pid() is None:
            raise LabError(f"MariaDB did not start; see {self._home}/server.log")
        probe = ["mariadb", "--no-defaults", f"--socket={self._socket}", "-e", "SELECT 1"]
        return subprocess.run(probe, capture_output=True).returncode == 0

    def _client(self, arguments: list[str], sql: str) -> str:
        return self._run(["mariadb", "--no-defaults", "--batch", "--skip-column-names",
                          "--default-character-set=utf8mb4", f"--socket={self._socket}", *arguments], sql)

    @staticmethod
    def _run(command: list[str], text: str = "") -> str:
        done = subprocess.run(command, input=text, capture_output=True, text=True)
        if done.returncode:
            raise LabError(f"{command[0]} failed: {done.stdout}{done.stderr}")
        return done.stdout
