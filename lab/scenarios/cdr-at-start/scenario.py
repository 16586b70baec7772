"""The service is started after the talk: it knows it from Master.csv, and a talk that AMI has watched is not doubled."""

import re

ROUTER = "the scenario starts it"
SHORTEST_TALK = 1.3


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")
    # Without the service that call found nobody who answers, and the dialplan rests for ten seconds.
    lab.pbx.set_global("LASTAGENT_RESTS_UNTIL", "0")

    lab.router.configure(cdr={"source": str(lab.kind.home / "log" / "cdr-csv" / "Master.csv")})
    lab.router.start()
    lab.router.says("CDR is read: Master.csv")
    lab.call("0991234567").was_routed_to("972")
    lab.call("0991234567").was_routed_to("972")

    for _ in range(2):
        lab.router.stop()
        seen = len(lab.router.log.read_text())
        lab.router.start()
        lab.router.says("CDR is read: Master.csv", since=seen)
    known = re.findall(r"started, (\d+) talks in memory", lab.router.log.read_text())
    assert known == ["0", "3", "3"], f"talks in memory at each start: {known}"
