package lastagent.replay;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.CallHistory.Span;
import lastagent.core.routing.RoutingRules;

/** Four weeks of a small call centre on bad lines, the same every time: what the screenshot in docs/ shows. */
final class MadeUpMonth {

    private static final int[] CALLS_BY_HOUR = {
        1, 0, 0, 0, 0, 1, 2, 6, 22, 41, 52, 47, 38, 33, 42, 45, 40, 31, 18, 9, 6, 4, 2, 1
    };
    private static final String[] TRUNKS = {"SIP/kyivstar-gsm", "SIP/mts-gsm", "PJSIP/ukrtelecom", "PJSIP/380441234567"
    };
    private static final int[] CUT_PERCENT = {24, 31, 4, 7};
    private static final int AGENTS = 12;

    private final Random random = new Random(2026);
    private final MadeUpHistory history = new MadeUpHistory().to("support");
    private int numbers;

    private MadeUpMonth() {}

    /** What a replay of it reports. */
    static Report report(boolean withAgents) {
        MadeUpMonth month = new MadeUpMonth();
        for (int day = 0; day < 28; day++) {
            month.day(day);
        }
        Replay replay = new Replay(RoutingRules.DEFAULTS, Instant.MIN, ZoneId.of("UTC"));
        month.history.read(Span.ALL, replay);
        return replay.report("made-up calls, 18 columns, times in UTC", withAgents);
    }

    private void day(int day) {
        boolean weekend = day % 7 > 4;
        for (int hour = 0; hour < CALLS_BY_HOUR.length; hour++) {
            int calls = CALLS_BY_HOUR[hour] / (weekend ? 5 : 1);
            for (int call = 0; call < calls; call++) {
                // The history begins at ten in the morning of its first day.
                caller(day * 86_400 + (hour - 10) * 3600 + random.nextInt(3600));
            }
        }
    }

    /** One caller, until the matter is settled or the caller gives up. */
    private void caller(int firstCall) {
        CallerNumber number = new CallerNumber("+38050" + (1_000_000 + numbers++));
        int trunk = random.nextInt(TRUNKS.length);
        history.by(TRUNKS[trunk]);
        int at = firstCall;
        for (int tries = 0; tries < 14; tries++) {
            int wait = 18 + random.nextInt(75);
            if (random.nextInt(100) < 9) {
                history.gaveUp(number, at, at + wait);
                at += wait + 20 + random.nextInt(200);
                continue;
            }
            boolean cut = random.nextInt(100) < CUT_PERCENT[trunk] + 12 * Math.min(tries, 3);
            int talk = cut ? 10 + random.nextInt(90) : 60 + random.nextInt(300);
            history.talked(number, "PJSIP/" + (971 + random.nextInt(AGENTS)), at, at + wait, at + wait + talk);
            if (!cut && random.nextInt(100) > 6) {
                return;
            }
            at += wait + talk + (cut ? 8 + random.nextInt(70) : 600 + random.nextInt(2400));
        }
    }
}
