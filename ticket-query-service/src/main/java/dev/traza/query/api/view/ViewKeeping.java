package dev.traza.query.api.view;

import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.Role;
import dev.traza.kit.feed.Feed;
import dev.traza.kit.feed.FeedHealth;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.topic.TopicUnavailableException;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.list.ListParameters;
import dev.traza.query.api.list.ListReader;
import dev.traza.query.consistency.Freshness;
import dev.traza.query.savedview.Onlooker;
import dev.traza.query.savedview.SavedView;
import dev.traza.query.savedview.SavedViews;
import dev.traza.query.savedview.Sharing;
import dev.traza.query.savedview.ViewBook;
import dev.traza.query.savedview.ViewConfig;
import dev.traza.query.savedview.ViewWriter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Makes, changes and deletes saved views for those who may, and waits until this node knows of it. */
@Singleton
class ViewKeeping {

    private static final Logger LOG = Logger.getLogger(ViewKeeping.class);

    private final SavedViews views;
    private final ViewWriter writer;
    private final ListReader lists;
    private final Freshness freshness;
    private final FeedHealth feeds;
    private final ViewConfig config;
    private final Clock clock;

    @Inject
    ViewKeeping(
            SavedViews views,
            ViewWriter writer,
            ListReader lists,
            Freshness freshness,
            FeedHealth feeds,
            ViewConfig config,
            Clock clock) {
        this.views = views;
        this.writer = writer;
        this.lists = lists;
        this.freshness = freshness;
        this.feeds = feeds;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A view that was made.
     *
     * @param replayed whether it had been made by the same request before
     */
    record Made(SavedView view, boolean replayed) {}

    /** Who looks. */
    Onlooker onlooker(Viewer viewer) {
        Set<Role> roles = viewer.actor().roles();
        return new Onlooker(
                viewer.actor().subject(),
                viewer.actor().isStaff(),
                roles.contains(Role.SUPERVISOR) || roles.contains(Role.ADMIN),
                () -> lists.teamsOf(viewer));
    }

    /**
     * All views.
     *
     * @throws ProblemException (503) if this node has not read them all since it started
     */
    ViewBook book() {
        return switch (feeds.feed(SavedViews.FEED).state()) {
            case Feed.State.CatchingUp() -> throw TokenHeader.unavailable("The saved views are not read yet.");
            case Feed.State.Following(), Feed.State.Waiting _, Feed.State.Failed _ -> views.book();
        };
    }

    /**
     * A view that this person sees.
     *
     * @throws ProblemException (404) if there is none
     */
    SavedView find(UUID viewId, Onlooker who) {
        return seen(book(), viewId, who);
    }

    /** Whether this node knows of a view's version. */
    boolean holds(ConsistencyToken token) {
        return views.version(token.ticketId()) >= token.version();
    }

    /**
     * Makes a view.
     *
     * @param viewId the same for the same request
     * @throws ProblemException (400, 403, 422) if it must not be, (503) if it could not be written
     */
    Made make(UUID viewId, ViewRequest asked, Viewer viewer) {
        Onlooker who = onlooker(viewer);
        String fingerprint = fingerprint(asked);
        SavedView view = content(
                new SavedView(
                        viewId, 1, who.id(), "", asked.sharedWith(), null, Map.of(), now(), now(), fingerprint, null),
                asked);
        boolean[] replayed = {false};
        SavedView[] first = {view};
        write(viewId, book -> {
            Optional<SavedView> before = book.find(viewId);
            replayed[0] = before.isPresent();
            if (before.isPresent()) {
                if (!before.get().fingerprint().equals(fingerprint)) {
                    throw new ProblemException(
                            ProblemType.UNPROCESSABLE, "This Idempotency-Key was used for another view.");
                }
                Instant madeAt = before.get().createdAt();
                first[0] = view.with(again -> again.createdAt(madeAt).updatedAt(madeAt));
                return Optional.empty();
            }
            checkRoom(book, who);
            check(asked, viewer, who);
            return Optional.of(view);
        });
        return new Made(first[0], replayed[0]);
    }

    /**
     * Writes a view anew; the same content changes nothing.
     *
     * @param expected whether the version is the one that the caller wants to replace
     * @throws ProblemException (400, 403, 404, 412, 422) if it must not be, (503) if it could not be written
     */
    SavedView replace(UUID viewId, ViewRequest asked, Predicate<Integer> expected, Viewer viewer) {
        Onlooker who = onlooker(viewer);
        SavedView[] written = new SavedView[1];
        write(viewId, book -> {
            SavedView before = mine(book, viewId, who);
            checkVersion(before, expected);
            check(asked, viewer, who);
            SavedView same = content(before, asked);
            written[0] = same.equals(before)
                    ? before
                    : same.with(after -> after.version(before.version() + 1).updatedAt(now()));
            return Optional.of(written[0]).filter(after -> after != before);
        });
        return written[0];
    }

    /**
     * Deletes a view; one that is deleted already stays so.
     *
     * @throws ProblemException (403, 404, 412) if it must not be, (503) if it could not be written
     */
    void delete(UUID viewId, Predicate<Integer> expected, Viewer viewer) {
        Onlooker who = onlooker(viewer);
        write(viewId, book -> {
            boolean again = book.find(viewId)
                    .filter(view -> view.isGone() && view.owner().equals(who.id()))
                    .isPresent();
            if (again) {
                return Optional.empty();
            }
            SavedView before = mine(book, viewId, who);
            checkVersion(before, expected);
            return Optional.of(before.deleted(now()));
        });
    }

    private void write(UUID viewId, Function<ViewBook, Optional<SavedView>> decide) {
        int[] version = {0};
        try {
            writer.write(book -> {
                Optional<SavedView> change = decide.apply(book);
                version[0] = change.or(() -> book.find(viewId))
                        .map(SavedView::version)
                        .orElse(0);
                return change;
            });
            if (!freshness.await(config.writeTimeout(), () -> views.version(viewId) >= version[0])) {
                throw TokenHeader.unavailable("The change is written but was not read back in time.");
            }
        } catch (TopicUnavailableException e) {
            LOG.warnf(e, "A saved view could not be written");
            throw TokenHeader.unavailable("The change could not be written. It may be sent again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TokenHeader.unavailable("This node is shutting down. The change may be sent again.");
        }
    }

    private void checkRoom(ViewBook book, Onlooker who) {
        if (book.keptBy(who.id()) >= config.mostPerPerson()) {
            throw tooMany("You keep %d views already, and no more are allowed.".formatted(config.mostPerPerson()));
        }
        if (book.size() >= config.most()) {
            throw tooMany("There are %d views already, and no more are allowed.".formatted(config.most()));
        }
    }

    private void check(ViewRequest asked, Viewer viewer, Onlooker who) {
        if (asked.name().length() > config.longestName()) {
            throw malformed("/name", "too-long", "Has at most " + config.longestName() + " characters.");
        }
        if ((asked.sharedWith() == Sharing.TEAM) != (asked.team() != null)) {
            throw malformed("/team", "not-with-sharing", "Has to be there when sharing is TEAM, and only then.");
        }
        if (!SavedView.mayShare(asked.sharedWith(), asked.team(), who)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Agents share views with their own teams, supervisors and administrators with any, and with all.");
        }
        checkParameters(asked.parameters(), viewer);
    }

    /** What the list would refuse when it is asked is refused when it is kept. */
    private void checkParameters(Map<String, List<String>> parameters, Viewer viewer) {
        int length = parameters.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length()
                        + entry.getValue().stream().mapToInt(String::length).sum())
                .sum();
        if (length > config.longestParameters()) {
            throw malformed(
                    "/parameters", "too-long", "Have at most " + config.longestParameters() + " characters together.");
        }
        ListParameters.OF_A_PAGE.stream()
                .filter(parameters::containsKey)
                .findFirst()
                .ifPresent(name -> {
                    throw malformed(
                            pointer(name), "of-a-page", "Is given when the view is looked at, and not kept in it.");
                });
        try {
            lists.read(parameters, viewer);
        } catch (ProblemException e) {
            throw new ProblemException(e.problem()
                    .withErrors(e.problem().errors().stream()
                            .map(error -> error.pointer().startsWith("?")
                                    ? new FieldError(
                                            pointer(error.pointer().substring(1)), error.code(), error.detail())
                                    : error)
                            .toList()));
        }
    }

    private static SavedView content(SavedView view, ViewRequest asked) {
        return view.with(after -> after.name(asked.name())
                .sharing(asked.sharedWith())
                .team(asked.team())
                .parameters(asked.parameters()));
    }

    private static SavedView mine(ViewBook book, UUID viewId, Onlooker who) {
        SavedView view = seen(book, viewId, who);
        if (!view.mayBeChangedBy(who)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "A view is changed by whoever keeps it, a supervisor or an administrator.");
        }
        return view;
    }

    private static SavedView seen(ViewBook book, UUID viewId, Onlooker who) {
        return book.find(viewId).filter(view -> view.isSeenBy(who)).orElseThrow(ViewKeeping::noSuchView);
    }

    static ProblemException noSuchView() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such view.");
    }

    private static void checkVersion(SavedView before, Predicate<Integer> expected) {
        if (!expected.test(before.version())) {
            throw new ProblemException(
                    Problem.of(ProblemType.VERSION_MISMATCH, "The present version is %d.".formatted(before.version()))
                            .with("version", before.version()));
        }
    }

    /** As far as it is told: what is written is read back the same. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static ProblemException tooMany(String detail) {
        return new ProblemException(
                Problem.of(ProblemType.UNPROCESSABLE, detail).with("code", "TOO_MANY_VIEWS"));
    }

    private static ProblemException malformed(String pointer, String code, String detail) {
        return new ProblemException(Problem.of(ProblemType.MALFORMED, "Some fields are not as they have to be.")
                .withErrors(List.of(new FieldError(pointer, code, detail))));
    }

    private static String pointer(String parameter) {
        return "/parameters/" + parameter.replace("~", "~0").replace("/", "~1");
    }

    private static String fingerprint(ViewRequest asked) {
        try {
            byte[] content = ContractJson.mapper().writeValueAsBytes(asked);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("What was read from JSON can be written as JSON, and has a hash", e);
        }
    }
}
