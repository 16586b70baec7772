"""The number, or the name, comes with quotes, commas, `${}`, `;--`, or 4 kB long: the usual way, nothing is executed.

The PBX may refuse such a call by itself; then it never comes to our line.
"""

from urllib.parse import quote

VICTIM = "0991234567"
NAME = "\"Robert'); DROP TABLE cdr;-- ${SHELL(touch /lab-was-here)}\" "
HOSTILE = (
    f"{VICTIM}' OR '1'='1",
    f'{VICTIM}","x',
    f"{VICTIM},971",
    f"{VICTIM}&SIP/mts/900",
    "${SHELL(touch /lab-was-here)}",
    "${GLOBAL(LASTAGENT)}",
    "$[1+1]",
    # Both channel drivers take what stands before a semicolon for the number.
    f"{VICTIM[:-1]};--",
    "\u0660\u0669\u0669\u0661\u0662\u0663\u0664\u0665\u0666\u0667",
    VICTIM * 400,
)


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk(VICTIM, "972")

    for number in HOSTILE:
        call = lab.dial(quote(number, safe=""), display=NAME)
        if call.came_to_the_dialplan():
            call.shows("Called ")
            call.hang_up().took_the_usual_way()
        assert call.dialled() == [], call.dialled()

    assert lab.cdr.rows(), "the CDR is gone"
    assert not (lab.kind.chroot / "lab-was-here").exists(), "a number was executed"
    assert lab.router.running(), "the service is gone"
    lab.call(VICTIM, talk=0.2).was_routed_to("972")
