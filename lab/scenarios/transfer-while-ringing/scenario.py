"""An agent rings another one, and sends the caller there before they answer (REFER with Replaces of a call that rings).

The caller's channel takes the place of the agent's then. The end of the routed talk is told once, and the redial goes to the other.
"""

import time

from lastagentlab.processes import wait_for


def run(lab):
    lab.agent("971").answers(after=1.5)
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")

    call = lab.dial("0991234567")
    call.joined_with_agent()
    leaving = lab.agent("972")
    consultation = leaving.consults("971", answered=False)
    time.sleep(0.3)
    leaving.joins(consultation)
    # Asterisk counts it to the call in which 972 had rung 971: only the phone says that the caller is there.
    asked = lab.agent("971").invites(since=call.began)[0].header("Call-ID")
    wait_for(lambda: lab.agent("971").talked(asked), 10, "971 to answer")
    time.sleep(0.5)
    assert call.goes_on(), "the caller was not sent on"
    call.hang_up()

    entries = lab.queue_log.entries(call.unique_id)
    assert lab.queue_log.events(call.unique_id) == ["ENTERQUEUE", "CONNECT", "ATTENDEDTRANSFER"], entries
    told = [line.text for line in lab.pbx_log.lines() if 'UserEvent("' in line.text and "LastAgentEnded" in line.text]
    assert len(told) == 1 and "Outcome: ANSWER" in told[0], told

    lab.call("0991234567", talk=0.5).was_routed_to("971")
