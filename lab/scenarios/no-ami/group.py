"""AMI is off: talks are known from FreePBX 16's table with a million older rows, and states from the AGI session."""

from lastagentlab import settings

PBX = "16"
DATABASE = "freepbx"
SHORTEST_TALK = 1.3
"""CDR counts whole seconds: of a shorter talk it says nothing."""
SETTINGS = {
    "asterisk": {"user": None, "secret": None},
    "cdr": {"source": f"mysql://127.0.0.1:{settings.DATABASE_PORT}/freepbx", "user": "lastagent",
            "password": settings.SECRET},
    "agents": ["SIP/9*"],
}
SCENARIOS = {
    "S1-plain-redial": {}, "S2-display-name": {}, "S4-newest-talk": {}, "S5-rang-without-answer": {},
    "S5-caller-gave-up": {}, "S7-part-of-a-number": {}, "S8-direct-dial": {}, "S8-four-digits": {},
    "S8-local-member": {"agents": ["Local/*@agents"]}, "S10-outbound-call": {}, "S16-other-spelling": {},
}
"""Each with settings of its own."""
