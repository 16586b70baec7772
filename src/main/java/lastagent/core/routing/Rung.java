package lastagent.core.routing;

/** The rungs of {@link LastAgentPolicy}, in their order; the fourth, back into a talk, is not decided yet. */
enum Rung {
    CALLER(1, "is the caller somebody in particular?"),
    SHARED(2, "do several people call from this number?"),
    TALK(3, "which talk counts?"),
    ENDED(5, "has that talk ended?"),
    KNOWN(6, "is it known what the agent is doing?"),
    OFFER(7, "what became of the last offer to the agent?"),
    AGENT(8, "is the agent still an agent?"),
    AT_WORK(9, "is the agent at work?"),
    NOBODY_ELSE(10, "has the agent nobody else?"),
    FREE(11, "does the agent ring?");

    private final int number;
    private final String question;

    Rung(int number, String question) {
        this.number = number;
        this.question = question;
    }

    int number() {
        return number;
    }

    String question() {
        return question;
    }
}
