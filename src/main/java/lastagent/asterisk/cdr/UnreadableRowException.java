package lastagent.asterisk.cdr;

/** A row cannot be read: tell its reason and go on with the next. It carries no stack trace; a bad file has a million of them. */
final class UnreadableRowException extends Exception {

    UnreadableRowException(String why) {
        super(why, null, false, false);
    }

    /** The reason, for a person. */
    String why() {
        return String.valueOf(getMessage());
    }
}
