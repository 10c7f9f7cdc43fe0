package dev.traza.command.catalog;

import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.catalog.FieldCondition;
import dev.traza.contract.catalog.FieldType;
import dev.traza.contract.catalog.FormField;
import dev.traza.contract.ticket.TicketType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Items and fields for tests, in few words. */
final class Items {

    private Items() {}

    static CatalogItem item(String name, FormField... form) {
        return new CatalogItem(name, Map.of(), null, null, TicketType.INCIDENT, null, null, null, true, List.of(form));
    }

    static FormField field(String name, FieldType type) {
        return new Build(name, type).done();
    }

    static Build build(String name, FieldType type) {
        return new Build(name, type);
    }

    static final class Build {

        private final String name;
        private final FieldType type;
        private boolean required;
        private List<String> values = List.of();
        private @Nullable BigDecimal min;
        private @Nullable BigDecimal max;
        private @Nullable LocalDate earliest;
        private @Nullable LocalDate latest;
        private @Nullable Integer minLength;
        private @Nullable Integer maxLength;
        private @Nullable FieldCondition visibleWhen;
        private @Nullable FieldCondition requiredWhen;

        private Build(String name, FieldType type) {
            this.name = name;
            this.type = type;
        }

        Build required() {
            required = true;
            return this;
        }

        Build values(String... of) {
            values = List.of(of);
            return this;
        }

        Build between(@Nullable String least, @Nullable String most) {
            min = least == null ? null : new BigDecimal(least);
            max = most == null ? null : new BigDecimal(most);
            return this;
        }

        Build between(LocalDate first, LocalDate last) {
            earliest = first;
            latest = last;
            return this;
        }

        Build length(@Nullable Integer least, @Nullable Integer most) {
            minLength = least;
            maxLength = most;
            return this;
        }

        Build visibleWhen(String field, String... of) {
            visibleWhen = new FieldCondition(field, List.of(of));
            return this;
        }

        Build requiredWhen(String field, String... of) {
            requiredWhen = new FieldCondition(field, List.of(of));
            return this;
        }

        FormField done() {
            return new FormField(
                    name,
                    "Label of " + name,
                    Map.of(),
                    null,
                    type,
                    required,
                    values,
                    min,
                    max,
                    earliest,
                    latest,
                    minLength,
                    maxLength,
                    visibleWhen,
                    requiredWhen);
        }
    }
}
