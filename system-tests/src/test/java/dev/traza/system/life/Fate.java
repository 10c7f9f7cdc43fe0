package dev.traza.system.life;

import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws what happens next: mostly what makes sense, and everything else now and then. */
public final class Fate {

    private static final List<Who> PEOPLE = List.of(
            Who.ANA,
            Who.ANA,
            Who.ANA,
            Who.LUIS,
            Who.LUIS,
            Who.CARMEN,
            Who.OWNER,
            Who.OWNER,
            Who.OWNER,
            Who.STRANGER,
            Who.INTEGRATOR,
            Who.NOBODY);
    private static final List<String> TEAMS = List.of("helpdesk", "helpdesk", "specialists", "hr", "no-such-team");
    private static final List<String> AGENTS = List.of("ana", "luis", "john", "carmen");
    private static final List<UUID> TASKS = List.of(new UUID(1, 1), new UUID(1, 2), new UUID(1, 3));
    private static final List<String> GUESTS = List.of(Who.STRANGER.subject(), Who.OWNER.subject(), "u-life-guest");
    private static final int WORDS = 25;
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant ONE_DAY = Instant.parse("2199-01-01T00:00:00Z");

    private final RandomGenerator random;
    private final List<Supplier<Wish>> wishes;

    /** The same generator, the same fate. */
    public Fate(RandomGenerator random) {
        this.random = random;
        this.wishes = List.of(
                () -> new Wish.Comment("Hola", oneOf(Visibility.values())),
                () -> new Wish.Comment("¿Alguna novedad?", Visibility.PUBLIC),
                () -> new Wish.Comment("Sí", Visibility.PUBLIC),
                () -> new Wish.Assign(oneOf(TEAMS), maybe(oneOf(AGENTS))),
                Wish.Release::new,
                () -> new Wish.Take(maybe(oneOf(TEAMS))),
                () -> new Wish.Take(null),
                () -> new Wish.Weigh(oneOf(Impact.values()), oneOf(Urgency.values())),
                () -> new Wish.SetPriority(oneOf(Priority.values()), "the board waits"),
                Wish.Pend::new,
                Wish.Pend::new,
                () -> new Wish.Hold(oneOf(HoldReason.values()), maybe(oneOf(List.of(LONG_AGO, ONE_DAY, ONE_DAY)))),
                Wish.Resume::new,
                () -> new Wish.Escalate(chance(3), maybe(random.nextInt(5)), maybe(oneOf(TEAMS))),
                () -> new Wish.Resolve(oneOf(ResolutionCode.values())),
                () -> new Wish.Resolve(ResolutionCode.FIXED),
                () -> new Wish.Resolve(ResolutionCode.FIXED),
                Wish.Reopen::new,
                () -> new Wish.Close(maybe(oneOf(ResolutionCode.values()))),
                () -> new Wish.Revise(maybe(oneOf(List.of("Otra cosa", "Impresora", " "))), maybe(word())),
                () -> new Wish.Tag(IntStream.rangeClosed(0, random.nextInt(8))
                        .mapToObj(_ -> word())
                        .toList()),
                () -> new Wish.Untag(word()),
                () -> new Wish.Watch(oneOf(AGENTS)),
                () -> new Wish.Unwatch(oneOf(AGENTS)),
                () -> new Wish.Invite(oneOf(GUESTS), maybe("Eva")),
                () -> new Wish.Invite(Who.STRANGER.subject(), null),
                () -> new Wish.Uninvite(oneOf(GUESTS)),
                () -> new Wish.LinkAsset(word(), maybe("Impresora")),
                () -> new Wish.UnlinkAsset(word()),
                () -> new Wish.Work(1 + random.nextInt(120)),
                () -> new Wish.AddTask(oneOf(TASKS), oneOf(List.of("Tóner", "Cable")), maybe(oneOf(TEAMS)), chance(2)),
                () -> new Wish.CompleteTask(oneOf(TASKS)),
                () -> new Wish.CompleteTask(oneOf(TASKS)),
                () -> new Wish.CancelTask(oneOf(TASKS)),
                () -> new Wish.Rate(1 + random.nextInt(5)),
                () -> new Wish.Rate(1 + random.nextInt(5)),
                this::nonsense);
    }

    /** Who asks next. */
    public Who who() {
        return oneOf(PEOPLE);
    }

    /** What they ask. */
    public Wish wish() {
        return oneOf(wishes).get();
    }

    /** Once in so many times. */
    public boolean chance(int times) {
        return random.nextInt(times) == 0;
    }

    /** One of the values, each as likely as the other. */
    public <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> @Nullable T maybe(T value) {
        return chance(2) ? null : value;
    }

    private String word() {
        return "w" + random.nextInt(WORDS);
    }

    private Wish nonsense() {
        return new Wish.Nonsense(oneOf(List.of(
                new Wish.Request("POST", "comments", Map.of("body", " ", "visibility", "PUBLIC")),
                new Wish.Request("POST", "comments", Map.of("body", "Hola", "visibility", "SECRET")),
                new Wish.Request("POST", "comments", Map.of("body", "x".repeat(50_001), "visibility", "PUBLIC")),
                new Wish.Request("POST", "comments", "{"),
                new Wish.Request("POST", "comments", "[]"),
                new Wish.Request("PUT", "assignment", Map.of("agentId", "ana")),
                new Wish.Request("PUT", "assignment", Map.of("teamId", "helpdesk", "surprise", 1)),
                new Wish.Request("PUT", "priority", Map.of("priority", "HIGH")),
                new Wish.Request("PUT", "priority", Map.of("impact", "HIGH")),
                new Wish.Request("POST", "hold", Map.of("reason", "LUNCH")),
                new Wish.Request("POST", "escalation", Map.of("level", 9, "reason", "it is urgent")),
                new Wish.Request("POST", "resolution", Map.of("code", "FIXED")),
                new Wish.Request("POST", "resolution", Map.of("code", "FIXED", "text", "\u0000")),
                new Wish.Request("POST", "work", Map.of("minutes", 0, "activity", "nothing")),
                new Wish.Request("POST", "work", Map.of("minutes", 1441, "activity", "a long day")),
                new Wish.Request("POST", "tags", Map.of("tags", List.of())),
                new Wish.Request("PUT", "tasks/not-an-id", Map.of("title", "Tóner")),
                new Wish.Request("POST", "rating", Map.of("score", 6)))));
    }
}
