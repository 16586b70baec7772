"""The XML that tells sipp how a phone and a caller behave.

Labels: 1 answer, 2 give up, 3 refused, 4 hang up, 5 end, 6 given up, 7 transfer, 8 transferring, 9 its news, 10 leave.
An INFO is the lab's nudge to hang up, or to transfer if it has a Refer-To (see `sip`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

_SDP = """Content-Type: application/sdp
Content-Length: [len]

v=0
o=lab 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
"""
# A new version of the session, or chan_sip does not look at it.
_HOLD = _SDP.replace("o=lab 1 1", "o=lab 1 2") + "a=sendonly\n"
_NO_BODY = "Content-Length: 0\n\n"
_VIA = "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch="
_REFUSALS = (400, 401, 403, 404, 413, 414, 416, 480, 484, 486, 487, 488, 500, 503, 603)


@dataclass(frozen=True)
class PhoneBehaviour:
    """What a phone does with a call; times in seconds.

    It rings for `ring` (None: until the caller gives up; 0: not at all) and then answers with `status`. With
    `hangs_up_after` it ends the talk itself, that long after the answer; `reason` is the Reason header of its BYE. With
    `holds_after` it puts the caller on hold that long after the answer.
    """

    ring: float | None
    status: str = "200 OK"
    hangs_up_after: float | None = None
    reason: str = ""
    holds_after: float | None = None


@dataclass(frozen=True)
class CallerBehaviour:
    """What a caller sends. `user` is the user part of From as it stands on the wire, `display` all that stands
    before the URI; `headers` are further lines of the INVITE; `reason` is the Reason header of the BYE."""

    user: str
    to: str
    label: str
    host: str
    display: str = ""
    headers: tuple[str, ...] = field(default=())
    reason: str = ""


def phone(behaviour: PhoneBehaviour) -> str:
    """The scenario of an agent's phone. It answers any number of calls, each on its own."""
    parts = [
        '<recv request="INVITE"><action>'
        '<ereg regexp=".*" search_in="hdr" header="From:" assign_to="caller"/>'
        '<ereg regexp="sip:[^>]*" search_in="hdr" header="Contact:" assign_to="contact"/>'
        "</action></recv>",
    ]
    if behaviour.ring != 0:
        parts += [
            _answer("180 Ringing"),
            f'<recv request="CANCEL"{_timeout(behaviour.ring, 1)}/>',
            _answer("200 OK"),
            _answer("487 Request Terminated", cseq="CSeq: [last_cseq_number] INVITE"),
            '<recv request="ACK" next="5"/>',
            '<label id="1"/>',
        ]
    if behaviour.status.startswith("2"):
        parts += _talk_of_phone(behaviour)
    else:
        parts += [_answer(behaviour.status), '<recv request="ACK"/>']
    parts += ['<label id="5"/>', "<nop/>", '<Reference variables="caller,contact"/>']
    return _document("phone", parts)


def _talk_of_phone(behaviour: PhoneBehaviour) -> list[str]:
    return [
        _answer("200 OK", body=_SDP, retransmit=True),
        '<recv request="ACK"/>',
        *_hold(behaviour.holds_after),
        # sipp heeds the timeout of the first of several messages it waits for.
        f'<recv request="INFO" optional="true" next="4"{_timeout(behaviour.hangs_up_after, 4)}><action>'
        '<ereg regexp=".+" search_in="hdr" header="Refer-To:" assign_to="refer"/></action></recv>',
        '<recv request="BYE"/>',
        _answer("200 OK", tagged=True),
        '<nop next="5"/>',
        '<label id="4"/>',
        '<nop next="7" test="refer"/>',
        _of_phone("BYE", 2, _reason(behaviour.reason)),
        '<recv response="200"/>',
        '<nop next="5"/>',
        '<label id="7"/>',
        _of_phone("REFER", 2, "Refer-To: [$refer]\nReferred-By: <sip:phone@[local_ip]>\n"),
        '<recv response="202"/>',
        '<label id="8"/>',
        f'<recv request="NOTIFY" optional="true" next="9"{_timeout(0.3, 10)}/>',
        '<recv request="BYE"/>',
        _answer("200 OK", tagged=True),
        '<nop next="5"/>',
        '<label id="9"/>',
        _answer("200 OK", tagged=True),
        '<nop next="8"/>',
        '<label id="10"/>',
        _of_phone("BYE", 3),
        '<recv response="481" optional="true" next="5"/>',
        '<recv response="200"/>',
    ]


def _hold(after: float | None) -> list[str]:
    if after is None:
        return []
    return [
        f'<pause milliseconds="{int(after * 1000)}"/>',
        _of_phone("INVITE", 1, body=_HOLD),
        '<recv response="100" optional="true"/>',
        '<recv response="200"/>',
        _of_phone("ACK", 1, retransmit=False),
    ]


def _of_phone(method: str, sequence: int, more: str = "", body: str = _NO_BODY, retransmit: bool = True) -> str:
    """A request within the call that the phone has answered."""
    return _send(
        f"{method} [$contact] SIP/2.0\n{_VIA}[branch]\n"
        "From: <sip:phone@[local_ip]>;tag=[call_number]-[pid]\nTo: [$caller]\nCall-ID: [call_id]\n"
        f"CSeq: {sequence} {method}\nContact: <sip:lab@[local_ip]:[local_port]>\nMax-Forwards: 70\n{more}",
        body, retransmit)


def caller(behaviour: CallerBehaviour, tone: str | None) -> str:
    """The scenario of one call from the outside; the caller sends `tone` (a file) from the answer on, or is silent."""
    branch = "z9hG4bK-[pid]-[call_number]-invite"
    uri = f"sip:{behaviour.to}@[remote_ip]:[remote_port]"
    user = f"{behaviour.user}@" if behaviour.user else ""
    from_header = f"From: {behaviour.display}<sip:{user}{behaviour.host}>;tag=c[pid]-[call_number]"
    extra = "".join(f"{line}\n" for line in behaviour.headers)

    def request(method: str, via: str, sequence: int, to_tag: str, more: str = "") -> str:
        return (
            f"{method} {uri} SIP/2.0\n{_VIA}{via}\n{from_header}\nTo: <{uri}>{to_tag}\n"
            f"Call-ID: [call_id]\nCSeq: {sequence} {method}\nContact: <sip:caller@[local_ip]:[local_port]>\n"
            f"Max-Forwards: 70\n{more}"
        )

    invite = request("INVITE", branch, 1, "", f"X-Lab-Call: {behaviour.label}\n{extra}")
    return _document("caller", [
        _send(invite, body=_SDP, retransmit=True),
        *(f'<recv response="{status}" optional="true"/>' for status in (100, 180, 181, 182, 183)),
        *(f'<recv response="{status}" optional="true" next="3"/>' for status in _REFUSALS),
        '<recv request="INFO" optional="true" next="2"/>',
        # The tone begins here and not by a step of its own: a BYE that comes right behind the answer would find sipp there.
        f'<recv response="200"><action><exec rtp_stream="{tone},-1,8"/></action></recv>' if tone else '<recv response="200"/>',
        _send(request("ACK", "[branch]", 1, "[peer_tag_param]")),
        '<recv request="INFO" optional="true" next="4"/>',
        '<recv request="BYE"/>',
        _answer("200 OK", tagged=True),
        '<nop next="5"/>',
        '<label id="2"/>',
        _send(request("CANCEL", branch, 1, ""), retransmit=True),
        # The answer to CANCEL and that to INVITE come in either order.
        '<recv response="180" optional="true"/>',
        '<recv response="200" optional="true" next="6"/>',
        '<recv response="487"/>',
        _send(request("ACK", branch, 1, "[peer_tag_param]")),
        '<recv response="200" next="5"/>',
        '<label id="6"/>',
        '<recv response="487"/>',
        '<label id="3"/>',
        _send(request("ACK", branch, 1, "[peer_tag_param]")),
        '<nop next="5"/>',
        '<label id="4"/>',
        _send(request("BYE", "[branch]", 2, "[peer_tag_param]", _reason(behaviour.reason)), retransmit=True),
        '<recv response="200"/>',
        '<label id="5"/>',
        "<nop/>",
    ])


def _timeout(seconds: float | None, label: int) -> str:
    return "" if seconds is None else f' timeout="{max(int(seconds * 1000), 1)}" ontimeout="{label}"'


def _reason(reason: str) -> str:
    return f"Reason: {reason}\n" if reason else ""


def _answer(status: str, cseq: str = "[last_CSeq:]", body: str = _NO_BODY, retransmit: bool = False,
            tagged: bool = False) -> str:
    tag = "" if tagged else ";tag=[call_number]-[pid]"
    return _send(
        f"SIP/2.0 {status}\n[last_Via:]\n[last_From:]\n[last_To:]{tag}\n[last_Call-ID:]\n{cseq}\n"
        "Contact: <sip:lab@[local_ip]:[local_port]>\n", body, retransmit)


def _send(text: str, body: str = _NO_BODY, retransmit: bool = False) -> str:
    retrans = ' retrans="500"' if retransmit else ""
    return f"<send{retrans}><![CDATA[\n{text}{body}]]></send>"


def _document(name: str, parts: list[str]) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="{name}">\n' + "\n".join(parts) + "\n</scenario>\n"
