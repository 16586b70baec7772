package lastagent.asterisk.ami;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lastagent.core.live.PbxEvent;

/**
 * Follows one PBX over one connection, from the login to the loss.
 *
 * <p>It asks for all members and all channels first (members first: who is an agent decides what is a talk), passes news
 * on, asks about what they name, and passes the answers on. It asks for everything again from time to time, sooner after
 * the start, when the PBX may still be loading its queues.
 *
 * <p>Everything happens on the thread that calls {@link #run}: reading, what is due later, and the listener.
 */
final class AmiFollower {

    private static final Duration LOOK_AT_UNSENT = Duration.ofMillis(100);

    // What a PBX is asked for in one pollMembersEvery; one with more is asked that much less often.
    private static final int MEMBERSHIPS_A_POLL = 500;

    private final AmiConnection connection;
    private final AmiDialect dialect;
    private final AmiTimings timings;
    private final InstantSource clock;
    private final Consumer<PbxEvent> emit;
    private final AmiLinkLog log;

    private final Timers timers = new Timers();
    private final AmiAnswers answers = new AmiAnswers();
    private final ChannelQuestions channels;
    private final MemberQuestions members;
    private final HintQuestions hints;

    private boolean channelsAreKnown;
    private boolean membersAreKnown;
    private int memberships;
    private boolean startedOver;
    private Optional<Instant> behindSince = Optional.empty();

    AmiFollower(
            AmiConnection connection,
            AmiDialect dialect,
            AmiTimings timings,
            InstantSource clock,
            Consumer<PbxEvent> emit,
            AmiLinkLog log) {
        this.connection = connection;
        this.dialect = dialect;
        this.timings = timings;
        this.clock = clock;
        this.emit = emit;
        this.log = log;
        this.channels = new ChannelQuestions(dialect, timings, timers, this::ask, emit);
        this.hints = new HintQuestions(timings.healEvery(), this::ask, emit);
        this.members = new MemberQuestions(dialect, timings, timers, this::ask, this::membersAnswered);
    }

    /**
     * Follows until the connection is lost.
     *
     * @throws IOException always, with the reason
     */
    void run() throws IOException {
        ask(new AmiQuestion.OfVersion());
        askEverything(clock.instant());
        healAfter(timings.healFirst());
        watchSilence();
        pollMembers(timings.pollMembersEvery());
        try {
            while (true) {
                Optional<AmiMessage> message = connection.read(timers.untilNext());
                message.ifPresent(this::take);
                timers.run();
            }
        } catch (UncheckedIOException lost) {
            throw lost.getCause();
        }
    }

    private void take(AmiMessage message) {
        Instant at = clock.instant();
        log.heard(at);
        Optional<AmiAnswers.Answer> answer = answers.take(message);
        if (answer.isPresent()) {
            take(answer.get());
        } else if (!answers.isOurs(message)) {
            dialect.news(message, at).forEach(this::takeNews);
        }
    }

    private void takeNews(PbxEvent event) {
        switch (event) {
            case PbxEvent.ChannelsMoved moved -> {
                emit.accept(moved);
                moved.channels().forEach(channel -> channels.moved(channel, false, moved.at()));
            }
            case PbxEvent.Dialling dialling ->
                dialling.channels().forEach(channel -> channels.dialling(channel, dialling.at()));
            case PbxEvent.HungUp ended -> {
                emit.accept(ended);
                channels.moved(ended.channel(), true, ended.at());
            }
            case PbxEvent.MembersMoved moved -> {
                emit.accept(moved);
                members.moved(moved.queue(), moved.location(), moved.at());
            }
            case PbxEvent.Held news -> emit.accept(news);
            case PbxEvent.HangupRequested news -> emit.accept(news);
            case PbxEvent.Transferred news -> emit.accept(news);
            case PbxEvent.OfferEnded news -> emit.accept(news);
            // No message that comes unasked is an answer.
            case PbxEvent.ChannelAnswered never -> {}
            case PbxEvent.ChannelsListed never -> {}
            case PbxEvent.MembersAnswered never -> {}
            case PbxEvent.HintAnswered never -> {}
            case PbxEvent.Lost never -> {}
        }
    }

    private void take(AmiAnswers.Answer answer) {
        log.answered(Duration.ofNanos(answer.tookNanos()));
        switch (answer.question()) {
            case AmiQuestion.OfChannel question -> takeChannel(question, answer);
            case AmiQuestion.OfAllChannels question -> takeList(question, answer);
            case AmiQuestion.OfMembers question -> takeMembers(question, answer);
            case AmiQuestion.OfHint question -> takeHint(question, answer);
            case AmiQuestion.OfVersion question -> log.version(answer.response().value("AsteriskVersion"));
        }
        if (channelsAreKnown && membersAreKnown && hints.areAnswered()) {
            startedOver = false;
            log.synchronised();
        }
    }

    private void takeChannel(AmiQuestion.OfChannel question, AmiAnswers.Answer answer) {
        if (answer.isRefused() && !answer.message().equals("No such channel")) {
            log.refusedAction("Status", answer.message());
            channels.refused(question);
        } else {
            channels.answered(question, answer.rows());
        }
    }

    private void takeList(AmiQuestion.OfAllChannels question, AmiAnswers.Answer answer) {
        if (isUsable(answer, dialect.listAction())) {
            channels.listed(question, answer.rows(), System.nanoTime() - answer.tookNanos());
            channelsAreKnown = true;
        } else {
            channels.listClosed();
        }
    }

    private void takeHint(AmiQuestion.OfHint question, AmiAnswers.Answer answer) {
        if (answer.isRefused()) {
            log.refusedAction("Getvar", answer.message());
        } else {
            log.grantedAction("Getvar");
        }
        hints.answered(
                question,
                answer.isRefused() ? Optional.empty() : answer.response().value("Value"));
    }

    private void membersAnswered(PbxEvent event) {
        emit.accept(event);
        if (event instanceof PbxEvent.MembersAnswered answer) {
            hints.wantedBy(answer.members(), answer.at());
        }
    }

    private void takeMembers(AmiQuestion.OfMembers question, AmiAnswers.Answer answer) {
        if (isUsable(answer, "QueueStatus")) {
            int told = members.answered(question, answer.rows());
            if (question.queue().isEmpty() && question.location().isEmpty()) {
                membersAreKnown = true;
                memberships = told;
            }
        } else {
            members.closed();
        }
    }

    private boolean isUsable(AmiAnswers.Answer answer, String action) {
        if (answer.isRefused()) {
            log.refusedAction(action, answer.message());
        } else if (!answer.isWhole()) {
            log.refusedAction(action, "fewer rows than announced");
        } else {
            log.grantedAction(action);
            return true;
        }
        return false;
    }

    private boolean ask(AmiQuestion question) {
        if (behindSince.isPresent()) {
            return false;
        }
        Optional<String> id = connection.ask(question.action());
        if (id.isEmpty()) {
            behindSince = Optional.of(clock.instant());
            long since = System.nanoTime();
            timers.after(LOOK_AT_UNSENT, () -> catchUp(since));
            return false;
        }
        answers.expect(id.get(), question);
        timers.after(timings.answerWithin(), () -> lookForAnswer(id.get()));
        return true;
    }

    private void catchUp(long sinceNanos) {
        if (connection.unsent() == 0) {
            Instant since = behindSince.orElseThrow();
            behindSince = Optional.empty();
            startOver(since);
        } else if (System.nanoTime() - sinceNanos > timings.answerWithin().toNanos()) {
            throw lost("the PBX does not read what we send");
        } else {
            timers.after(LOOK_AT_UNSENT, () -> catchUp(sinceNanos));
        }
    }

    private void lookForAnswer(String id) {
        Optional<Long> heard = answers.heardNanos(id);
        if (heard.isEmpty()) {
            return;
        }
        long left = heard.get() + timings.answerWithin().toNanos() - System.nanoTime();
        if (left > 0) {
            timers.after(Duration.ofNanos(left), () -> lookForAnswer(id));
        } else if (startedOver) {
            throw lost("the PBX does not answer");
        } else {
            startedOver = true;
            startOver(clock.instant());
        }
    }

    private void startOver(Instant since) {
        answers.forgetAll();
        channels.forgetAll();
        members.forgetAll();
        hints.forgetAll();
        channelsAreKnown = false;
        membersAreKnown = false;
        log.startedOver();
        askEverything(since);
    }

    private void askEverything(Instant at) {
        members.all(at);
        channels.list(at);
    }

    private void healAfter(Duration span) {
        timers.after(span, () -> {
            askEverything(clock.instant());
            Duration twice = span.multipliedBy(2);
            healAfter(twice.compareTo(timings.healEvery()) < 0 ? twice : timings.healEvery());
        });
    }

    // No version tells that queues.conf was reloaded, and 11 may tell nothing of a member's state (eventmemberstatus).
    private void pollMembers(Duration span) {
        timers.after(span, () -> {
            members.all(clock.instant());
            pollMembers(timings.pollMembersEvery().multipliedBy(1 + memberships / MEMBERSHIPS_A_POLL));
        });
    }

    private void watchSilence() {
        Duration silent = Duration.ofNanos(System.nanoTime() - connection.heardNanos());
        Duration next = timings.pingAfter();
        if (silent.compareTo(timings.silentAfter()) >= 0) {
            throw lost("the PBX is silent");
        } else if (silent.compareTo(timings.pingAfter()) >= 0) {
            connection.ask(List.of("Action: Ping"));
            next = timings.silentAfter();
        }
        timers.after(next.minus(silent), this::watchSilence);
    }

    private static UncheckedIOException lost(String why) {
        return new UncheckedIOException(new IOException(why));
    }
}
