"""The MariaDB into which the older PBX writes its CDR: Debian's server with data, port and socket of our own."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator

from . import settings
from .chroots import LabError
from .processes import Daemon, wait_for

_READY = "ready-2"
"""Another name whenever the schema below changes: what is cached is made anew."""

_SCHEMA = f"""
CREATE DATABASE asteriskcdrdb CHARACTER SET utf8mb4;
CREATE USER asterisk@'127.0.0.1' IDENTIFIED BY '{settings.SECRET}';
GRANT ALL ON asteriskcdrdb.* TO asterisk@'127.0.0.1';
CREATE USER lastagent@'127.0.0.1' IDENTIFIED BY '{settings.SECRET}';
GRANT SELECT ON asteriskcdrdb.* TO lastagent@'127.0.0.1';
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

_MILLION = """
CREATE DATABASE freepbx CHARACTER SET utf8mb4;
GRANT ALL ON freepbx.* TO asterisk@'127.0.0.1';
GRANT SELECT ON freepbx.* TO lastagent@'127.0.0.1';
USE freepbx;
CREATE TABLE cdr (
    calldate DATETIME NOT NULL DEFAULT '1000-01-01 00:00:00', clid VARCHAR(80) NOT NULL DEFAULT '',
    src VARCHAR(80) NOT NULL DEFAULT '', dst VARCHAR(80) NOT NULL DEFAULT '', dcontext VARCHAR(80) NOT NULL DEFAULT '',
    channel VARCHAR(80) NOT NULL DEFAULT '', dstchannel VARCHAR(80) NOT NULL DEFAULT '',
    lastapp VARCHAR(80) NOT NULL DEFAULT '', lastdata VARCHAR(80) NOT NULL DEFAULT '',
    duration INT NOT NULL DEFAULT 0, billsec INT NOT NULL DEFAULT 0, disposition VARCHAR(45) NOT NULL DEFAULT '',
    amaflags INT NOT NULL DEFAULT 0, accountcode VARCHAR(20) NOT NULL DEFAULT '',
    uniqueid VARCHAR(32) NOT NULL DEFAULT '', userfield VARCHAR(255) NOT NULL DEFAULT '',
    did VARCHAR(50) NOT NULL DEFAULT '', recordingfile VARCHAR(255) NOT NULL DEFAULT '',
    cnum VARCHAR(80) NOT NULL DEFAULT '', cnam VARCHAR(80) NOT NULL DEFAULT '',
    outbound_cnum VARCHAR(80) NOT NULL DEFAULT '', outbound_cnam VARCHAR(80) NOT NULL DEFAULT '',
    dst_cnam VARCHAR(80) NOT NULL DEFAULT '', linkedid VARCHAR(32) NOT NULL DEFAULT '',
    peeraccount VARCHAR(80) NOT NULL DEFAULT '', sequence INT NOT NULL DEFAULT 0
);
INSERT INTO cdr (calldate, clid, src, dst, dcontext, channel, dstchannel, lastapp, lastdata, duration, billsec,
    disposition, uniqueid, did, cnum, linkedid, sequence)
SELECT NOW() - INTERVAL 2 DAY - INTERVAL seq * 20 SECOND, CONCAT('"" <099', 1000000 + seq % 900000, '>'),
    CONCAT('099', 1000000 + seq % 900000), '100', 'from-trunk', CONCAT('SIP/mts-', LPAD(HEX(seq), 8, '0')),
    CONCAT('SIP/', 971 + seq % 3, '-', LPAD(HEX(seq + 1), 8, '0')), 'Queue', 'support', 70, 60, 'ANSWERED',
    CONCAT(1700000000 - seq, '.', seq), '100', CONCAT('099', 1000000 + seq % 900000), CONCAT(1700000000 - seq, '.', seq),
    seq
FROM mysql.seq_1_to_1000000;
ALTER TABLE cdr ADD KEY calldate (calldate), ADD KEY dst (dst), ADD KEY accountcode (accountcode),
    ADD KEY uniqueid (uniqueid), ADD KEY did (did), ADD KEY recordingfile (recordingfile(191));
ANALYZE TABLE cdr;
"""
"""FreePBX 16's table with its own indexes and no other (cdr/install.php, release/16.0), and a million calls older than any
look-back."""


class MariaDb:
    """One server for the lab, left running between tests."""

    def __init__(self) -> None:
        name = "mariadb" if settings.OFFSET == 0 else f"mariadb-{settings.OFFSET}"
        self._home = settings.CACHE / name
        self._socket = self._home / "server.sock"
        # Of its own: a starting server deletes every #sql… file in its temporary folder, those of other servers too.
        self._temporary = self._home / "tmp"
        self._daemon = Daemon(self._home / "server.pid", str(self._home))
        self.database = "asteriskcdrdb"

    def up(self) -> None:
        settings.CACHE.mkdir(parents=True, exist_ok=True)
        with (settings.CACHE / f"{self._home.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (self._home / _READY).exists():
                self._daemon.stop()
                self._install()
            elif self._daemon.pid() is None:
                self._start()

    def down(self) -> None:
        self._daemon.stop()

    def freeze(self) -> None:
        """Stops it in mid-breath: it accepts connections, and nothing answers."""
        os.kill(self._running(), signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self._running(), signal.SIGCONT)

    def _running(self) -> int:
        pid = self._daemon.pid()
        if pid is None:
            raise LabError("MariaDB does not run")
        return pid

    @contextlib.contextmanager
    def locked(self, table: str) -> Iterator[None]:
        """Whoever reads the table in here waits, and is not refused."""
        command = ["mariadb", "--no-defaults", f"--socket={self._socket}", "--unbuffered", "--skip-column-names",
                   self.database]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as client:
            assert client.stdin and client.stdout
            client.stdin.write(f"LOCK TABLES {table} WRITE; SELECT 'locked';\n")
            client.stdin.flush()
            client.stdout.readline()
            try:
                yield
            finally:
                client.stdin.close()

    def use(self, database: str) -> None:
        """Has the PBX write into this database: the lab's own, or `freepbx`, which is filled when it is first used."""
        self.database = database
        ready = self._home / "freepbx-ready"
        if database == "freepbx" and not ready.exists():
            self._client([], "DROP DATABASE IF EXISTS freepbx;" + _MILLION)
            ready.touch()

    def forget_calls(self) -> None:
        """Deletes what earlier scenarios have written; older rows stay."""
        self.query("DELETE FROM cdr WHERE calldate >= NOW() - INTERVAL 1 DAY")

    def query(self, sql: str) -> list[list[str]]:
        """Runs SQL on the CDR database; each row is a list of texts."""
        output = self._client([self.database], sql)
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
        (self._home / _READY).touch()

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
