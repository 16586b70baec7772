"""The number is withheld by presentation, and stands beside it for the PBX to see: greeting and queue."""

WITHHELD = {
    "asserted": ("P-Asserted-Identity: <sip:{number}@127.0.0.2>", "Privacy: id"),
    "remote party": ('Remote-Party-ID: "Anonymous" <sip:{number}@127.0.0.2>;party=calling;privacy=full;screen=yes',),
}


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    for number, form in (("0991234567", "asserted"), ("0997654321", "remote party")):
        headers = tuple(line.format(number=number) for line in WITHHELD[form])
        lab.had_talk(number, "972")

        hidden = lab.call("anonymous", talk=0.2, headers=headers)
        hidden.took_the_usual_way().talked_to("971")
        assert lab.cdr.row(hidden.unique_id).src == number, f"{form}: {lab.cdr.row(hidden.unique_id)}"
