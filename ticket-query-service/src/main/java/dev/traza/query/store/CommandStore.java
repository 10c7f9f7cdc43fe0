package dev.traza.query.store;

import com.mongodb.MongoException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.query.log.LogPartition;
import dev.traza.query.log.Projection;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.view.CommandFact;
import dev.traza.query.view.CommandView;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What became of commands, for a bounded time: a collection a day, dropped as a whole when it is too old. (Not every
 * compatible server lets documents expire, and deleting them one by one would need a scan.) A command and its answers bear
 * the same clock, so they meet in the same day's collection.
 */
@Singleton
public class CommandStore implements Projection<CommandFact> {

    private static final Logger LOG = Logger.getLogger(CommandStore.class);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ASKED = "asked";

    private final ReadModels models;
    private final StoreConfig config;
    private final Clock clock;
    private final Positions positions;
    private volatile @Nullable String cleanedFor;

    /** Made by the container. */
    @Inject
    public CommandStore(ReadModels models, StoreConfig config, Clock clock) {
        this.models = models;
        this.config = config;
        this.clock = clock;
        this.positions = new Positions(models, "commands");
    }

    /** What is known of this command; empty when nothing is, or not any more. */
    public Optional<CommandView> byId(UUID commandId) {
        List<String> days = models.commandDays();
        CommandView undecided = null;
        for (String day : days.reversed()) { // a repeat on a later day has a collection of its own
            Document kept = models.commands(day)
                    .find(Filters.eq(Documents.ID, commandId.toString()))
                    .first();
            if (kept != null) {
                CommandView view = view(commandId, kept);
                if (view.answer() != null) {
                    return Optional.of(view);
                }
                undecided = view;
            }
        }
        return Optional.ofNullable(undecided);
    }

    @Override
    public Map<LogPartition, Long> positions(Collection<LogPartition> partitions) throws ReadModelAwayException {
        try {
            return positions.of(partitions);
        } catch (MongoException e) {
            throw away(e);
        }
    }

    @Override
    public void apply(List<CommandFact> batch, Map<LogPartition, Long> next) throws ReadModelAwayException {
        String oldest = oldestDay();
        Map<String, List<UpdateOneModel<Document>>> byDay = new LinkedHashMap<>();
        for (CommandFact fact : batch) {
            String day = DAY.format(fact.at());
            if (day.compareTo(oldest) >= 0) {
                byDay.computeIfAbsent(day, d -> new ArrayList<>()).add(update(fact));
            }
        }
        try {
            byDay.forEach(
                    (day, updates) -> models.commands(day).bulkWrite(updates, new BulkWriteOptions().ordered(false)));
            positions.put(next);
            dropOlderThan(oldest);
        } catch (MongoException e) {
            throw away(e);
        }
    }

    private static UpdateOneModel<Document> update(CommandFact fact) {
        Bson set =
                switch (fact) {
                    case CommandFact.Asked asked -> Updates.set(ASKED, Documents.write(asked));
                    case CommandFact.Answered(CommandReply reply) ->
                        Updates.set(CommandView.placeOf(reply).name(), Documents.write(reply));
                };
        return new UpdateOneModel<>(
                Filters.eq(Documents.ID, fact.commandId().toString()), set, new UpdateOptions().upsert(true));
    }

    private void dropOlderThan(String oldest) {
        if (oldest.equals(cleanedFor)) {
            return;
        }
        for (String day : models.commandDays()) {
            if (day.compareTo(oldest) < 0) {
                models.commands(day).drop();
                LOG.infof("Forgot the commands of %s", day);
            }
        }
        cleanedFor = oldest;
    }

    private String oldestDay() {
        Instant now = clock.instant();
        return DAY.format(LocalDate.ofInstant(now, ZoneOffset.UTC)
                .minusDays(config.commandRetention().toDays())
                .atStartOfDay(ZoneOffset.UTC));
    }

    private static CommandView view(UUID commandId, Document kept) {
        String asked = kept.getString(ASKED);
        return new CommandView(
                commandId,
                asked == null ? null : Documents.read(asked, CommandFact.Asked.class),
                reply(kept, CommandView.Place.ACCEPTED),
                reply(kept, CommandView.Place.REJECTED),
                reply(kept, CommandView.Place.REUSED));
    }

    private static @Nullable CommandReply reply(Document kept, CommandView.Place place) {
        String json = kept.getString(place.name());
        return json == null ? null : Documents.read(json, CommandReply.class);
    }

    private static ReadModelAwayException away(MongoException e) {
        return new ReadModelAwayException(
                "MongoDB does not take it: " + e.getClass().getSimpleName() + " (code " + e.getCode() + ")", e);
    }
}
