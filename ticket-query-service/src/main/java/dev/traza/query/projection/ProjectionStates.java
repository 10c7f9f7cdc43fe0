package dev.traza.query.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import dev.traza.contract.ContractJson;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.store.ReadModels;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;

/**
 * The state of each projection, one small document, and what nodes say of themselves, one document a node. They lie in the
 * database of the shared read models and get lost with them, which is right: then there is nothing left to say.
 */
@Singleton
public class ProjectionStates {

    private static final String ID = "_id";
    private static final String REVISION = "revision";
    private static final String STATE = "state";
    private static final String FAMILY = "reportsOf";
    private static final String REPORT = "report";

    private final ReadModels models;

    /** Made by the container. */
    @Inject
    public ProjectionStates(ReadModels models) {
        this.models = models;
    }

    /** The present state; empty as long as nobody has written one. */
    public Optional<ProjectionState> read(String family) throws ReadModelAwayException {
        return ask(() -> Optional.ofNullable(
                        documents().find(Filters.eq(ID, family)).first())
                .map(kept -> read(kept.getString(STATE), ProjectionState.class)));
    }

    /** Writes the first state, unless somebody has done so. */
    public void begin(String family, ProjectionState first) throws ReadModelAwayException {
        ask(() -> {
            try {
                return documents().insertOne(document(family, first));
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                    return family;
                }
                throw e;
            }
        });
    }

    /**
     * Replaces a state by the one that follows from it.
     *
     * @return false if somebody else has changed it meanwhile; then nothing is written
     */
    public boolean replace(String family, ProjectionState after) throws ReadModelAwayException {
        return ask(() -> documents()
                        .replaceOne(
                                Filters.and(Filters.eq(ID, family), Filters.eq(REVISION, after.revision() - 1)),
                                document(family, after))
                        .getMatchedCount()
                == 1);
    }

    /** Says how a node does. */
    public void report(String family, NodeReport report) throws ReadModelAwayException {
        String id = reportId(family, report.node());
        ask(() -> documents()
                .replaceOne(
                        Filters.eq(ID, id),
                        new Document(ID, id).append(FAMILY, family).append(REPORT, write(report)),
                        new ReplaceOptions().upsert(true)));
    }

    /** What nodes have said, also of those that are gone. */
    public List<NodeReport> reports(String family) throws ReadModelAwayException {
        return ask(() -> documents()
                .find(Filters.eq(FAMILY, family))
                .map(kept -> read(kept.getString(REPORT), NodeReport.class))
                .into(new ArrayList<>()));
    }

    /** Forgets a node. */
    public void forget(String family, String node) throws ReadModelAwayException {
        ask(() -> documents().deleteOne(Filters.eq(ID, reportId(family, node))));
    }

    private MongoCollection<Document> documents() {
        return models.states();
    }

    private static String reportId(String family, String node) {
        return family + "@" + node;
    }

    private static Document document(String family, ProjectionState state) {
        return new Document(ID, family).append(REVISION, state.revision()).append(STATE, write(state));
    }

    private static String write(Object kept) {
        try {
            return ContractJson.mapper().writeValueAsString(kept);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every state can be written as JSON", e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return ContractJson.mapper().readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException("A document is not the " + type.getSimpleName() + " it should be", e);
        }
    }

    private static <R> R ask(Supplier<R> question) throws ReadModelAwayException {
        try {
            return question.get();
        } catch (MongoException e) {
            throw new ReadModelAwayException(
                    "MongoDB does not answer: " + e.getClass().getSimpleName() + " (code " + e.getCode() + ")", e);
        }
    }
}
