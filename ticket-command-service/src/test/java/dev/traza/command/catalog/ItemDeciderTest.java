package dev.traza.command.catalog;

import static dev.traza.command.catalog.Items.build;
import static dev.traza.command.catalog.Items.field;
import static dev.traza.command.catalog.Items.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.catalog.CatalogCommand;
import dev.traza.contract.catalog.CatalogCommand.DefineCatalogItem;
import dev.traza.contract.catalog.CatalogCommand.RestoreCatalogItem;
import dev.traza.contract.catalog.CatalogCommand.RetireCatalogItem;
import dev.traza.contract.catalog.CatalogCommand.ReviseCatalogItem;
import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemDefined;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemRestored;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemRetired;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemRevised;
import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.catalog.CatalogPath;
import dev.traza.contract.catalog.FieldType;
import dev.traza.contract.catalog.FormField;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.Role;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ItemDeciderTest {

    private static final CatalogPath TOP = new CatalogPath("hardware");
    private static final CatalogPath BELOW = new CatalogPath("hardware/printer");
    private static final Actor MARTA = Actor.user("marta", Set.of(Role.ADMIN));
    private static final CatalogItem PRINTERS = item("Printers", field("assetTag", FieldType.TEXT));
    private static final CatalogItem OTHERS = item("Printers and plotters");

    private static final CatalogEvent DEFINED = new CatalogItemDefined(TOP.text(), PRINTERS);
    private static final CatalogEvent RETIRED = new CatalogItemRetired(TOP.text(), null);

    @Test
    void anItemIsDefinedAtTheTop() {
        assertThat(decide(new DefineCatalogItem(PRINTERS))).isEqualTo(ItemDecision.accepted(DEFINED));
    }

    @Test
    void anItemIsDefinedBelowOneThatIsThere() {
        assertThat(decide(BELOW, MARTA, null, replay(DEFINED), new DefineCatalogItem(OTHERS)))
                .isEqualTo(ItemDecision.accepted(new CatalogItemDefined(BELOW.text(), OTHERS)));
    }

    @Test
    void anItemStandsBelowNothingThatIsNotThere() {
        refused(decide(BELOW, MARTA, null, null, new DefineCatalogItem(OTHERS)), RejectionCode.RULE_VIOLATED);
    }

    @Test
    void nothingNewIsPutBelowARetiredItem() {
        refused(
                decide(BELOW, MARTA, null, replay(DEFINED, RETIRED), new DefineCatalogItem(OTHERS)),
                RejectionCode.RULE_VIOLATED);
    }

    @Test
    void definingAgainRevisesAndTheSameAgainWritesNothing() {
        assertThat(decide(new DefineCatalogItem(OTHERS), DEFINED))
                .isEqualTo(ItemDecision.accepted(new CatalogItemRevised(TOP.text(), OTHERS)));
        assertThat(decide(new DefineCatalogItem(PRINTERS), DEFINED)).isEqualTo(ItemDecision.accepted());
    }

    @Test
    void definingARetiredItemOffersItAgain() {
        assertThat(decide(new DefineCatalogItem(PRINTERS), DEFINED, RETIRED))
                .isEqualTo(ItemDecision.accepted(new CatalogItemRestored(TOP.text())));
        assertThat(decide(new DefineCatalogItem(OTHERS), DEFINED, RETIRED))
                .isEqualTo(ItemDecision.accepted(
                        new CatalogItemRestored(TOP.text()), new CatalogItemRevised(TOP.text(), OTHERS)));
    }

    @Test
    void revisingNeedsAnItemAndKeepsItRetired() {
        assertThat(decide(new ReviseCatalogItem(OTHERS), DEFINED, RETIRED))
                .isEqualTo(ItemDecision.accepted(new CatalogItemRevised(TOP.text(), OTHERS)));
        assertThat(decide(new ReviseCatalogItem(PRINTERS), DEFINED)).isEqualTo(ItemDecision.accepted());
        refused(decide(new ReviseCatalogItem(OTHERS)), RejectionCode.ITEM_NOT_FOUND);
    }

    @Test
    void retiringAndRestoringAreDoneOnce() {
        assertThat(decide(new RetireCatalogItem("gone"), DEFINED))
                .isEqualTo(ItemDecision.accepted(new CatalogItemRetired(TOP.text(), "gone")));
        assertThat(decide(new RetireCatalogItem("gone"), DEFINED, RETIRED)).isEqualTo(ItemDecision.accepted());
        assertThat(decide(new RestoreCatalogItem(), DEFINED, RETIRED))
                .isEqualTo(ItemDecision.accepted(new CatalogItemRestored(TOP.text())));
        assertThat(decide(new RestoreCatalogItem(), DEFINED)).isEqualTo(ItemDecision.accepted());
        refused(decide(new RetireCatalogItem(null)), RejectionCode.ITEM_NOT_FOUND);
        refused(decide(new RestoreCatalogItem()), RejectionCode.ITEM_NOT_FOUND);
        refused(decide(new RetireCatalogItem("x".repeat(2_001)), DEFINED), RejectionCode.RULE_VIOLATED);
    }

    @ParameterizedTest
    @EnumSource(names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
    void onlyAdministratorsChangeTheCatalog(Role role) {
        refused(
                decide(TOP, Actor.user("ana", Set.of(role)), null, null, new DefineCatalogItem(PRINTERS)),
                RejectionCode.NOT_PERMITTED);
    }

    @Test
    void aServiceDoesNotChangeTheCatalog() {
        refused(
                decide(TOP, Actor.service("routing-service"), null, null, new DefineCatalogItem(PRINTERS)),
                RejectionCode.NOT_PERMITTED);
    }

    @Test
    void onlyTheExpectedVersionIsChanged() {
        refused(decide(TOP, MARTA, 2L, null, new ReviseCatalogItem(OTHERS), DEFINED), RejectionCode.VERSION_MISMATCH);
        refused(decide(TOP, MARTA, 1L, null, new ReviseCatalogItem(OTHERS)), RejectionCode.VERSION_MISMATCH);
        assertThat(decide(TOP, MARTA, 1L, null, new ReviseCatalogItem(OTHERS), DEFINED))
                .isInstanceOf(ItemDecision.Accepted.class);
    }

    @ParameterizedTest
    @MethodSource("unsound")
    void anItemIsAsItHasToBe(CatalogItem item) {
        assertThat(ItemRules.flaws(item)).isNotEmpty();
        refused(decide(new DefineCatalogItem(item)), RejectionCode.RULE_VIOLATED);
        refused(decide(new ReviseCatalogItem(item), DEFINED), RejectionCode.RULE_VIOLATED);
    }

    static Stream<CatalogItem> unsound() {
        return Stream.of(
                item(" "),
                item("x".repeat(201)),
                item("i", field("9lives", FieldType.TEXT)),
                item("i", field("a b", FieldType.TEXT)),
                item("i", field("a", FieldType.TEXT), field("a", FieldType.NUMBER)),
                item("i", field("a", FieldType.CHOICE)),
                item("i", build("a", FieldType.TEXT).values("x").done()),
                item("i", build("a", FieldType.CHOICE).values("x", "x").done()),
                item("i", build("a", FieldType.MULTI_CHOICE).values("x,y").done()),
                item("i", build("a", FieldType.NUMBER).between("2", "1").done()),
                item(
                        "i",
                        build("a", FieldType.NUMBER)
                                .between("1e999999999", null)
                                .done()),
                item(
                        "i",
                        build("a", FieldType.NUMBER)
                                .between("1e-999999999", null)
                                .done()),
                item("i", build("a", FieldType.TEXT).between("1", null).done()),
                item("i", build("a", FieldType.NUMBER).length(1, null).done()),
                item("i", build("a", FieldType.TEXT).length(3, 2).done()),
                item("i", build("a", FieldType.TEXT).length(null, 2_001).done()),
                item("i", build("a", FieldType.TEXT).visibleWhen("a").done()),
                item("i", build("a", FieldType.TEXT).visibleWhen("b").done(), field("b", FieldType.TEXT)),
                item(
                        "i",
                        build("a", FieldType.CHOICE).values("x").done(),
                        build("b", FieldType.TEXT).requiredWhen("a", "y").done()),
                item(
                        "i",
                        Stream.generate(() -> field("a", FieldType.TEXT))
                                .limit(51)
                                .toArray(FormField[]::new)));
    }

    @Test
    void aNumberOfAnySizeIsLookedAtWithoutSpellingItOut() {
        assertThat(ItemRules.flaws(item(
                        "i",
                        build("a", FieldType.NUMBER)
                                .between("1e999999999", null)
                                .done())))
                .extracting(Flaw::pointer)
                .containsExactly("/form/0/min");
        assertThat(ItemRules.flaws(item(
                        "i",
                        build("a", FieldType.NUMBER)
                                .between("-999999999999999999.999999999", "1E+17")
                                .done())))
                .isEmpty();
        assertThat(new BigDecimal("1E+17").precision()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("noPaths")
    void aPlaceIsNamedByLowerCaseWordsWithSlashesBetween(String text) {
        assertThat(CatalogPath.parse(text)).isEmpty();
    }

    static Stream<String> noPaths() {
        return Stream.of(
                "",
                "/",
                "a/",
                "/a",
                "a//b",
                "A",
                "a b",
                "a_b",
                "-a",
                "a-",
                "a--b",
                "..",
                "a/../b",
                "a/%2e",
                "ñ",
                "a\n",
                "a\0b",
                "a/b/c/d/e/f/g/h/i",
                "a".repeat(251));
    }

    @Test
    void aPlaceKnowsTheOneAbove() {
        assertThat(BELOW.parent()).contains(TOP);
        assertThat(TOP.parent()).isEmpty();
        assertThat(BELOW.depth()).isEqualTo(2);
        assertThat(CatalogPath.parse("a/b/c/d/e/f/g/h")).isPresent();
    }

    private static ItemDecision decide(CatalogCommand command, CatalogEvent... past) {
        return decide(TOP, MARTA, null, null, command, past);
    }

    private static ItemDecision decide(
            CatalogPath path,
            Actor actor,
            @Nullable Long expected,
            @Nullable ItemState parent,
            CatalogCommand command,
            CatalogEvent... past) {
        return ItemDecider.decide(
                command,
                new ItemFacts(path, actor, Instant.parse("2026-03-02T10:15:30Z"), expected, parent),
                replay(past));
    }

    private static @Nullable ItemState replay(CatalogEvent... past) {
        return ItemState.replay(List.of(past));
    }

    private static void refused(ItemDecision decision, RejectionCode code) {
        assertThat(decision).isInstanceOfSatisfying(ItemDecision.Refused.class, refused -> assertThat(refused.code())
                .isEqualTo(code));
    }
}
