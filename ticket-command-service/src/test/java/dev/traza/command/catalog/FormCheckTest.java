package dev.traza.command.catalog;

import static dev.traza.command.catalog.Items.build;
import static dev.traza.command.catalog.Items.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.catalog.FieldType;
import dev.traza.contract.catalog.FormField;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TEXT|IMP-0031",
                "LONG_TEXT|No imprime desde las 9",
                "NUMBER|-12.5",
                "NUMBER|007",
                "DATE|2026-02-28",
                "BOOLEAN|true",
                "CHOICE|red",
                "MULTI_CHOICE|red,green",
                "MULTI_CHOICE|red, green",
                "EMAIL|lucia@example.org",
                "URL|https://example.org/a?b=c"
            })
    void whatFitsIsFine(FieldType type, String value) {
        assertThat(check(value, choices(type))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUMBER|twelve|invalid-value",
                "NUMBER|1e9|invalid-value",
                "NUMBER|1,5|invalid-value",
                "NUMBER|1234567890123456789|invalid-value",
                "NUMBER|NaN|invalid-value",
                "DATE|2026-02-29|invalid-value",
                "DATE|28/02/2026|invalid-value",
                "BOOLEAN|yes|invalid-value",
                "CHOICE|blue|not-a-choice",
                "CHOICE|red,green|not-a-choice",
                "MULTI_CHOICE|red,blue|not-a-choice",
                "MULTI_CHOICE|red,red|duplicate",
                "MULTI_CHOICE|red,|not-a-choice",
                "EMAIL|lucia|invalid-value",
                "EMAIL|a@b@c.org|invalid-value",
                "URL|javascript:alert(1)|invalid-value",
                "URL|https://|invalid-value",
                "URL|example.org|invalid-value"
            })
    void whatDoesNotFitIsSaid(FieldType type, String value, String code) {
        assertThat(check(value, choices(type))).extracting(Flaw::code).containsExactly(code);
    }

    @Test
    void aTextIsOneLineAndALongOneNeedNotBe() {
        assertThat(check("a\nb", field("f", FieldType.TEXT)))
                .extracting(Flaw::code)
                .containsExactly("invalid-value");
        assertThat(check("a\nb", field("f", FieldType.LONG_TEXT))).isEmpty();
    }

    @Test
    void boundsBelongToWhatIsAllowed() {
        FormField number = build("f", FieldType.NUMBER).between("1", "2.5").done();
        assertThat(check("1", number)).isEmpty();
        assertThat(check("2.50", number)).isEmpty();
        assertThat(check("0.9", number)).extracting(Flaw::code).containsExactly("too-small");
        assertThat(check("2.51", number)).extracting(Flaw::code).containsExactly("too-great");

        FormField date = build("f", FieldType.DATE)
                .between(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31))
                .done();
        assertThat(check("2026-01-01", date)).isEmpty();
        assertThat(check("2025-12-31", date)).extracting(Flaw::code).containsExactly("too-early");
        assertThat(check("2027-01-01", date)).extracting(Flaw::code).containsExactly("too-late");

        FormField text = build("f", FieldType.TEXT).length(2, 3).done();
        assertThat(check("ab", text)).isEmpty();
        assertThat(check("a", text)).extracting(Flaw::code).containsExactly("too-short");
        assertThat(check("abcd", text)).extracting(Flaw::code).containsExactly("too-long");

        FormField several = build("f", FieldType.MULTI_CHOICE)
                .values("red", "green", "blue")
                .length(2, 2)
                .done();
        assertThat(check("red,blue", several)).isEmpty();
        assertThat(check("red", several)).extracting(Flaw::code).containsExactly("too-short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void aBlankAnswerIsNone(String blank) {
        assertThat(check(blank, field("f", FieldType.NUMBER))).isEmpty();
        assertThat(check(blank, build("f", FieldType.NUMBER).required().done()))
                .extracting(Flaw::code)
                .containsExactly("required");
    }

    @Test
    void allThatIsWrongIsSaidAtOnceInTheOrderOfTheForm() {
        List<FormField> form = List.of(
                build("tag", FieldType.TEXT).required().done(),
                field("pages", FieldType.NUMBER),
                field("since", FieldType.DATE));

        List<Flaw> flaws = FormCheck.flaws(form, Map.of("pages", "many", "since", "long ago", "b/a", "?", "a~", "!"));

        assertThat(flaws).extracting(Flaw::pointer).containsExactly("/tag", "/pages", "/since", "/a~0", "/b~1a");
        assertThat(flaws)
                .extracting(Flaw::code)
                .containsExactly("required", "invalid-value", "invalid-value", "unknown-field", "unknown-field");
    }

    @Test
    void aFieldIsAskedWhenAnotherSaysSo() {
        List<FormField> form = List.of(
                build("fault", FieldType.CHOICE).values("jam", "other").done(),
                build("details", FieldType.TEXT)
                        .visibleWhen("fault", "other")
                        .requiredWhen("fault", "other")
                        .done());

        assertThat(codes(form, "fault=jam")).isEmpty();
        assertThat(codes(form, "")).isEmpty();
        assertThat(codes(form, "fault=other")).containsExactly("required");
        assertThat(codes(form, "fault=other", "details=it smells")).isEmpty();
        assertThat(codes(form, "fault=jam", "details=it smells")).containsExactly("not-applicable");
    }

    @Test
    void aConditionOnSeveralChoicesIsMetByOneOfThem() {
        List<FormField> form = List.of(
                build("rooms", FieldType.MULTI_CHOICE).values("a", "b", "c").done(),
                build("why", FieldType.TEXT).requiredWhen("rooms", "b").done());

        assertThat(codes(form, "rooms=a,c")).isEmpty();
        assertThat(codes(form, "rooms=a, b")).containsExactly("required");
    }

    @Test
    void aConditionWithoutValuesIsMetByAny() {
        List<FormField> form = List.of(
                field("serial", FieldType.TEXT),
                build("bought", FieldType.DATE).requiredWhen("serial").done());

        assertThat(codes(form, "")).isEmpty();
        assertThat(codes(form, "serial=X-1")).containsExactly("required");
    }

    @Test
    void whatIsNotAskedCountsAsNotAnswered() {
        // given a chain: the second asks for the first, the third for the second
        List<FormField> form = List.of(
                field("a", FieldType.BOOLEAN),
                build("b", FieldType.BOOLEAN).visibleWhen("a", "true").done(),
                build("c", FieldType.TEXT)
                        .visibleWhen("b", "true")
                        .requiredWhen("b", "true")
                        .done());

        assertThat(codes(form, "a=true", "b=true")).containsExactly("required");
        assertThat(codes(form, "a=false", "b=true")).containsExactly("not-applicable");
    }

    private static FormField choices(FieldType type) {
        return switch (type) {
            case CHOICE, MULTI_CHOICE -> build("f", type).values("red", "green").done();
            case TEXT, LONG_TEXT, NUMBER, DATE, BOOLEAN, EMAIL, URL -> field("f", type);
        };
    }

    private static List<Flaw> check(String value, FormField field) {
        return FormCheck.flaws(List.of(field), Map.of("f", value));
    }

    private static List<String> codes(List<FormField> form, String... answers) {
        Map<String, String> given = Arrays.stream(answers)
                .filter(answer -> !answer.isEmpty())
                .map(answer -> answer.split("=", 2))
                .collect(Collectors.toMap(answer -> answer[0], answer -> answer[1]));
        return FormCheck.flaws(form, given).stream().map(Flaw::code).toList();
    }
}
