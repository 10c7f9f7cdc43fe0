package dev.traza.system.life;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An item of the service catalog in variables: which form it has, how often it has changed, whether it is offered. */
public final class PlainItem {

    /** What has to be said of a ticket. */
    public enum Form {
        NOTHING,
        SERIAL,
        FAULT,
        SIZE
    }

    private static final int LONGEST_SERIAL = 8;
    private static final int GREATEST_SIZE = 10;

    private final String path;
    private Form form = Form.NOTHING;
    private boolean retired;
    private long version = 1;

    /** Just defined, with a form that asks for nothing. */
    public PlainItem(String path) {
        this.path = path;
    }

    /** Where it stands. */
    public String path() {
        return path;
    }

    /** How many things have happened to it. */
    public long version() {
        return version;
    }

    /** Has this form from now on, and is offered if it was not. */
    public void define(Form newForm) {
        restore();
        version += form == newForm ? 0 : 1;
        form = newForm;
    }

    /** Is offered no more. */
    public void retire() {
        version += retired ? 0 : 1;
        retired = true;
    }

    /** Is offered again. */
    public void restore() {
        version += retired ? 1 : 0;
        retired = false;
    }

    /** Whether a ticket can be of this kind with these answers. */
    public boolean takes(Map<String, String> answers) {
        return !retired && fits(answers);
    }

    private boolean fits(Map<String, String> answers) {
        return switch (form) {
            case NOTHING -> answers.isEmpty();
            case SERIAL ->
                answers.keySet().equals(Set.of("serial"))
                        && answers.getOrDefault("serial", "").length() <= LONGEST_SERIAL;
            case FAULT -> {
                String fault = answers.get("fault");
                Set<String> asked = new HashSet<>();
                if (fault != null) {
                    asked.add("fault");
                }
                if ("other".equals(fault)) {
                    asked.add("details");
                }
                yield answers.keySet().equals(asked)
                        && (fault == null || Set.of("jam", "other").contains(fault));
            }
            case SIZE -> {
                String size = answers.getOrDefault("size", "");
                String rush = answers.getOrDefault("rush", "false");
                yield Set.of("size", "rush").containsAll(answers.keySet())
                        && size.matches("[0-9]{1,2}")
                        && Integer.parseInt(size) >= 1
                        && Integer.parseInt(size) <= GREATEST_SIZE
                        && Set.of("true", "false").contains(rush);
            }
        };
    }

    /** The request that gives it a form. */
    public static Map<String, Object> definition(Form form) {
        return Map.of("name", "Cosas", "type", "SERVICE_REQUEST", "form", fields(form));
    }

    private static List<Map<String, Object>> fields(Form form) {
        Map<String, Object> other = Map.of("field", "fault", "values", List.of("other"));
        return switch (form) {
            case NOTHING -> List.of();
            case SERIAL ->
                List.of(Map.of(
                        "name",
                        "serial",
                        "label",
                        "Serie",
                        "type",
                        "TEXT",
                        "required",
                        true,
                        "maxLength",
                        LONGEST_SERIAL));
            case FAULT ->
                List.of(
                        Map.of("name", "fault", "label", "Qué", "type", "CHOICE", "values", List.of("jam", "other")),
                        Map.of(
                                "name",
                                "details",
                                "label",
                                "Cómo",
                                "type",
                                "TEXT",
                                "visibleWhen",
                                other,
                                "requiredWhen",
                                other));
            case SIZE ->
                List.of(
                        Map.of(
                                "name",
                                "size",
                                "label",
                                "Cuánto",
                                "type",
                                "NUMBER",
                                "required",
                                true,
                                "min",
                                1,
                                "max",
                                GREATEST_SIZE),
                        Map.of("name", "rush", "label", "Ya", "type", "BOOLEAN"));
        };
    }

    PlainItem copy() {
        PlainItem copy = new PlainItem(path);
        copy.form = form;
        copy.retired = retired;
        copy.version = version;
        return copy;
    }
}
