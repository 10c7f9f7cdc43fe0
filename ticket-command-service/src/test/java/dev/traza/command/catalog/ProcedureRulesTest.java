package dev.traza.command.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.StepKind;
import dev.traza.contract.ticket.TicketType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcedureRulesTest {

    private static ProcedureStep task(String id, String... after) {
        return ProcedureStep.task(id, "Do it", "it", true, List.of(after));
    }

    private static ProcedureStep approval(
            @Nullable Integer needed, @Nullable Integer percent, @Nullable Integer expiry, String... approvers) {
        return new ProcedureStep(
                "ask",
                StepKind.APPROVAL,
                List.of(),
                null,
                null,
                true,
                "May we?",
                Stream.of(approvers)
                        .map(id -> new Approver(id, null, null, null))
                        .toList(),
                needed,
                percent,
                expiry);
    }

    private static List<String> flaws(ProcedureStep... steps) {
        return ItemRules.flaws(new CatalogItem(
                        "Laptop",
                        Map.of(),
                        null,
                        null,
                        TicketType.SERVICE_REQUEST,
                        null,
                        null,
                        null,
                        true,
                        List.of(),
                        List.of(steps)))
                .stream()
                .map(flaw -> flaw.pointer() + " " + flaw.code())
                .toList();
    }

    @Test
    void stepsMayComeOneAfterTheOtherOrBesideEachOther() {
        assertThat(flaws(task("last", "left", "right"), task("left", "first"), task("right", "first"), task("first")))
                .isEmpty();
        assertThat(flaws(approval(1, null, 3600, "carlos", "marta"), task("then", "ask")))
                .isEmpty();
        assertThat(flaws(approval(null, 50, null, "carlos"))).isEmpty();
        assertThat(flaws()).isEmpty();
    }

    @Test
    void stepsInACircleWouldNeverBegin() {
        assertThat(flaws(task("a", "c"), task("b", "a"), task("c", "b"), task("behind", "a"), task("self", "self")))
                .containsExactly(
                        "/procedure/0/after cycle",
                        "/procedure/1/after cycle",
                        "/procedure/2/after cycle",
                        "/procedure/4/after cycle");
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        ProcedureStep mixed = new ProcedureStep(
                "Bad Id",
                StepKind.TASK,
                List.of("nowhere", "nowhere"),
                " ",
                "",
                false,
                "May we?",
                List.of(new Approver("carlos", null, null, null)),
                1,
                1,
                1);
        ProcedureStep asking = new ProcedureStep(
                "ask",
                StepKind.APPROVAL,
                List.of(),
                "Do it",
                "it",
                false,
                null,
                List.of(new Approver("carlos", null, null, null), new Approver("carlos", null, null, null)),
                null,
                null,
                null);

        assertThat(flaws(mixed, asking, task("ask")))
                .containsExactly(
                        "/procedure/0/id invalid-value",
                        "/procedure/0/after/0 unknown-step",
                        "/procedure/0/after/1 unknown-step",
                        "/procedure/0/after/1 duplicate",
                        "/procedure/0/title required",
                        "/procedure/0/teamId size",
                        "/procedure/0/question not-applicable",
                        "/procedure/0/approvers not-applicable",
                        "/procedure/0/needed not-applicable",
                        "/procedure/0/neededPercent not-applicable",
                        "/procedure/0/expiresAfterSeconds not-applicable",
                        "/procedure/1/question required",
                        "/procedure/1/title not-applicable",
                        "/procedure/1/teamId not-applicable",
                        "/procedure/1/mandatory not-applicable",
                        "/procedure/1/approvers/1/id duplicate",
                        "/procedure/2/id duplicate");
    }

    @ParameterizedTest
    @CsvSource({
        "0,,, /procedure/0/needed range",
        "3,,, /procedure/0/needed range",
        ",0,, /procedure/0/neededPercent range",
        ",101,, /procedure/0/neededPercent range",
        "1,50,, /procedure/0/neededPercent one-too-many",
        ",,0, /procedure/0/expiresAfterSeconds range",
        ",,31622401, /procedure/0/expiresAfterSeconds range"
    })
    void whatCannotBeReachedIsNotLaidDown(
            @Nullable Integer needed, @Nullable Integer percent, @Nullable Integer expiry, String flaw) {
        assertThat(flaws(approval(needed, percent, expiry, "carlos", "marta"))).containsExactly(flaw);
    }

    @Test
    void anApprovalIsAskedOfSomebody() {
        assertThat(flaws(approval(null, null, null))).containsExactly("/procedure/0/approvers size");
    }

    @Test
    void thereIsAnEndToStepsAndTexts() {
        assertThat(flaws(IntStream.range(0, 30).mapToObj(i -> task("s" + i)).toArray(ProcedureStep[]::new)))
                .isEmpty();
        assertThat(flaws(IntStream.range(0, 31).mapToObj(i -> task("s" + i)).toArray(ProcedureStep[]::new)))
                .containsExactly("/procedure size");
        assertThat(flaws(IntStream.range(0, 30)
                        .mapToObj(i -> ProcedureStep.approval(
                                "s" + i,
                                "?".repeat(1_999),
                                List.of(new Approver("carlos", null, null, null)),
                                null,
                                List.of()))
                        .toArray(ProcedureStep[]::new)))
                .containsExactly("/procedure size");
        assertThat(flaws(ProcedureStep.task("long", "t".repeat(251), null, true, List.of())))
                .containsExactly("/procedure/0/title size");
    }
}
