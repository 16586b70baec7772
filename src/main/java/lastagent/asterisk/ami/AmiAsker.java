package lastagent.asterisk.ami;

/** Sends questions to the PBX. */
@FunctionalInterface
interface AmiAsker {

    /** Whether the question went out; if not, the link is behind, and asks for everything as soon as it can. */
    boolean ask(AmiQuestion question);
}
