"""The hooks of dist/asterisk/hooks.conf.sample do what they say: a recording, a whisper, a CRM that is told. Then each way in
which a hook may fail: the caller goes on to the queue, or the call ends as docs/dialplan.md has it, queue_log is right, and
the agent is there for the next caller. Each redial is another caller's, so each proves that the claim before it was given back.
"""

import array
import contextlib
import http.server
import re
import threading
import time
import wave
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, quote, urlsplit

from lastagentlab import settings
from lastagentlab.processes import wait_for

SAMPLE = settings.CHECKOUT / "dist" / "asterisk" / "hooks.conf.sample"
QUEUED = ["ENTERQUEUE", "CONNECT", "COMPLETECALLER"]
HOSTILE = (
    '0991234567" , "x',
    "0991234567'; touch /lab-was-here; '",
    "${SHELL(touch /lab-was-here)}",
    "$(touch /lab-was-here)`touch /lab-was-here`|touch /lab-was-here",
    "0991234567&agent=SIP/900",
    "0991234567)} ${GLOBAL(CRM)",
    "../../lab-was-here\r\nX-Lab: 1",
)


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    with Crm() as crm:
        lab.pbx.set_global("CRM", crm.address)
        install(lab, SAMPLE.read_text())
        the_samples_work(lab, crm)
        the_crm_is_silent(lab, crm)
        nobody_answers(lab, crm)
        hostile_numbers(lab, crm)
    the_crm_is_down(lab)
    before_ring_fails(lab)
    agent_answers_fails(lab)
    ended_fails(lab)
    callers_leave(lab)
    install(lab, "[lastagent-hooks]\n")
    ends_as_routed(lab, redial(lab, "0991234599"))


# The samples.


def the_samples_work(lab, crm):
    crm.takes = 0.5
    call = redial(lab, "0991234501")
    call.answered_by_agent()
    wait_for(call.answered_at, 10, "the end of the whisper")
    whisper = time_of(call, f"<{lab.agent('972').interface}-", "Playing 'beep.")
    said = call.answered_at() - whisper
    assert said >= timedelta(seconds=0.5), f"the caller was connected {said} after the whisper's beginning"
    assert not call.heard("beep"), "the caller heard the whisper"
    they_hear_each_other(lab, call)
    ends_as_routed(lab, call)
    crm.was_told("0991234501", "/answered", "/ended")
    assert dict(crm.requests[0][1])["agent"] == lab.agent("972").interface, crm.requests
    assert dict(crm.requests[1][1])["outcome"] == "ANSWER", crm.requests
    assert 1 <= seconds_of_tone(recording(lab, call)) <= 3, recording(lab, call)
    crm.takes = 0.0


def the_crm_is_silent(lab, crm):
    crm.takes = 5.0
    call = redial(lab, "0991234502")
    call.answered_by_agent()
    wait_for(call.answered_at, 10, "the talk, although the CRM is silent")
    took = call.answered_at() - time_of(call, "Playing 'beep.")
    assert timedelta(seconds=1) <= took <= timedelta(seconds=2), f"the caller waited {took} for a silent CRM"
    ends_as_routed(lab, call)
    crm.was_told("0991234502", "/answered", "/ended")
    crm.takes = 0.0


def the_crm_is_down(lab):
    call = redial(lab, "0991234503")
    call.answered_by_agent()
    wait_for(call.answered_at, 10, "the talk, although the CRM is down")
    took = call.answered_at() - time_of(call, "Playing 'beep.")
    assert took <= timedelta(seconds=1), f"the caller waited {took} for a CRM that is down"
    ends_as_routed(lab, call)


def nobody_answers(lab, crm):
    call = redial(lab, "0991234504", lambda: lab.agent("972").is_busy())
    goes_on_to_the_queue(lab, call, "BUSY", rang=("971",))
    crm.was_told("0991234504", "/ended")
    assert dict(crm.requests[-1][1])["outcome"] == "BUSY", crm.requests
    assert not recording(lab, call).exists() or seconds_of_tone(recording(lab, call)) == 0, "the queue's talk was recorded"
    lab.agent("972").answers()


def hostile_numbers(lab, crm):
    lab.agent("972").answers(hangs_up_after=1)
    for number in HOSTILE:
        before = len(crm.requests)
        call = lab.dial("0997654321", to="300", display=f'"{quote(number, safe="")}" ').finish()
        call.talked_to("972")
        asked = crm.requests[before:]
        assert [path for path, _, _ in asked] == ["/answered", "/ended"], asked
        left = "".join(character for character in number if character in "0123456789+")
        assert [query[0] for _, query, _ in asked] == [("caller", left)] * 2, asked
        assert dict(asked[0][1])["agent"] == lab.agent("972").interface, asked
        assert recording(lab, call).exists(), recording(lab, call)
    assert not (lab.kind.chroot / "lab-was-here").exists(), "a number was executed"
    lab.agent("972").answers()


# Hooks that fail.


def before_ring_fails(lab):
    call = redial(lab, "0991234511", hook(lab, "before-ring", "Set(LASTAGENT_DIAL=)", "Return()"))
    goes_on_to_the_queue(lab, call, "NOTDIALLED", rang=("971",))
    ends_as_routed(lab, redial(lab, "0991234512", hook(lab, "before-ring", "NoOp(no Return)")))

    slow = redial(lab, "0991234513", hook(lab, "before-ring", "Wait(1)", "Return()"))
    ends_as_routed(lab, slow)
    assert 1.0 <= slow.held_by_our_line() <= 1.6, f"a hook of one second held the caller {slow.held_by_our_line()} s"

    left = redial(lab, "0991234515", hook(lab, "before-ring", "Goto(from-trunk,100,queue)"))
    goes_on_to_the_queue(lab, left, "CANCEL", rang=("971",))

    ended = redial(lab, "0991234514", hook(lab, "before-ring", "Hangup()")).finish()
    ended.talked_to_nobody().rang().was_not_queued()
    has_ended(lab, ended, "CANCEL", [])


def agent_answers_fails(lab):
    call = redial(lab, "0991234521", hook(lab, "agent-answers", "Hangup()"))
    goes_on_to_the_queue(lab, call, "BUSY", rang=("972", "971"))
    call = redial(lab, "0991234522", hook(lab, "agent-answers", "Set(GOSUB_RESULT=BUSY)", "Return()"))
    goes_on_to_the_queue(lab, call, "BUSY", rang=("972", "971"))
    ends_as_routed(lab, redial(lab, "0991234523", hook(lab, "agent-answers", "NoOp(no Return)")))

    slow = redial(lab, "0991234524", hook(lab, "agent-answers", "Wait(1)", "Return()"))
    slow.answered_by_agent()
    wait_for(slow.answered_at, 10, "the end of the hook")
    rang_on = slow.answered_at() - time_of(slow, "agent-answers@")
    assert timedelta(seconds=1) <= rang_on <= timedelta(seconds=1.6), f"a hook of one second cost the caller {rang_on}"
    ends_as_routed(lab, slow)

    lab.agent("972").answers()
    gone = redial(lab, "0991234525", hook(lab, "agent-answers", "Wait(2)", "Return()"))
    gone.shows("agent-answers@")
    wait_for(lambda: gone.answering_agents(), 5, "the agent's answer")
    time.sleep(0.2)
    lab.agent("972").hang_up()
    goes_on_to_the_queue(lab, gone, "BUSY", rang=("972", "971"))


def ended_fails(lab):
    call = redial(lab, "0991234531", hook(lab, "ended", "NoOp(no Return)"))
    ends_as_routed(lab, call)
    refused = redial(lab, "0991234532", hook(lab, "ended", "NoOp(no Return)"), lambda: lab.agent("972").is_busy())
    goes_on_to_the_queue(lab, refused, "BUSY", rang=("971",))
    lab.agent("972").answers()


def callers_leave(lab):
    call = redial(lab, "0991234541", hook(lab, "before-ring", "Wait(3)", "Return()"))
    call.shows("before-ring@")
    call.hang_up().talked_to_nobody().rang().was_not_queued()
    has_ended(lab, call, "CANCEL", [])

    call = redial(lab, "0991234542", hook(lab, "agent-answers", "Wait(1)", "Return()"))
    call.shows("agent-answers@")
    call.hang_up().rang("972").was_not_queued()
    has_ended(lab, call, "CANCEL", [])


# Words for these calls.


def install(lab, hooks):
    lab.pbx.rewrite("hooks.conf", hooks)
    lab.pbx.cli("dialplan reload")


def hook(lab, name, *steps):
    """What installs this hook alone, in just these steps."""
    lines = "".join(f" same => n,{step}\n" for step in steps[1:])
    return lambda: install(lab, f"[lastagent-hooks]\nexten => {name},1,{steps[0]}\n{lines}")


def redial(lab, number, *preparations):
    """A new caller has talked to 972; then all is prepared, and the caller redials."""
    lab.had_talk(number, "972", talk=0.2)
    for prepare in preparations:
        prepare()
    return lab.dial(number)


def goes_on_to_the_queue(lab, call, outcome, rang):
    wait_for(lambda: "971" in call.answering_agents(), 15, f"971 to answer call {call.label}")
    time.sleep(0.3)
    call.hang_up().was_first_in_queue().rang(*rang)
    has_ended(lab, call, outcome, QUEUED)
    assert lab.queue_log.entries(unique_id(call))[1].member == lab.agent("971").interface


def ends_as_routed(lab, call):
    call.answered_by_agent()
    wait_for(call.answered_at, 10, f"call {call.label} to be connected")
    time.sleep(0.3)
    call.hang_up().was_routed_to("972")
    has_ended(lab, call, "ANSWER", QUEUED)


def has_ended(lab, call, outcome, queue_log):
    """The service was told once how it ended, the administrator's h ran, and queue_log has just these events."""
    call.shows("end of the call")
    wait_for(lambda: told_of(call), 5, f"the end of the ring of call {call.label}")
    told = told_of(call)
    assert told == [outcome], f"call {call.label}: the service was told {told}, not {outcome}"
    written = lab.queue_log.entries(unique_id(call))
    # OUTCALL is what QueueUpdate() writes beside the call's own lines.
    assert [entry.event for entry in written if entry.event != "OUTCALL"] == queue_log, written


def told_of(call):
    return [step.data.rpartition(" ")[2] for step in call.steps() if step.application == "UserEvent"]


def unique_id(call):
    """There is no CDR of a call that nobody has answered."""
    return next(step.data.split()[-1] for step in call.steps() if step.data.startswith("unique id "))


def time_of(call, *words):
    return next(line.at for line in call.lines() if all(word in line.text for word in words))


def they_hear_each_other(lab, call):
    """Sound goes both ways: the caller sends a tone, the agent's phone sends back what it hears."""
    agent = next(found.group(0) for line in call.lines()
                 if (found := re.search(rf"{lab.agent('972').interface}-[0-9a-f]+(?= answered)", line.text)))
    before = lab.pbx.packets(call.channel), lab.pbx.packets(agent)
    time.sleep(1)
    after = lab.pbx.packets(call.channel), lab.pbx.packets(agent)
    for leg, was, now in zip(("the caller's", "the agent's"), before, after, strict=True):
        assert all(b - a >= 20 for a, b in zip(was, now, strict=True)), f"{leg} leg: {was}, a second later {now}"


def recording(lab, call):
    return lab.kind.home / "spool" / "monitor" / f"lastagent-{unique_id(call)}.wav"


def seconds_of_tone(file):
    """For how many seconds the recording is not silent."""
    if not file.exists():
        return 0
    with wave.open(str(file)) as sound:
        samples = array.array("h", sound.readframes(sound.getnframes()))
        tenth = sound.getframerate() // 10
    loud = [max(map(abs, samples[at:at + tenth])) > 500 for at in range(0, len(samples) - tenth, tenth)]
    return sum(loud) / 10


class Crm:
    """A little web server on a free port: keeps what it is asked, and answers after `takes` seconds."""

    def __init__(self):
        self.requests = []
        self.takes = 0.0
        crm = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                url = urlsplit(self.path)
                crm.requests.append((url.path, parse_qsl(url.query, keep_blank_values=True), datetime.now()))
                time.sleep(crm.takes)
                with contextlib.suppress(OSError):
                    self.send_response(200)
                    self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def was_told(self, number, *paths):
        """Fails unless exactly these requests were made about this number."""
        told = [path for path, query, _ in self.requests if dict(query)["caller"] == number]
        assert told == list(paths), (number, self.requests)
