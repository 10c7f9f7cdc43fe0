package dev.traza.command.catalog;

import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.catalog.FieldCondition;
import dev.traza.contract.catalog.FieldType;
import dev.traza.contract.catalog.FormField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an item and its form have to be like. A condition looks back only, at a field before its own, so that a form can
 * be read from top to bottom and no two fields wait for each other.
 */
public final class ItemRules {

    static final int LONGEST_NAME = 200;
    static final int LONGEST_TEXT = 2_000;
    static final int MOST_LANGUAGES = 20;
    static final int MOST_FIELDS = 50;
    static final int MOST_VALUES = 200;

    private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}");
    private static final Pattern HINT = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_HINT = 50;
    private static final int LONGEST_ID = 255;

    private final List<Flaw> flaws = new ArrayList<>();

    private ItemRules() {}

    /** Everything that is wrong with an item; empty when nothing is. */
    public static List<Flaw> flaws(CatalogItem item) {
        ItemRules rules = new ItemRules();
        rules.item(item);
        rules.flaws.addAll(ProcedureRules.flaws(item.steps()));
        return List.copyOf(rules.flaws);
    }

    private void item(CatalogItem item) {
        name(item.name(), "name");
        languages(item.names(), "names");
        text(item.description(), LONGEST_TEXT, "description");
        if (item.deskId() != null && (item.deskId().isBlank() || item.deskId().length() > LONGEST_ID)) {
            flaw("size", "a desk is named by its id", "deskId");
        }
        String hint = item.slaHint();
        if (hint != null && (hint.length() > LONGEST_HINT || !HINT.matcher(hint).matches())) {
            flaw("invalid-value", "is one word such as next-day", "slaHint");
        }
        if (item.form().size() > MOST_FIELDS) {
            flaw("size", "a form has at most %d fields".formatted(MOST_FIELDS), "form");
            return;
        }
        Map<String, FormField> before = new HashMap<>();
        for (int i = 0; i < item.form().size(); i++) {
            FormField field = item.form().get(i);
            field(field, before, Integer.toString(i));
            before.putIfAbsent(field.name(), field);
        }
    }

    private void field(FormField field, Map<String, FormField> before, String at) {
        if (!FIELD_NAME.matcher(field.name()).matches()) {
            flaw("invalid-value", "a field is named by letters, digits, - and _, a letter first", "form", at, "name");
        }
        if (before.containsKey(field.name())) {
            flaw("duplicate", "there is another field of this name", "form", at, "name");
        }
        name(field.label(), "form", at, "label");
        languages(field.labels(), "form", at, "labels");
        text(field.help(), LONGEST_TEXT, "form", at, "help");
        values(field, at);
        range(field, at);
        condition(field.visibleWhen(), before, "form", at, "visibleWhen");
        condition(field.requiredWhen(), before, "form", at, "requiredWhen");
    }

    private void values(FormField field, String at) {
        boolean chosen = field.type() == FieldType.CHOICE || field.type() == FieldType.MULTI_CHOICE;
        if (!chosen) {
            if (!field.values().isEmpty()) {
                flaw("not-applicable", "only a choice has values", "form", at, "values");
            }
            return;
        }
        Set<String> seen = new HashSet<>();
        if (field.values().isEmpty() || field.values().size() > MOST_VALUES) {
            flaw("size", "a choice has 1 to %d values".formatted(MOST_VALUES), "form", at, "values");
        }
        for (int i = 0; i < field.values().size(); i++) {
            String value = field.values().get(i);
            String here = Integer.toString(i);
            if (value.isBlank() || value.length() > LONGEST_NAME || !value.equals(value.strip())) {
                flaw(
                        "size",
                        "a value is a text of at most %d characters".formatted(LONGEST_NAME),
                        "form",
                        at,
                        "values",
                        here);
            }
            if (field.type() == FieldType.MULTI_CHOICE && value.contains(",")) {
                flaw(
                        "invalid-value",
                        "values of several choices have no comma, which stands between them",
                        "form",
                        at,
                        "values",
                        here);
            }
            if (!seen.add(value)) {
                flaw("duplicate", "stands there twice", "form", at, "values", here);
            }
        }
    }

    private void range(FormField field, String at) {
        boolean number = field.type() == FieldType.NUMBER;
        boolean date = field.type() == FieldType.DATE;
        boolean measured =
                switch (field.type()) {
                    case TEXT, LONG_TEXT, EMAIL, URL, MULTI_CHOICE -> true;
                    case NUMBER, DATE, BOOLEAN, CHOICE -> false;
                };
        if (!number && (field.min() != null || field.max() != null)) {
            flaw("not-applicable", "only a NUMBER has a smallest and a greatest", "form", at, "min");
        }
        if (!date && (field.earliest() != null || field.latest() != null)) {
            flaw("not-applicable", "only a DATE has a first and a last", "form", at, "earliest");
        }
        if (!measured && (field.minLength() != null || field.maxLength() != null)) {
            flaw("not-applicable", "only texts and several choices have a length", "form", at, "minLength");
        }
        bound(field.min(), "form", at, "min");
        bound(field.max(), "form", at, "max");
        length(field.minLength(), "form", at, "minLength");
        length(field.maxLength(), "form", at, "maxLength");
        if (isAfter(field.min(), field.max())) {
            flaw("range", "is above max", "form", at, "min");
        }
        if (isAfter(field.earliest(), field.latest())) {
            flaw("range", "is after latest", "form", at, "earliest");
        }
        if (isAfter(field.minLength(), field.maxLength())) {
            flaw("range", "is above maxLength", "form", at, "minLength");
        }
    }

    private void bound(@Nullable BigDecimal bound, String... path) {
        // Asked of the parts and never of the digits: 1e999999999 is short to write and endless to spell out.
        if (bound != null
                && (bound.scale() > FormCheck.MOST_DECIMALS
                        || (long) bound.precision() - bound.scale() > FormCheck.MOST_DIGITS)) {
            flaw(
                    "range",
                    "a number has at most %d digits and %d decimals"
                            .formatted(FormCheck.MOST_DIGITS, FormCheck.MOST_DECIMALS),
                    path);
        }
    }

    private void length(@Nullable Integer length, String... path) {
        if (length != null && (length < 0 || length > FormCheck.LONGEST_VALUE)) {
            flaw("range", "a length is 0 to %d".formatted(FormCheck.LONGEST_VALUE), path);
        }
    }

    private static <T> boolean isAfter(@Nullable Comparable<? super T> first, @Nullable T last) {
        return first != null && last != null && first.compareTo(last) > 0;
    }

    private void condition(@Nullable FieldCondition condition, Map<String, FormField> before, String... path) {
        if (condition == null) {
            return;
        }
        FormField asked = before.get(condition.field());
        if (asked == null) {
            flaw("unknown-field", "looks at a field that does not stand before this one", path);
            return;
        }
        boolean possible =
                switch (asked.type()) {
                    case CHOICE, MULTI_CHOICE -> asked.values().containsAll(condition.values());
                    case BOOLEAN -> Set.of("true", "false").containsAll(condition.values());
                    case TEXT, LONG_TEXT, NUMBER, DATE, EMAIL, URL ->
                        condition.values().size() <= MOST_VALUES;
                };
        if (!possible) {
            flaw("invalid-value", "asks for a value that the field never has", path);
        }
    }

    private void name(String name, String... path) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            flaw("size", "is a text of 1 to %d characters".formatted(LONGEST_NAME), path);
        }
    }

    private void text(@Nullable String text, int longest, String... path) {
        if (text != null && text.length() > longest) {
            flaw("size", "has at most %d characters".formatted(longest), path);
        }
    }

    private void languages(Map<String, String> texts, String... path) {
        boolean sound = texts.size() <= MOST_LANGUAGES
                && texts.entrySet().stream()
                        .allMatch(text -> LANGUAGE.matcher(text.getKey()).matches()
                                && !text.getValue().isBlank()
                                && text.getValue().length() <= LONGEST_NAME);
        if (!sound) {
            flaw(
                    "invalid-value",
                    "has at most %d languages, each a BCP 47 tag with a text of 1 to %d characters"
                            .formatted(MOST_LANGUAGES, LONGEST_NAME),
                    path);
        }
    }

    private void flaw(String code, String detail, String... path) {
        flaws.add(Flaw.at(code, detail, path));
    }
}
