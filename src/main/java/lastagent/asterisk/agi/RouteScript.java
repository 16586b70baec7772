package lastagent.asterisk.agi;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import lastagent.core.call.CallerId;
import lastagent.core.call.InboundCall;
import lastagent.core.call.NumberPlan;
import lastagent.core.routing.CallRouter;
import lastagent.core.routing.RoutedCall;
import lastagent.core.routing.RoutingDecision;
import org.slf4j.Logger;

/**
 * {@code /route}: which way does this call take?
 *
 * <p>The caller's number is asked for again, because what stands in the request may be forged, and so are the queues of the
 * line: the first argument of the dialplan's {@code Gosub}, {@code support&sales}, empty for any. A forged request goes
 * through the router like any other, as a caller who is nobody in particular, so that the journal has it.
 *
 * <p>Of a PBX that nobody follows, the caller's latest talks are looked up first, and what their agents are doing is asked for
 * in the same breath: the request's number, which may be forged, says what to look for, and decides nothing.
 */
public final class RouteScript implements AgiScript {

    private final String pbx;
    private final NumberPlan numbers;
    private final CallRouter router;
    private final Optional<WithoutAmi> withoutAmi;
    private final InstantSource clock;
    private final Logger log;

    /**
     * Routes the calls of one PBX.
     *
     * @param pbx its name, which every call carries
     * @param numbers how it presents numbers
     * @param withoutAmi what takes the place of following the PBX; empty if it is followed
     * @param clock the wall clock
     * @param log gets a line for each routed call; numbers in it are masked
     */
    public RouteScript(
            String pbx,
            NumberPlan numbers,
            CallRouter router,
            Optional<WithoutAmi> withoutAmi,
            InstantSource clock,
            Logger log) {
        this.pbx = pbx;
        this.numbers = numbers;
        this.router = router;
        this.withoutAmi = withoutAmi;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public void run(AgiSession session) throws IOException {
        AgentQuestions questions = questions(session.request());
        Read read = read(session, questions);
        InboundCall call = read.call();
        RoutedCall routed = withoutAmi.isPresent()
                ? router.routeUnfollowed(call, questions.states(read.answers(), call.queues()))
                : router.route(call);
        boolean sent = false;
        try {
            session.answer(DialplanVariables.of(routed));
            sent = true;
            tell(routed, session.elapsed());
            confirm(session, call);
        } catch (IOException | RuntimeException unconfirmed) {
            if (sent && unconfirmed instanceof SocketTimeoutException) {
                router.offerUnconfirmed(routed.id());
            } else {
                // Nobody rings by this answer: the agent is free for the next caller. A ring after all is told by its
                // end.
                router.offerEnded(routed.id(), "");
            }
            throw unconfirmed;
        }
    }

    /** The call, and what was answered to the questions about agents. */
    private record Read(InboundCall call, List<String> answers) {}

    private AgentQuestions questions(AgiRequest request) {
        if (withoutAmi.isEmpty()
                || request.isForged()
                || !(numbers.read(request.supposed().callerNumber(), NumberPlan.PRESENTED)
                        instanceof CallerId.Subscriber supposed)) {
            return AgentQuestions.NONE;
        }
        withoutAmi.get().catchUp().learnOf(supposed.number());
        return AgentQuestions.about(
                router.talksWith(pbx, supposed.number()),
                queues(request.supposed().argument()),
                withoutAmi.get().agents());
    }

    private Read read(AgiSession session, AgentQuestions questions) throws IOException {
        AgiRequest request = session.request();
        if (request.isForged()) {
            return new Read(forged(request, request.forgery().get()), List.of());
        }
        try {
            // In this order: the number is the only one of them that a stranger writes.
            List<String> expressions = new ArrayList<>(List.of("${CALLINGPRES}", "${ARG1}"));
            expressions.addAll(questions.expressions());
            expressions.add("${CALLERID(num)}");
            List<String> values = session.read(expressions.toArray(String[]::new));
            CallerId caller = numbers.read(values.getLast(), presentation(values.getFirst()));
            return new Read(call(request, caller, queues(values.get(1))), values.subList(2, values.size() - 1));
        } catch (ForgedRequestException forgery) {
            return new Read(forged(request, String.valueOf(forgery.getMessage())), List.of());
        }
    }

    private InboundCall forged(AgiRequest request, String forgery) {
        log.warn("uniqueid={} the request is forged through a caller ID: {}", request.uniqueId(), forgery);
        return call(request, new CallerId.Unusable(CallerId.Why.FORGED), List.of());
    }

    private InboundCall call(AgiRequest request, CallerId caller, List<String> queues) {
        return new InboundCall(pbx, request.uniqueId(), request.channel(), caller, queues, clock.instant());
    }

    private static int presentation(String value) throws ForgedRequestException {
        if (!value.matches("[0-9]{1,3}")) {
            throw new ForgedRequestException("a presentation that is no number");
        }
        return Integer.parseInt(value);
    }

    private static List<String> queues(String argument) {
        return Stream.of(argument.split("&"))
                .map(String::strip)
                .filter(queue -> !queue.isEmpty())
                .toList();
    }

    private static void confirm(AgiSession session, InboundCall call) throws IOException {
        if (call.caller() instanceof CallerId.Unusable(CallerId.Why why) && why == CallerId.Why.FORGED) {
            // What is left of the forgery stands between the replies.
            session.drain();
            return;
        }
        session.awaitConfirmation();
    }

    private void tell(RoutedCall routed, Duration took) {
        RoutingDecision answer = routed.answer();
        log.info(
                "uniqueid={} caller={} agent={} decision={} reason={} took={}ms id={}",
                routed.call().uniqueId(),
                describe(routed.call().caller()),
                routed.verdict().talk().map(talk -> talk.agent().value()).orElse("-"),
                DialplanVariables.action(answer),
                answer.reason().code(),
                String.format(Locale.ROOT, "%.1f", took.toNanos() / 1e6),
                routed.id());
    }

    private static String describe(CallerId caller) {
        return switch (caller) {
            case CallerId.Subscriber(var number) -> number.masked();
            case CallerId.Unusable(CallerId.Why why) ->
                why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
