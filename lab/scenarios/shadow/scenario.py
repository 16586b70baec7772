"""Shadow mode changes nothing, and the journal tells what would have been.

The same calls with `mode: shadow`, and with the line removed, leave the same log of the PBX but for the look-up.
"""

import re

SETTINGS = {"mode": "shadow"}


def run(lab):
    watched = play(lab)
    redial = lab.router.explain("0991234567")
    withheld = lab.router.explain("anonymous", fails=True)
    lab.router.stop()

    lab.fresh_pbx(lab.folder_of_scenario / "without-the-line")
    alone = play(lab)

    assert watched.keys() == alone.keys(), (watched.keys(), alone.keys())
    for name in watched:
        for mine, its in zip(watched[name], alone[name], strict=False):
            assert mine == its, f"{name}: in shadow mode\n      {mine}\n    without the line\n      {its}"
        assert len(watched[name]) == len(alone[name]), f"{name}: {watched[name]} and without the line {alone[name]}"

    assert lab.agent("972").interface in redial and "shadow" in redial, redial
    assert withheld is not None


def play(lab):
    """The calls, and what each has left behind, by name."""
    lab.agent("971").answers()
    lab.agent("972").answers()
    calls = {
        "a first call": lab.had_talk("0991234567", "972"),
        "a redial": lab.call("0991234567", talk=0.5).took_the_usual_way().talked_to("971"),
        "a withheld number": lab.call("anonymous", talk=0.5),
    }
    lab.pbx.pause(lab.agent("972").interface)
    calls["a redial, the agent paused"] = lab.call("0991234567", talk=0.5)
    calls["a caller who gives up"] = lab.dial("0997654321")
    calls["a caller who gives up"].shows("Playing 'hello")
    calls["a caller who gives up"].hang_up()
    return {name: trace(lab, call) for name, call in calls.items()}


def trace(lab, call):
    """The log of the caller's thread without the look-up and without what differs from call to call; queue_log; CDR."""
    lines, looking_up = [], False
    for line in call.lines_of_its_thread():
        if "GosubIf(" in line.text and "@from-trunk:" in line.text:
            looking_up = True
        if not looking_up and "res_rtp_asterisk.c" not in line.text:
            lines.append(neutral(line.text))
        if looking_up and re.search(r"Executing \[s@lastagent:\d+\] Return\(", line.text):
            looking_up = False
    events = [f"queue_log {e.event} {e.member}" for e in lab.queue_log.entries(call.unique_id)]
    rows = [
        f"CDR {r.src} {r.dst} {r.context} {neutral(r.dst_channel)} {r.last_app} {r.disposition}"
        for r in lab.cdr.rows(call.unique_id)
    ]
    return lines + events + rows


def neutral(text):
    text = re.sub(r"@from-trunk:\d+\]", "@from-trunk:n]", text)
    text = re.sub(r"\(from-trunk, 100, \d+\)", "(from-trunk, 100, n)", text)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<bridge>", text)
    text = re.sub(r"lab call c\d+", "lab call", text)
    return re.sub(r"-[0-9a-f]{8}\b", "-<n>", text)
