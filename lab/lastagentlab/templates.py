"""Writes the configuration of one PBX from the templates in lab/asterisk and what a scenario brings along."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from . import settings
from .chroots import tone
from .settings import PbxKind

_NOT_LOADED = re.compile(
    r"app_(adsiprog|agent_pool|alarmreceiver|amd|audiosocket|confbridge|dictate|disa|externalivr|festival|followme|getcpeid|ices"
    r"|image|jack|minivm|morsecode|mp3|mysql|nbscat|page|sla|sms|speech_utils|stasis.*|test|url|voicemail.*|zapateller)"
    r"|bridge_builtin_interval_features|cdr_(adaptive_odbc|custom|odbc|pgsql|radius|sqlite3_custom|tds)"
    r"|codec_(amr|codec2|lpc10|opus.*|speex)|format_(ogg_.*|vox|h26.|vp8|siren.*|g7.*|ilbc)"
    r"|func_(aes|enum|odbc|srv|speex|vmcount|callcompletion|iconv|blacklist)"
    r"|res_pjsip_(phoneprov.*|stir_shaken|geolocation|config_wizard|transport_websocket|publish_asterisk|t38|history"
    r"|sips_contact|notify|aoc|send_to_voicemail|one_touch.*)"
)
_LOADED = re.compile(
    r"(app|bridge|codec|format|func)_.*|pbx_config|cdr_csv|cdr_mysql|chan_bridge_media"
    r"|res_(agi|curl|rtp_asterisk|musiconhold|timing_timerfd|crypto|stasis|stasis_device_state|sorcery_.*|srtp|speech"
    r"|manager_devicestate|manager_presencestate|pjproject|pjsip|pjsip_.*|security_log|limit|convert)"
)
_SERVICE_USER = settings.CHECKOUT / "dist" / "asterisk" / "manager.conf.sample"
_EMPTY = ("acl", "ccss", "cel", "indications", "pjproject", "udptl")
"""Files that Asterisk complains about when they are not there, and needs nothing in."""


class Templates:
    """Renders the templates for one PBX. `{{NAME}}` is replaced; an unknown name is an error."""

    def __init__(self, kind: PbxKind, database: str = "asteriskcdrdb") -> None:
        self._kind = kind
        modules = next(kind.chroot.glob("usr/lib/**/app_queue.so")).parent
        self._module_files = sorted(file.stem for file in modules.glob("*.so"))
        self._values = {
            "HOME": f"/{settings.HOME}",
            "MODULES": "/" + str(modules.relative_to(kind.chroot)),
            "SECRET": settings.SECRET,
            "SIP": kind.technology,
            "SIP_PORT": str(kind.sip_port),
            "AMI_PORT": str(kind.ami_port),
            "AGI_PORT": str(kind.agi_port),
            "RTP_FIRST": str(kind.rtp_first),
            "RTP_LAST": str(kind.rtp_first + 999),
            "TRUNK_HOST": settings.TRUNK_HOST,
            "TRUNK_PORT": str(kind.trunk_port),
            "DATABASE": database,
            "DATABASE_PORT": str(settings.DATABASE_PORT),
            "SERVICE_USER": _SERVICE_USER.read_text().replace("change-me", settings.SECRET),
            "LAB_HEADER": kind.lab_header,
            "DIAL_TRUNK": kind.dial_trunk,
            "AGENTS": "\n".join(self._agent(number) for number in settings.AGENTS),
            "HINTS": "\n".join(f"exten => {number},hint,{kind.technology}/{number}" for number in settings.AGENTS),
        }

    def render(self, text: str) -> str:
        return re.sub(r"\{\{([A-Z_]+)\}\}", lambda name: self._values[name.group(1)], text)

    def write(self, scenario: Path | None, dialplan: Path | None) -> None:
        """Writes all of the configuration; files of the scenario's folder replace those of the lab.

        A scenario's `extensions.conf` is the administrator's part of the dialplan only. `dialplan` is the
        service's context; without it the context is missing, which is a scenario too.
        """
        etc = self._kind.home / "etc"
        if etc.exists():
            shutil.rmtree(etc)
        for folder in (etc, *(self._kind.home / name for name in ("db", "run", "log/cdr-csv", "spool", "music"))):
            folder.mkdir(parents=True, exist_ok=True)
        (self._kind.home / "music/tone.alaw").write_bytes(tone(seconds=4))
        for template in [*(settings.TEMPLATES / "common").glob("*.conf"),
                         *(settings.TEMPLATES / self._kind.name).glob("*.conf")]:
            self._write_file(etc / template.name, template.read_text())
        for own in sorted(scenario.glob("*.conf")) if scenario else []:
            name = "scenario.conf" if own.name == "extensions.conf" else own.name
            self._write_file(etc / name, own.read_text())
        for name in _EMPTY:
            (etc / f"{name}.conf").touch()
        self.write_context(dialplan)
        self._write_file(etc / "modules.conf", self._modules())
        shutil.copyfile(etc / "asterisk.conf", self._kind.home / "asterisk.conf")

    def write_context(self, dialplan: Path | None) -> None:
        """Writes the service's context as it is installed, or an empty file if it is not to be there."""
        text = dialplan.read_text() if dialplan else "; the service's context is missing\n"
        (self._kind.home / "etc/lastagent.conf").write_text(text)

    def _write_file(self, path: Path, text: str) -> None:
        path.write_text(self.render(text))

    def _agent(self, number: str) -> str:
        if self._kind.technology == "SIP":
            return f"[{number}](agent)"
        return f"[{number}](agent)\naors={number}\n\n[{number}]\ntype=aor\nmax_contacts=1\nremove_existing=yes\n"

    def _modules(self) -> str:
        wanted = [name for name in self._module_files if _LOADED.fullmatch(name) and not _NOT_LOADED.fullmatch(name)]
        if self._kind.technology == "SIP":
            wanted = [name for name in wanted if "pjsip" not in name] + ["chan_sip"]
        else:
            wanted.append("chan_pjsip")
        return "[modules]\nautoload=no\n" + "".join(f"load => {name}.so\n" for name in wanted)
