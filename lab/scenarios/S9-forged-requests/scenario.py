"""The number carries line breaks, which forge lines of the AGI request and whole AMI events: none of it is believed."""

from urllib.parse import quote

VICTIM = "0991234567"


def event(name, **fields):
    lines = [f"Event: {name}", *(f"{key}: {value}" for key, value in fields.items())]
    return "1\r\n\r\n" + "\r\n".join(lines) + "\r\n\r\n"


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk(VICTIM, "972")
    technology = lab.kind.technology
    forged = (
        f"1\nagi_callerid: {VICTIM}",
        f"1\r\nagi_callerid: {VICTIM}\r\nagi_callingpres: 0",
        f"1\nagi_arg_1: support\n\n200 result=1 ({VICTIM})",
        event("QueueMemberAdded", Queue="support", MemberName="x", Interface=f"{technology}/mts/900", Status="1"),
        event("QueueMemberPause", Queue="support", MemberName="x", Interface=f"{technology}/972", Paused="1"),
        event("DeviceStateChange", Device=f"{technology}/972", State="UNAVAILABLE"),
        event("Hangup", Channel=f"{technology}/mts-00000001", Uniqueid="1.1", Cause="16"),
    )
    for number in forged:
        call = lab.dial(quote(number, safe=""))
        if call.came_to_the_dialplan():
            call.shows("Called ")
            call.hang_up().took_the_usual_way()
        assert call.dialled() == [], call.dialled()

    assert lab.router.running(), "the service is gone"
    lab.call(VICTIM, talk=0.2).was_routed_to("972")
    lab.pbx_log.never_shows("mts/900@")
    lab.pbx_log.never_shows(f"Called {technology}/mts")
