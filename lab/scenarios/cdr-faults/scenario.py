"""AMI is off, and the CDR's database is stopped, frozen, refuses the password, has no table, cuts the connection.

Calls go on in time, decided by what is known; the log says once what is wrong, and once that it is over.
"""

from lastagentlab import settings

PBX = "16"
SHORTEST_TALK = 1.3
"""CDR counts whole seconds: of a shorter talk it says nothing."""
SETTINGS = {
    "asterisk": {"user": None, "secret": None},
    "cdr": {"source": f"mysql://127.0.0.1:{settings.DATABASE_PORT}/asteriskcdrdb", "user": "lastagent",
            "password": settings.SECRET},
    "agents": ["SIP/9*"],
}
RETURNING = "0991234567"
MOST = 0.6


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk(RETURNING, "972")
    lab.call(RETURNING, talk=0.3).was_routed_to("972")
    database = lab.pbx.database

    with Fault(lab, "no connection to"):
        database.down()
        goes_on(lab)
        goes_on(lab)
        database.up()
    with Fault(lab, "a call waited 150 ms"):
        database.freeze()
        try:
            goes_on(lab)
            goes_on(lab)
        finally:
            database.thaw()
    with Fault(lab, "refuses the user lastagent"):
        database.query("ALTER USER lastagent@'127.0.0.1' IDENTIFIED BY 'another'; KILL USER lastagent@'127.0.0.1'")
        goes_on(lab)
        lab.router.says("refuses the user lastagent")
        database.query(f"ALTER USER lastagent@'127.0.0.1' IDENTIFIED BY '{settings.SECRET}'")
    with Fault(lab, "there is no table"):
        database.query("RENAME TABLE cdr TO gone")
        goes_on(lab)
        lab.router.says("there is no table")
        database.query("RENAME TABLE gone TO cdr")
    with Fault(lab, "a call waited 150 ms"):
        with database.locked("cdr"):
            goes_on(lab)
            database.query("KILL USER lastagent@'127.0.0.1'")
            goes_on(lab)


def goes_on(lab):
    """The call is past our line in time, whether routed by what is known or not."""
    call = lab.dial(RETURNING)
    call.goes_to_an_agent()
    held = call.held_by_our_line()
    call.hang_up()
    assert held <= MOST, f"call {call.label} was held for {held:.3f} s, not {MOST} s at most"


class Fault:
    """Something goes wrong in here, and is mended; the log has said once what it was, and says once that it is over."""

    def __init__(self, lab, words):
        self._lab = lab
        self._words = words

    def __enter__(self):
        self._from = len(self._lab.router.log.read_text())

    def __exit__(self, kind, error, trace):
        if error:
            return
        self._lab.router.says("CDR is read again", since=self._from, timeout=60)
        self._lab.call(RETURNING, talk=0.3)
        added = self._lab.router.log.read_text()[self._from:].splitlines()
        said = [line for line in added if "CDR cannot be read" in line and self._words in line]
        over = [line for line in added if "CDR is read again" in line]
        assert len(said) == 1 and len(over) == 1, f"expected {self._words!r} once and its end once; the log has: {added}"
