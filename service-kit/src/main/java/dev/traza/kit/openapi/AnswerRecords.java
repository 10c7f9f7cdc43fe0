package dev.traza.kit.openapi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/** What the records of a service say of the JSON that is made of them: which members it has, and which it always has. */
final class AnswerRecords {

    private static final DotName SCHEMA =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");
    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName PROPERTY = DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");
    private static final DotName IGNORED = DotName.createSimple("com.fasterxml.jackson.annotation.JsonIgnore");
    private static final DotName UNWRAPPED = DotName.createSimple("com.fasterxml.jackson.annotation.JsonUnwrapped");
    private static final DotName INCLUDED = DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");

    private static final Set<String> LEAVES_OUT_NO_VALUE = Set.of("ALWAYS", "NON_NULL");

    private final IndexView index;
    private final Map<String, List<ClassInfo>> byName;

    AnswerRecords(IndexView index) {
        this.index = index;
        this.byName = index.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                .collect(Collectors.groupingBy(AnswerRecords::nameOf));
    }

    /**
     * The members that an object always has.
     *
     * @param schema its name in the document; the scanner numbers those that are called alike
     * @param members all members that the document knows of it
     * @return empty when no record looks so. Of several that do only what all of them say, as the document does not tell
     *     which is meant
     */
    Optional<Set<String>> certain(String schema, Set<String> members) {
        return Stream.of(schema, schema.replaceFirst("\\d+$", ""))
                .distinct()
                .flatMap(name -> byName.getOrDefault(name, List.of()).stream())
                .map(this::membersOf)
                .filter(written -> written.keySet().equals(members))
                .map(AnswerRecords::certain)
                .reduce(both());
    }

    private static Set<String> certain(Map<String, Boolean> members) {
        return members.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static BinaryOperator<Set<String>> both() {
        return (one, other) -> one.stream().filter(other::contains).collect(Collectors.toSet());
    }

    /** By name whether it is always there. */
    private Map<String, Boolean> membersOf(ClassInfo written) {
        Map<String, Boolean> members = new HashMap<>();
        written.recordComponents().forEach(component -> {
            FieldInfo field = written.field(component.name());
            boolean certain = isCertain(written, field);
            if (field.hasDeclaredAnnotation(UNWRAPPED)) {
                ClassInfo within = index.getClassByName(field.type().name());
                membersOf(within).forEach((name, always) -> members.put(name, certain && always));
            } else if (!field.hasDeclaredAnnotation(IGNORED)) {
                members.put(nameOf(field), certain);
            }
        });
        return members;
    }

    /** What is null is left out by all services; whatever else leaves something out has to be asked here. */
    private static boolean isCertain(ClassInfo written, FieldInfo field) {
        Type type = field.type();
        return !type.hasAnnotation(NULLABLE)
                && Stream.of(field.declaredAnnotation(INCLUDED), written.declaredAnnotation(INCLUDED))
                        .filter(Objects::nonNull)
                        .map(AnnotationInstance::value)
                        .allMatch(value -> value == null || LEAVES_OUT_NO_VALUE.contains(value.asEnum()));
    }

    private static String nameOf(FieldInfo field) {
        return value(field.declaredAnnotation(PROPERTY), "value").orElse(field.name());
    }

    private static String nameOf(ClassInfo written) {
        return value(written.declaredAnnotation(SCHEMA), "name").orElse(written.simpleName());
    }

    private static Optional<String> value(@Nullable AnnotationInstance annotation, String member) {
        return Optional.ofNullable(annotation)
                .map(found -> found.value(member))
                .map(AnnotationValue::asString)
                .filter(text -> !text.isEmpty());
    }
}
