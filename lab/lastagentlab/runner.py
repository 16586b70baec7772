"""Finds scenarios by name, runs them on one PBX or on both, and counts."""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import re
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import IO, Any

from . import settings
from .chroots import LabError, ensure
from .lab import Lab
from .mariadb import MariaDb
from .pbx import Pbx
from .router import laid_over
from .settings import KINDS, PbxKind
from .sip import Ports


def names() -> list[str]:
    """All scenarios that there are, S2 before S10. A group's are those of others, under its own name and settings."""
    found = [folder.name for folder in settings.SCENARIOS.iterdir() if (folder / "scenario.py").is_file()]
    for group in settings.SCENARIOS.glob("*/group.py"):
        found += [f"{group.parent.name}/{name}" for name in _load(group).SCENARIOS]
    return sorted(found, key=lambda name: [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", name)])


def select(wanted: Sequence[str], existing: Sequence[str]) -> list[str]:
    """The scenarios that the given names stand for, each once; all of them if no name is given.

    A name stands for the folder of that name and for those which go on with a dash: `S13` is all of `S13-…`, and
    `S1` is not `S10`. That of a group stands for all that is in it. What follows the number may be given alone, or
    its beginning: `busy` is `S13-busy-talking` too.
    """
    found: list[str] = []
    for name in wanted or existing:
        matching = [e for e in existing if e == name or e.startswith((f"{name}-", f"{name}/"))]
        matching += [e for e in existing if e.startswith("S") and f"{e.partition('-')[2]}-".startswith(f"{name}-")]
        if not matching:
            raise LabError(f"there is no scenario {name!r}; there are: {' '.join(existing)}")
        found += [e for e in matching if e not in found]
    return found


def run(kind: PbxKind, scenarios: Sequence[str], times: int) -> tuple[int, int]:
    """Runs the scenarios, each so many times, and gives how many passed and how many failed."""
    ports = Ports(kind.sipp_ports)
    passed = failed = 0
    with _lock(kind) as lock:
        _take(lock, kind)
        pbx = Pbx(kind)
        try:
            for name in (name for name in scenarios if _is_for(kind, name)):
                for turn in range(1, times + 1):
                    if _run_one(kind, name, f" ({turn}/{times})" if times > 1 else "", ports):
                        passed += 1
                    else:
                        failed += 1
        finally:
            pbx.stop()
            pbx.stop_database()
    return passed, failed


def _lock(kind: PbxKind) -> IO[str]:
    return (settings.CACHE / f"{settings.HOME}-{kind.name}.lock").open("w")


def _take(lock: IO[str], kind: PbxKind) -> None:
    """Waits until no other run has this PBX."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(f"{kind.name}: waiting for another run on this PBX (LASTAGENT_LAB_OFFSET avoids that)", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)


@contextlib.contextmanager
def _room(alone: bool) -> Iterator[None]:
    """While a scenario runs that must be alone, no other one of this lab does, on either PBX."""
    with (settings.CACHE / f"{settings.HOME}-room.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield


def _group(name: str) -> ModuleType | None:
    """The group under whose settings the scenario runs."""
    group, slash, _ = name.partition("/")
    return _load(settings.SCENARIOS / group / "group.py") if slash else None


def _scenario(name: str) -> Path:
    return settings.SCENARIOS / name.rpartition("/")[2]


def _is_for(kind: PbxKind, name: str) -> bool:
    module = _group(name) or _load(_scenario(name) / "scenario.py")
    return getattr(module, "PBX", kind.name) == kind.name


def _overlay(name: str, module: ModuleType, group: ModuleType | None) -> dict[str, Any]:
    own = getattr(module, "SETTINGS", {})
    if group is None:
        return own
    return laid_over(laid_over(group.SETTINGS, own), group.SCENARIOS[name.rpartition("/")[2]])


def _run_one(kind: PbxKind, name: str, turn: str, ports: Ports) -> bool:
    scenario = _scenario(name)
    module = _load(scenario / "scenario.py")
    group = _group(name)
    label = name.replace("/", "-")
    folder = settings.CACHE / "runs" / f"{datetime.now():%Y%m%d-%H%M%S.%f}-{kind.name}-{label}"
    folder.mkdir(parents=True)
    database = getattr(group or module, "DATABASE", "asteriskcdrdb")
    shortest_talk = getattr(group or module, "SHORTEST_TALK", 0)
    dialect = getattr(module, "DIALECT", "")
    lab = Lab(kind, scenario, folder, _overlay(name, module, group), ports, database, shortest_talk, dialect)
    began = time.monotonic()
    error: BaseException | None = None
    try:
        with _room(alone=getattr(module, "ALONE", False)):
            began = time.monotonic()
            lab.open(router=getattr(module, "ROUTER", True))
            module.run(lab)
    except (AssertionError, LabError, OSError, IndexError, KeyError, ValueError) as caught:
        error = caught
    finally:
        lab.close()
    seconds = time.monotonic() - began
    print(f"{kind.name}: {'ok    ' if error is None else 'FAILED'} {name}{turn} ({seconds:.1f} s)", flush=True)
    if error is None:
        subprocess.run(["rm", "-rf", str(folder)], check=True)
        return True
    expected = isinstance(error, (AssertionError, LabError))
    where = str(error) if expected else "".join(traceback.format_exception(error))
    print(f"{kind.name}:   {where}\n{kind.name}:   logs: {_keep(lab, folder)}", flush=True)
    return False


def _keep(lab: Lab, folder: Path) -> Path:
    """Puts the PBX's logs and configuration beside what sipp and the service have left."""
    for part in ("log", "etc", "console.log"):
        subprocess.run(["cp", "-r", str(lab.kind.home / part), str(folder / f"asterisk-{part}")], check=False)
    return folder


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"scenario_{path.parent.name}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_all(wanted: Sequence[str], times: int) -> tuple[int, int]:
    """Runs them on both PBXs at the same time, and adds up."""
    select(wanted, names())
    command = [sys.executable, str(settings.CHECKOUT / "lab" / "test")]
    arguments = [*wanted, "--times", str(times), "--quiet-count"]
    running = [subprocess.Popen([*command, name, *arguments], stdout=subprocess.PIPE, text=True) for name in KINDS]
    return _follow(running)


def _follow(running: list[subprocess.Popen[str]]) -> tuple[int, int]:
    """Prints what the two print, a whole line at a time, and adds up their counts; ends them if it is ended."""
    passed = failed = 0

    def follow(process: subprocess.Popen[str]) -> None:
        nonlocal passed, failed
        assert process.stdout
        for line in process.stdout:
            if line.startswith("count "):
                passed += int(line.split()[1])
                failed += int(line.split()[2])
            else:
                print(line, end="", flush=True)

    threads = [threading.Thread(target=follow, args=(process,)) for process in running]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        for process in running:
            process.terminate()
    failed += sum(process.wait() not in (0, 1) for process in running)
    return passed, failed


def up(kind: PbxKind) -> None:
    """Builds what is missing and starts the PBX, with the administrator's dialplan and our context if it is there."""
    from .lab import DIALPLAN

    ensure(kind)
    with _lock(kind) as lock:
        _take(lock, kind)
        Pbx(kind).start(None, DIALPLAN if DIALPLAN.exists() else None)


def down() -> None:
    for kind in KINDS.values():
        Pbx(kind).stop()
    MariaDb().down()


def build_service(scenarios: Sequence[str]) -> None:
    """Has the start script build the service once, before two PBXs start it at the same time."""
    if not any(getattr(_load(_scenario(name) / "scenario.py"), "ROUTER", True) for name in scenarios):
        return
    command = [settings.SERVICE, "--version"]
    if Path(settings.SERVICE).exists() and subprocess.run(command, stdout=subprocess.DEVNULL).returncode:
        raise LabError(f"{settings.SERVICE} --version failed")


def clean_runs(keep: int = 50) -> None:
    """Keeps the folders of the latest failed runs only."""
    runs = sorted((settings.CACHE / "runs").glob("*"), key=os.path.getmtime)
    for old in runs[:-keep]:
        subprocess.run(["rm", "-rf", str(old)], check=True)
