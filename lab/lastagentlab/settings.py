"""Where the lab keeps things, and which ports it uses. The environment may change both."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
TEMPLATES = CHECKOUT / "lab" / "asterisk"
SCENARIOS = CHECKOUT / "lab" / "scenarios"

CACHE = Path(os.environ.get("LASTAGENT_LAB", "/var/cache/lastagent-lab"))
"""Chroots, the database and the logs of failed runs. Outside the checkout: a clean checkout starts in seconds."""

SERVICE = os.environ.get("LASTAGENT_COMMAND", str(CHECKOUT / "lastagent"))
"""The command that is started with `serve --config FILE`: the service of this checkout, or another build of it."""

OFFSET = int(os.environ.get("LASTAGENT_LAB_OFFSET", "0"))
"""Added to every fixed port: with 1000, 2000, ... several checkouts run their labs side by side."""

HOME = "lab" if OFFSET == 0 else f"lab-{OFFSET}"
"""The folder of this lab at the root of each chroot."""

SECRET = "loopback-only"
"""The password of everything in the lab. All of it listens on loopback and is thrown away."""

TRUNK_HOST = "127.0.0.2"
"""The provider's address: the PBX tells the trunk from its agents by it."""

DATABASE_PORT = 5306 + OFFSET
AGENTS = ("971", "972", "973", "974", "975", "976", "977", "978", "9715")


@dataclass(frozen=True)
class PbxKind:
    """One of the two PBXs of the lab: which release, which channel driver, which ports."""

    name: str
    suite: str
    technology: str
    packages: tuple[str, ...]
    base: int

    @property
    def sip_port(self) -> int:
        return 5060 + self.base + OFFSET

    @property
    def trunk_port(self) -> int:
        """Where calls to the outside world arrive, on the trunk's address."""
        return 5090 + self.base + OFFSET

    @property
    def ami_port(self) -> int:
        return 5038 + self.base + OFFSET

    @property
    def agi_port(self) -> int:
        return 4573 + self.base + OFFSET

    @property
    def web_port(self) -> int:
        return 8073 + self.base + OFFSET

    @property
    def rtp_first(self) -> int:
        return 15000 + 10 * self.base

    @property
    def sipp_ports(self) -> range:
        """sipp's ports, all below the range from which the system gives out ports. A lab with an offset of 1000 to 4000
        has fewer of them, and all its own: a phone that falls silent for a moment must not lose its port to another lab."""
        if OFFSET == 0:
            first = 16000 + 40 * self.base
            return range(first, first + 4000)
        first = 28000 + (OFFSET // 1000 - 1) % 4 * 1120 + (self.base // 100 - 1) * 560
        return range(first, first + 560)

    @property
    def chroot(self) -> Path:
        return CACHE / f"asterisk-{self.name}"

    @property
    def home(self) -> Path:
        """The lab's folder in the chroot, seen from outside."""
        return self.chroot / HOME

    @property
    def lab_header(self) -> str:
        """The dialplan expression that reads the header by which the lab marks its calls."""
        return "SIP_HEADER(X-Lab-Call)" if self.technology == "SIP" else "PJSIP_HEADER(read,X-Lab-Call)"

    @property
    def dial_trunk(self) -> str:
        return "SIP/mts/${EXTEN}" if self.technology == "SIP" else "PJSIP/${EXTEN}@mts"


_COMMON = ("asterisk", "asterisk-modules", "asterisk-config", "asterisk-core-sounds-en-gsm")

KINDS = {
    "16": PbxKind("16", "bullseye", "SIP", (*_COMMON, "asterisk-mysql"), 100),
    "22": PbxKind("22", "sid", "PJSIP", _COMMON, 200),
}
