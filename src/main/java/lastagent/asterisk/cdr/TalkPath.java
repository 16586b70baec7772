package lastagent.asterisk.cdr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How one channel reached another: joints in a row, with a {@code Local} pair between each two of them.
 *
 * @param joints from one end to the other
 * @param one the end that begins it; no {@code Local} one
 * @param other the end where it stops: another line's channel, or a {@code Local} one whose other end left no row
 */
record TalkPath(List<Joint> joints, ChannelName one, ChannelName other) {

    TalkPath {
        joints = List.copyOf(joints);
    }

    /** When all joints are there: the last one's answer is the agent's. */
    Instant start() {
        return joints.stream().map(Joint::start).max(Instant::compareTo).orElseThrow();
    }

    /**
     * When the first joint ends. The dialplan end of a {@code Local} pair that has been optimised away ends early, and the
     * talk goes on; its end counts only if the channel did something else afterwards.
     */
    Instant end(List<CdrRecord> rows) {
        return joints.stream()
                .filter(joint -> !endsEarly(joint, rows))
                .map(Joint::end)
                .min(Instant::compareTo)
                .orElseGet(() ->
                        joints.stream().map(Joint::end).min(Instant::compareTo).orElseThrow());
    }

    private static boolean endsEarly(Joint joint, List<CdrRecord> rows) {
        return joint.from().isDialplanEnd()
                && rows.stream()
                        .noneMatch(row -> row.channel().equals(joint.from().value())
                                && !row.equals(joint.row())
                                && !row.start().isBefore(joint.end()));
    }

    /** The joint that this end has part in. */
    Joint jointOf(ChannelName end) {
        return end.equals(one) ? joints.getFirst() : joints.getLast();
    }

    /** The {@code Local} pairs behind whose dialplan end this end of the path stands; the one called first comes first. */
    List<ChannelName> localsBefore(ChannelName end) {
        List<ChannelName> facingOther = new ArrayList<>();
        List<ChannelName> facingOne = new ArrayList<>();
        for (int place = 0; place < joints.size(); place++) {
            Joint joint = joints.get(place);
            for (ChannelName channel : List.of(joint.from(), joint.to())) {
                if (channel.isDialplanEnd()) {
                    boolean enteredHere = place > 0
                            && channel.otherEnd()
                                    .filter(joints.get(place - 1)::touches)
                                    .isPresent();
                    (enteredHere ? facingOther : facingOne).add(channel);
                }
            }
        }
        return end.equals(one) ? facingOne.reversed() : facingOther;
    }
}
