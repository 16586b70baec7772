package lastagent.replay;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.stream.Stream;
import lastagent.core.routing.Reason;

/** Writes figures for people. */
final class Spell {

    private Spell() {}

    /** {@code 1,234,567}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 12.3 %}; a dash where there is no whole. */
    static String share(long part, long whole) {
        return whole == 0 ? "–" : share((double) part / whole);
    }

    /** {@code 12.3 %}. */
    static String share(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** {@code 45 s}, {@code 12 min}, {@code 3 h 20 min}, {@code 54 h}, {@code 1,234 h}. */
    static String time(long seconds) {
        long hours = seconds / 3600;
        long minutes = (seconds + 30) / 60;
        if (seconds < 120) {
            return seconds + " s";
        }
        if (minutes < 120) {
            return minutes + " min";
        }
        return hours < 24
                ? minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min")
                : number((seconds + 1800) / 3600) + " h";
    }

    static String time(Duration span) {
        return time(span.toSeconds());
    }

    /** The tries that a column stands for: the last one is {@code 11+}. */
    static String tries(int tries) {
        return tries == TriesCounts.COLUMNS ? tries + "+" : Integer.toString(tries);
    }

    /** {@code front of the queue, because the agent is in a call}; of a decision that rings nobody. */
    static String decision(Report.Decision decision) {
        String way = decision.action().equals("front") ? "front of the queue" : "as it was";
        return way + ", because " + reason(decision.reason());
    }

    /** The sentence of a reason's code. */
    static String reason(String code) {
        return Stream.of(Reason.values())
                .filter(reason -> reason.code().equals(code))
                .findFirst()
                .map(Reason::sentence)
                .orElse(code);
    }

    static String weekday(int weekday) {
        return DayOfWeek.of(weekday).getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }
}
