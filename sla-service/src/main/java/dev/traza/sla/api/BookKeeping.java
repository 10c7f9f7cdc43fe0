package dev.traza.sla.api;

import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.topic.TopicUnavailableException;
import dev.traza.sla.SlaConfig;
import dev.traza.sla.book.BookRecord;
import dev.traza.sla.book.BookWriter;
import dev.traza.sla.book.CurrentBook;
import dev.traza.sla.policy.PolicyBook;
import dev.traza.workingtime.Flaw;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Writes a change and waits until this instance has read it back, so that the next request sees it. */
@Singleton
class BookKeeping {

    private static final Logger LOG = Logger.getLogger(BookKeeping.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final BookWriter writer;
    private final CurrentBook current;
    private final SlaConfig.Policies config;

    @Inject
    BookKeeping(BookWriter writer, CurrentBook current, SlaConfig config) {
        this.writer = writer;
        this.current = current;
        this.config = config.policies();
    }

    PolicyBook book() {
        return current.book();
    }

    /**
     * Decides and writes.
     *
     * @param decide on the newest book; throws {@link ProblemException} to refuse
     * @param visible whether the change can be seen in a book
     */
    void write(Function<PolicyBook, Optional<BookRecord>> decide, Predicate<PolicyBook> visible) {
        try {
            writer.write(decide);
            if (!current.await(visible, config.writeTimeout())) {
                throw unavailable("The change is written but was not read back in time. It may be sent again.");
            }
        } catch (TopicUnavailableException e) {
            LOG.warnf(e, "A change of policies could not be written");
            throw unavailable("The change could not be written. It may be sent again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("The service is stopping. The change may be sent again.");
        }
    }

    /** Refuses one more entry when there are as many as are allowed. */
    void checkRoomFor(PolicyBook book) {
        if (book.size() >= config.most()) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "There are %d policies and calendars already, and no more are allowed.".formatted(book.size()));
        }
    }

    static void refuse(List<Flaw> flaws) {
        if (!flaws.isEmpty()) {
            throw new ProblemException(Problem.of(ProblemType.UNPROCESSABLE, "Some fields break a rule.")
                    .withErrors(errors(flaws)));
        }
    }

    private static List<FieldError> errors(List<Flaw> flaws) {
        return flaws.stream()
                .map(flaw -> new FieldError(flaw.pointer(), flaw.code(), flaw.detail()))
                .toList();
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(Problem.of(ProblemType.UNAVAILABLE, detail).withRetryAfter(RETRY_AFTER));
    }
}
