"""Builds the chroots with Debian's Asterisk: bullseye has 16 with chan_sip, sid has 22 with PJSIP.

Bookworm has no Asterisk. A chroot is built in a temporary folder and renamed when it is complete, so one
that was interrupted is never taken for a good one. /proc is not mounted into it.
"""

from __future__ import annotations

import fcntl
import math
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

from . import settings
from .settings import PbxKind

_RECIPE = "1"
"""Raised when the build changes; a chroot of another recipe is built anew."""

_APT = ["apt-get", "-y", "-o", "Acquire::Retries=5", "-o", "Dpkg::Use-Pty=0"]


class LabError(Exception):
    """The lab cannot do what was asked; the message says what to do about it."""


def ensure(kind: PbxKind) -> None:
    """Builds the chroot unless it is complete; takes about a minute and the network. Safe to call at the same time."""
    if os.geteuid() != 0:
        raise LabError("the lab needs root, for its chroots")
    settings.CACHE.mkdir(parents=True, exist_ok=True)
    with (settings.CACHE / f"asterisk-{kind.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = kind.chroot / "lastagent-lab-recipe"
        if stamp.is_file() and stamp.read_text() == _RECIPE:
            return
        _build(kind)


def _build(kind: PbxKind) -> None:
    building = settings.CACHE / f"asterisk-{kind.name}.building"
    _remove(building)
    _remove(kind.chroot)
    log = settings.CACHE / f"asterisk-{kind.name}.build.log"
    print(f"lab: building Asterisk {kind.name} from Debian {kind.suite} in {kind.chroot} (log: {log})", flush=True)
    with log.open("w") as output:
        _run(["debootstrap", "--variant=minbase", kind.suite, str(building)], output, log)
        _prepare_apt(kind, building)
        inside = ["chroot", str(building)]
        _run([*inside, *_APT, "update"], output, log)
        _run([*inside, *_APT, "--no-install-recommends", "install", *kind.packages], output, log)
        _run([*inside, "apt-get", "clean"], output, log)
        _run([*inside, "asterisk", "-V"], output, log)
    (building / "lastagent-lab-recipe").write_text(_RECIPE)
    building.rename(kind.chroot)


def _prepare_apt(kind: PbxKind, root: Path) -> None:
    policy = root / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\n# No package starts a service in here.\nexit 101\n")
    policy.chmod(0o755)
    options = 'Acquire::Retries "5";\nAPT::Install-Recommends "false";\n'
    if kind.suite == "sid":
        options += 'Acquire::Check-Valid-Until "false";\n'
    (root / "etc/apt/apt.conf.d/99lastagent-lab").write_text(options)
    shutil.copyfile("/etc/resolv.conf", root / "etc/resolv.conf")


def _run(command: list[str], output: IO[str], log: Path) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    print("+", *command, file=output, flush=True)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment,
                               start_new_session=True)
    try:
        status = process.wait()
    except BaseException:
        # Whoever ends us ends what debootstrap has started too, or it would go on writing into the folder.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    if status:
        print("".join(log.read_text(errors="replace").splitlines(keepends=True)[-20:]), file=sys.stderr)
        raise LabError(f"{' '.join(command)} failed; its output is in {log}")


def _remove(tree: Path) -> None:
    """Deletes a tree, after unmounting what an interrupted debootstrap has left mounted in it."""
    mounts = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    for mount in sorted((m for m in mounts if m.startswith(f"{tree}/")), reverse=True):
        subprocess.run(["umount", mount], check=True)
    if tree.exists():
        subprocess.run(["rm", "-rf", "--one-file-system", str(tree)], check=True)


def tone(seconds: float) -> bytes:
    """A quiet 440 Hz tone, 8,000 samples a second, one byte each (G.711 A-law)."""
    return bytes(_a_law(int(3000 * math.sin(2 * math.pi * 440 * n / 8000))) for n in range(int(seconds * 8000)))


def _a_law(sample: int) -> int:
    sign = 0x80 if sample >= 0 else 0
    magnitude = min(abs(sample) >> 3, 4095)
    exponent = max(magnitude.bit_length() - 5, 0)
    mantissa = (magnitude >> (exponent if exponent else 1)) & 0x0F
    return (sign | (exponent << 4) | mantissa) ^ 0x55
