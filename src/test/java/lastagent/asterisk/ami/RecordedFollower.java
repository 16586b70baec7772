package lastagent.asterisk.ami;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import lastagent.core.conversation.Conversation;
import lastagent.core.live.ChannelFacts;
import lastagent.core.live.FollowedPbx;
import lastagent.core.live.MemberFacts;
import lastagent.core.live.PbxEvent;
import lastagent.numbers.PhoneNumberPlan;

/**
 * Follows a recorded PBX as the link follows a real one: every message goes through the dialect, news are a reason to
 * ask, and the answers come a given time later, with the time of the news.
 */
final class RecordedFollower {

    private static final String OUR_ID = "5f1cb0a7d2e94c3188a6f0d3b7e2c914";
    private static final Duration BETWEEN_LISTS = Duration.ofSeconds(30);

    private final AmiDialect dialect;
    private final RecordedPbx recorded;
    private final FollowedPbx followed =
            new FollowedPbx("pbx", new PhoneNumberPlan(Optional.of("RU"), List.of(), Set.of()), queue -> Duration.ZERO);
    private final Duration answersAfter;

    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Map<String, Conversation> conversations = new LinkedHashMap<>();
    private final Map<String, Integer> scenarioOf = new LinkedHashMap<>();
    private final List<String> scenarios = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private Instant listedAt = Instant.EPOCH;

    private record Pending(Instant due, Supplier<PbxEvent> answer) {}

    private RecordedFollower(Recording recording, Duration answersAfter) {
        this.dialect = recording.version() == 11 ? new AmiDialect11() : new AmiDialect12();
        this.recorded = new RecordedPbx(recording.version(), recording.written());
        this.answersAfter = answersAfter;
    }

    /**
     * Plays it; then everything that was learned is there.
     *
     * @param answersAfter how long after the news the PBX looks and answers, by the recording's clock
     */
    static RecordedFollower of(Recording recording, Duration answersAfter) {
        return new RecordedFollower(recording, answersAfter).play(recording);
    }

    private RecordedFollower play(Recording recording) {
        for (Recording.Block block : recording.blocks()) {
            switch (block) {
                case Recording.Block.Scenario scenario -> scenarios.add(scenario.name());
                case Recording.Block.Connected connected -> connected();
                case Recording.Block.Message message -> message(message);
            }
        }
        answerUntil(Instant.MAX);
        return this;
    }

    private void connected() {
        answerUntil(Instant.MAX);
        apply(new PbxEvent.Lost(now));
        recorded.restart();
        listedAt = Instant.EPOCH;
    }

    private void message(Recording.Block.Message message) {
        Optional.ofNullable(message.meant().get("Timestamp")).ifPresent(this::tick);
        recorded.live(message.meant());
        for (AmiMessage arrived : message.arrived()) {
            for (PbxEvent news : dialect.news(arrived, now)) {
                apply(news);
                ask(news);
            }
        }
        answerUntil(now);
    }

    private void tick(String timestamp) {
        String[] parts = timestamp.split("\\.", 2);
        Instant told = Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]) * 1000);
        // Of two events a few microseconds apart the later may come first.
        answerUntil(told.minusNanos(1));
        now = told.isAfter(now) ? told : now;
        if (now.isAfter(listedAt.plus(BETWEEN_LISTS))) {
            listedAt = now;
            Instant at = now;
            apply(list(at));
            apply(members(Optional.empty(), Optional.empty(), at));
        }
    }

    private void ask(PbxEvent news) {
        switch (news) {
            case PbxEvent.ChannelsMoved moved -> moved.channels().forEach(channel -> askFor(channel, moved.at()));
            case PbxEvent.Dialling dialling -> dialling.channels().forEach(channel -> askFor(channel, dialling.at()));
            case PbxEvent.HungUp end -> askFor(end.channel(), end.at());
            case PbxEvent.MembersMoved moved -> later(() -> members(moved.queue(), moved.location(), moved.at()));
            default -> {}
        }
    }

    private void askFor(String channel, Instant at) {
        later(() -> {
            Optional<ChannelFacts> facts = ours(recorded.status(channel, OUR_ID)).stream()
                    .flatMap(row -> dialect.channel(row).stream())
                    .findFirst();
            return new PbxEvent.ChannelAnswered(channel, facts, at);
        });
    }

    private PbxEvent list(Instant at) {
        List<ChannelFacts> channels = ours(recorded.status("", OUR_ID)).stream()
                .flatMap(row -> dialect.channel(row).stream())
                .toList();
        return new PbxEvent.ChannelsListed(channels, at);
    }

    private PbxEvent members(Optional<String> queue, Optional<String> location, Instant at) {
        List<MemberFacts> members = ours(recorded.queueStatus(queue, location, OUR_ID)).stream()
                .flatMap(row -> dialect.member(row).stream())
                .toList();
        return new PbxEvent.MembersAnswered(queue, location, members, at);
    }

    // Nothing without our id stands within an answer, unless a number with lines in it has torn a row; then the half
    // that carries the id is left out too.
    private List<AmiMessage> ours(List<AmiMessage> answer) {
        List<AmiMessage> ours = new ArrayList<>();
        boolean torn = false;
        for (AmiMessage row : answer) {
            boolean carriesId = row.value("ActionID").filter(OUR_ID::equals).isPresent();
            if (carriesId && !torn) {
                ours.add(row);
            }
            torn = !carriesId;
        }
        return ours;
    }

    private void later(Supplier<PbxEvent> answer) {
        pending.add(new Pending(now.plus(answersAfter), answer));
    }

    private void answerUntil(Instant moment) {
        while (!pending.isEmpty() && !pending.getFirst().due().isAfter(moment)) {
            apply(pending.removeFirst().answer().get());
        }
    }

    private void apply(PbxEvent event) {
        for (Conversation talk : followed.apply(event)) {
            conversations.put(talk.id(), talk);
            scenarioOf.putIfAbsent(talk.id(), scenarios.size());
        }
    }

    /** The names of the scenarios, as often as they were played. */
    List<String> scenarios() {
        return scenarios;
    }

    /** What began in the scenario of this number, counted from one, in order. */
    List<Conversation> of(int scenario) {
        return conversations.values().stream()
                .filter(talk -> scenarioOf.getOrDefault(talk.id(), 0) == scenario)
                .toList();
    }

    List<Conversation> all() {
        return List.copyOf(conversations.values());
    }

    /** The PBX as it is known at the end. */
    FollowedPbx followed() {
        return followed;
    }
}
