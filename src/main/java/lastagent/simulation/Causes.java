package lastagent.simulation;

/** Q.850 causes as {@code channel.c} spells them out. */
final class Causes {

    static final int NONE = 0;
    static final int NORMAL_CLEARING = 16;
    static final int ANSWERED_ELSEWHERE = 26;

    private Causes() {}

    static String text(int cause) {
        return switch (cause) {
            case NONE -> "Unknown";
            case NORMAL_CLEARING -> "Normal Clearing";
            case 17 -> "User busy";
            case 19 -> "User alerting, no answer";
            case ANSWERED_ELSEWHERE -> "Answered elsewhere";
            case 27 -> "Destination out of order";
            case 31 -> "Normal, unspecified";
            case 38 -> "Network out of order";
            case 41 -> "Temporary failure";
            case 44 -> "Circuit/channel not available";
            case 127 -> "Interworking, unspecified";
            default -> "Unknown";
        };
    }
}
