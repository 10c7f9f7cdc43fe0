package dev.traza.command.catalog;

import dev.traza.contract.catalog.FieldCondition;
import dev.traza.contract.catalog.FormField;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whether answers fit a form. The form is read from top to bottom: what a condition looks at has been answered by then,
 * and a field that is not asked counts as not answered for those that look at it.
 */
public final class FormCheck {

    static final int LONGEST_VALUE = 2_000;
    static final int MOST_DIGITS = 18;
    static final int MOST_DECIMALS = 9;

    private static final Pattern NUMBER =
            Pattern.compile("-?[0-9]{1," + MOST_DIGITS + "}(\\.[0-9]{1," + MOST_DECIMALS + "})?");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]{1,63}(\\.[^@\\s.]{1,63}){1,8}");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Set<String> WEB = Set.of("http", "https");

    private final Map<String, String> given;
    private final Map<String, String> answered = new HashMap<>();
    private final List<Flaw> flaws = new ArrayList<>();

    private FormCheck(Map<String, String> given) {
        this.given = given;
    }

    /**
     * Everything that is wrong with the answers, in the order of the form and then by name; each path is the field's
     * name. A blank answer is none.
     */
    public static List<Flaw> flaws(List<FormField> form, Map<String, String> answers) {
        FormCheck check = new FormCheck(answers);
        form.forEach(check::field);
        check.unknown(form);
        return List.copyOf(check.flaws);
    }

    private void field(FormField field) {
        String value = given.get(field.name());
        if (field.visibleWhen() != null && !isMet(field.visibleWhen())) {
            if (value != null && !value.isBlank()) {
                flaw(field, "not-applicable", "is not asked with these answers");
            }
            return;
        }
        if (value == null || value.isBlank()) {
            if (field.required() || (field.requiredWhen() != null && isMet(field.requiredWhen()))) {
                flaw(field, "required", "has to be filled in");
            }
            return;
        }
        answered.put(field.name(), value);
        if (value.length() > LONGEST_VALUE) {
            flaw(field, "too-long", "has at most %d characters".formatted(LONGEST_VALUE));
            return;
        }
        fits(field, value);
    }

    private boolean isMet(FieldCondition condition) {
        String value = answered.get(condition.field());
        if (value == null) {
            return false;
        }
        return condition.values().isEmpty()
                || condition.values().contains(value)
                || choices(value).stream().anyMatch(condition.values()::contains);
    }

    private void fits(FormField field, String value) {
        switch (field.type()) {
            case TEXT -> {
                if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
                    flaw(field, "invalid-value", "is one line");
                }
                length(field, value.length(), "characters");
            }
            case LONG_TEXT -> length(field, value.length(), "characters");
            case NUMBER -> number(field, value);
            case DATE -> date(field, value);
            case BOOLEAN -> {
                if (!value.equals("true") && !value.equals("false")) {
                    flaw(field, "invalid-value", "is true or false");
                }
            }
            case CHOICE -> {
                if (!field.values().contains(value)) {
                    flaw(field, "not-a-choice", "is one of the form's values");
                }
            }
            case MULTI_CHOICE -> several(field, value);
            case EMAIL -> {
                if (!EMAIL.matcher(value).matches()) {
                    flaw(field, "invalid-value", "is an e-mail address");
                }
                length(field, value.length(), "characters");
            }
            case URL -> {
                if (!isWebAddress(value)) {
                    flaw(field, "invalid-value", "is a web address beginning with http:// or https://");
                }
                length(field, value.length(), "characters");
            }
        }
    }

    private void number(FormField field, String value) {
        if (!NUMBER.matcher(value).matches()) {
            flaw(
                    field,
                    "invalid-value",
                    "is a number such as -12.5, with at most %d digits and %d decimals"
                            .formatted(MOST_DIGITS, MOST_DECIMALS));
            return;
        }
        BigDecimal number = new BigDecimal(value);
        if (field.min() != null && number.compareTo(field.min()) < 0) {
            flaw(field, "too-small", "is at least " + field.min());
        }
        if (field.max() != null && number.compareTo(field.max()) > 0) {
            flaw(field, "too-great", "is at most " + field.max());
        }
    }

    private void date(FormField field, String value) {
        LocalDate date;
        try {
            date = LocalDate.parse(value);
        } catch (DateTimeException noDate) {
            flaw(field, "invalid-value", "is a date such as 2026-11-20");
            return;
        }
        if (field.earliest() != null && date.isBefore(field.earliest())) {
            flaw(field, "too-early", "is not before " + field.earliest());
        }
        if (field.latest() != null && date.isAfter(field.latest())) {
            flaw(field, "too-late", "is not after " + field.latest());
        }
    }

    private void several(FormField field, String value) {
        List<String> choices = choices(value);
        if (!field.values().containsAll(choices)) {
            flaw(field, "not-a-choice", "are some of the form's values, with commas between them");
        }
        if (new HashSet<>(choices).size() < choices.size()) {
            flaw(field, "duplicate", "names a value twice");
        }
        length(field, choices.size(), "choices");
    }

    private void length(FormField field, int length, String of) {
        if (field.minLength() != null && length < field.minLength()) {
            flaw(field, "too-short", "has at least %d %s".formatted(field.minLength(), of));
        }
        if (field.maxLength() != null && length > field.maxLength()) {
            flaw(field, "too-long", "has at most %d %s".formatted(field.maxLength(), of));
        }
    }

    private void unknown(List<FormField> form) {
        Set<String> left = new TreeSet<>(given.keySet());
        form.forEach(field -> left.remove(field.name()));
        left.forEach(name -> flaws.add(Flaw.at("unknown-field", "is not a field of the form", name)));
    }

    private static List<String> choices(String value) {
        return Arrays.stream(COMMA.split(value, -1)).map(String::strip).toList();
    }

    private static boolean isWebAddress(String value) {
        try {
            URI address = new URI(value);
            return address.getScheme() != null
                    && WEB.contains(address.getScheme().toLowerCase(Locale.ROOT))
                    && address.getHost() != null;
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }

    private void flaw(FormField field, String code, String detail) {
        flaws.add(Flaw.at(code, detail, field.name()));
    }
}
