package dev.traza.system.check;

import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.catalog.FieldType;
import dev.traza.contract.catalog.FormField;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.system.history.Logged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is promised about the service catalog, and about the tickets that were opened and classified by it. */
final class CatalogCheck {

    /** How long an instance may check by the version before, generously: it is some milliseconds. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final BiConsumer<Rule, String> found;
    private final Map<String, List<Version>> items = new HashMap<>();

    private CatalogCheck(BiConsumer<Rule, String> found) {
        this.found = found;
    }

    /** An item after one of its events. */
    private record Version(CatalogItem item, boolean retired, Instant since) {}

    /**
     * Looks at the catalog first, and then at the tickets.
     *
     * @param commands by their ids, to know when a form was filled in
     */
    static void check(
            List<Logged<EventEnvelope<CatalogEvent>>> catalog,
            List<Logged<EventEnvelope<TicketEvent>>> tickets,
            Map<UUID, CommandEnvelope> commands,
            BiConsumer<Rule, String> found) {
        CatalogCheck check = new CatalogCheck(found);
        catalog.forEach(event -> check.take(event, catalog.getFirst().partition()));
        tickets.forEach(
                event -> check.used(event.value(), commands.get(event.value().causationId())));
    }

    private void take(Logged<EventEnvelope<CatalogEvent>> logged, int home) {
        EventEnvelope<CatalogEvent> envelope = logged.value();
        CatalogEvent event = envelope.event();
        List<Version> versions = items.computeIfAbsent(event.path(), _ -> new ArrayList<>());
        boolean begins = event instanceof CatalogEvent.CatalogItemDefined || !versions.isEmpty();
        boolean inPlace = logged.partition() == home && logged.key().equals(event.path());
        if (!begins || !inPlace || envelope.sequence() != versions.size() + 1) {
            found.accept(
                    Rule.CATALOG_CONTIGUOUS,
                    "The item %s has %s as %d in %s with key %s where version %d has to be"
                            .formatted(
                                    event.path(),
                                    event.getClass().getSimpleName(),
                                    envelope.sequence(),
                                    logged.place(),
                                    logged.key(),
                                    versions.size() + 1));
        }
        if (begins) {
            versions.add(after(event, versions.isEmpty() ? null : versions.getLast(), envelope.recordedAt()));
        }
    }

    private static Version after(CatalogEvent event, @Nullable Version before, Instant since) {
        return switch (event) {
            case CatalogEvent.CatalogItemDefined defined -> new Version(defined.item(), false, since);
            case CatalogEvent.CatalogItemRevised revised ->
                new Version(revised.item(), Objects.requireNonNull(before).retired(), since);
            case CatalogEvent.CatalogItemRetired _ ->
                new Version(Objects.requireNonNull(before).item(), true, since);
            case CatalogEvent.CatalogItemRestored _ ->
                new Version(Objects.requireNonNull(before).item(), false, since);
        };
    }

    private void used(EventEnvelope<TicketEvent> envelope, @Nullable CommandEnvelope command) {
        switch (envelope.event()) {
            case TicketEvent.TicketOpened opened -> {
                // What is split off has what the other ticket had, of whatever version.
                Instant filledIn = opened.splitFrom() != null || command == null ? null : command.acceptedAt();
                used(envelope, opened.category(), opened.catalogItem(), opened.customFields(), filledIn);
            }
            case TicketEvent.TicketClassified classified ->
                used(
                        envelope,
                        classified.after().category(),
                        classified.after().catalogItem(),
                        classified.after().customFields(),
                        command == null ? null : command.acceptedAt());
            case TicketEvent _ -> {}
        }
    }

    private void used(
            EventEnvelope<TicketEvent> envelope,
            @Nullable String category,
            @Nullable CatalogReference reference,
            Map<String, String> customFields,
            @Nullable Instant filledIn) {
        if (reference == null) {
            return;
        }
        List<Version> versions = items.getOrDefault(reference.path(), List.of());
        if (!reference.path().equals(category) || reference.version() < 1 || reference.version() > versions.size()) {
            broken(envelope, reference, "and there is none, or it is not the one of its category " + category);
            return;
        }
        int index = Math.toIntExact(reference.version() - 1);
        Version version = versions.get(index);
        CatalogItem item = version.item();
        if (!Objects.equals(item.deskId(), reference.deskId())
                || !Objects.equals(item.slaHint(), reference.slaHint())) {
            broken(envelope, reference, "which has another desk or another hint for its service level");
        }
        boolean late = filledIn != null
                && index + 1 < versions.size()
                && filledIn.isAfter(versions.get(index + 1).since().plus(GRACE));
        boolean early = filledIn != null && filledIn.plus(GRACE).isBefore(version.since());
        if (version.retired() || late || early) {
            broken(envelope, reference, "which was not in force then");
        }
        misfits(item.form(), customFields)
                .forEach(misfit -> broken(envelope, reference, "whose form it does not fit: " + misfit));
    }

    /** The plainest of the form's rules; which values a field may have beyond these is the service's own affair. */
    private static List<String> misfits(List<FormField> form, Map<String, String> given) {
        List<String> misfits = new ArrayList<>();
        Set<String> names = form.stream().map(FormField::name).collect(Collectors.toSet());
        given.keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .forEach(name -> misfits.add("it has no field " + name));
        for (FormField field : form) {
            String value = given.get(field.name());
            boolean absent = value == null || value.isBlank();
            if (absent && field.required() && field.visibleWhen() == null) {
                misfits.add(field.name() + " has to be filled in");
            }
            if (!absent
                    && field.type() == FieldType.CHOICE
                    && !Personal.ERASED.equals(value)
                    && !field.values().contains(value)) {
                misfits.add(field.name() + " is none of its choices");
            }
        }
        return misfits;
    }

    private void broken(EventEnvelope<TicketEvent> envelope, CatalogReference reference, String why) {
        found.accept(
                Rule.FORM_IN_FORCE,
                "%s as %d of ticket %s names version %d of the item %s, %s"
                        .formatted(
                                envelope.event().getClass().getSimpleName(),
                                envelope.sequence(),
                                envelope.ticketId(),
                                reference.version(),
                                reference.path(),
                                why));
    }
}
