package dev.traza.query.projection;

import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import dev.traza.query.facts.FactConfig;
import dev.traza.query.facts.FactIndex;
import dev.traza.query.index.IndexConfig;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.node.StateConfig;
import dev.traza.query.store.ReadModels;
import dev.traza.query.store.StoreConfig;
import dev.traza.query.store.TicketStore;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All projections that have generations. A further one has its place in {@link #all}. */
@Singleton
public class Projections {

    private static final List<String> EVENTS = Stream.of(Topics.TICKET_EVENTS, Topics.ROUTING_EVENTS, Topics.SLA_EVENTS)
            .map(TopicSpec::name)
            .toList();

    private final Served<TicketStore> tickets;
    private final Served<TicketIndex> index;
    private final Served<FactIndex> figures;

    @Inject
    Projections(
            ReadModels models,
            StoreConfig storeConfig,
            StateConfig state,
            IndexConfig indexConfig,
            FactConfig factConfig,
            ProjectionConfig config) {
        tickets = new Served<>(new TicketProjection(models, storeConfig, EVENTS), config.longestHold());
        index = new Served<>(NodeProjection.index(state, indexConfig, EVENTS), config.longestHold());
        figures = new Served<>(NodeProjection.figures(state, factConfig, EVENTS), config.longestHold());
    }

    /** All of them. */
    public List<Served<?>> all() {
        return List.of(tickets, index, figures);
    }

    /** The one with this name. */
    public Optional<Served<?>> named(String name) {
        return all().stream()
                .filter(served -> served.kind().name().equals(name))
                .findFirst();
    }

    /** Views and timelines, for what runs without a request or longer than one. */
    public Served<TicketStore> tickets() {
        return tickets;
    }

    /** The index, for what runs without a request or longer than one. */
    public Served<TicketIndex> index() {
        return index;
    }

    @Produces
    @RequestScoped
    TicketStore ticketsOfRequest() {
        return tickets.take();
    }

    void done(@Disposes TicketStore taken) {
        tickets.giveBack(taken);
    }

    @Produces
    @RequestScoped
    TicketIndex indexOfRequest() {
        return index.take();
    }

    void done(@Disposes TicketIndex taken) {
        index.giveBack(taken);
    }

    @Produces
    @RequestScoped
    FactIndex factsOfRequest() {
        return figures.take();
    }

    void done(@Disposes FactIndex taken) {
        figures.giveBack(taken);
    }
}
