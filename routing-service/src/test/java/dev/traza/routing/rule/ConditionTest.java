package dev.traza.routing.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.TicketType;
import dev.traza.routing.Samples;
import dev.traza.routing.ticket.TicketFacts;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

    @ParameterizedTest
    @CsvSource({
        "hardware,           hardware,          true",
        "hardware,           hardware/printer,  true",
        "Hardware/Printer,   hardware/printer,  true",
        "hardware/printer,   hardware,          false",
        "hardware,           hardware-store,    false",
        "hardware,           ,                  false"
    })
    void aCategoryIsCoveredByItsWholeSteps(String prefix, @Nullable String category, boolean covered) {
        assertThat(Samples.categories(prefix).matches(facts(category, "es"), Priority.NORMAL))
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({"es, es, true", "es, es-MX, true", "es-MX, es, false", "es, est, false"})
    void aLanguageCoversItsRegions(String wanted, String spoken, boolean covered) {
        Condition condition = new Condition(
                Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, Set.of(wanted), Set.of(), Set.of());

        assertThat(condition.matches(facts(null, spoken), Priority.NORMAL)).isEqualTo(covered);
    }

    @Test
    void fieldsAreAllNeededAndValuesAreAlternatives() {
        Condition condition = new Condition(
                Set.of(TicketType.INCIDENT, TicketType.PROBLEM),
                Set.of(Priority.HIGH, Priority.CRITICAL),
                Set.of(),
                Set.of(Channel.PHONE, Channel.PORTAL),
                Set.of("acme"),
                false,
                Set.of(),
                Set.of("piso-3", "piso-4"),
                Set.of());

        assertThat(condition.matches(facts("a", "es"), Priority.HIGH)).isTrue();
        assertThat(condition.matches(facts("a", "es"), Priority.CRITICAL)).isTrue();
        assertThat(condition.matches(facts("a", "es"), Priority.NORMAL)).isFalse();
    }

    @Test
    void aListWithoutADefaultIsNoList() {
        Rule limited = new Rule("payroll", Samples.categories("payroll"), "hr", "hr", null, null);
        Rule always = new Rule("default", Condition.ALWAYS, "hr", "hr", null, null);

        assertThatThrownBy(() -> new RuleBook(1, List.of(limited), Samples.NOON, "admin"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RuleBook(1, List.of(always, limited), Samples.NOON, "admin"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RuleBook(1, List.of(always, always), Samples.NOON, "admin"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new RuleBook(1, List.of(limited, always), Samples.NOON, "admin").rules())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"hr, true", "it, true", "facilities, false", ", false"})
    void aDeskIsThatOfTheTicketsItem(@Nullable String desk, boolean matched) {
        Condition condition = new Condition(
                Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, Set.of(), Set.of(), Set.of("hr", "it"));

        assertThat(condition.matches(facts("any", "es", desk), Priority.NORMAL)).isEqualTo(matched);
        assertThat(Condition.ALWAYS.matches(facts("any", "es", desk), Priority.NORMAL))
                .isTrue();
        assertThat(condition.always()).isFalse();
    }

    private static TicketFacts facts(@Nullable String category, String language) {
        return facts(category, language, null);
    }

    private static TicketFacts facts(@Nullable String category, String language, @Nullable String desk) {
        return new TicketFacts(
                "T-1",
                TicketType.INCIDENT,
                Channel.PORTAL,
                "u-17",
                "acme",
                language,
                false,
                category,
                List.of("piso-3"),
                desk);
    }
}
