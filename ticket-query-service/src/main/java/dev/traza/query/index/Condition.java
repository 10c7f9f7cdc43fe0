package dev.traza.query.index;

import java.util.List;
import java.util.Set;

/** Something that holds of a ticket or not. */
public sealed interface Condition {

    /** The ticket has one of these values; none of them is none that it could have. */
    record AnyOf(Attribute attribute, Set<String> values) implements Condition {
        public AnyOf {
            values = Set.copyOf(values);
        }

        /** The ticket has one of these values. */
        public static AnyOf of(Attribute attribute, String... values) {
            return new AnyOf(attribute, Set.of(values));
        }
    }

    /** The ticket has no value. */
    record Absent(Attribute attribute) implements Condition {}

    /** The ticket has a value, and it is not less than the one and not more than the other. */
    record Between(Measure measure, long least, long most) implements Condition {}

    /** The ticket has a value in the field that is on this scale, not less than the one and not more than the other. */
    record FieldBetween(CustomField field, FieldScale scale, long least, long most) implements Condition {}

    /** The condition does not hold. */
    record Not(Condition condition) implements Condition {}

    /** One of them holds, or more. */
    record Either(List<Condition> conditions) implements Condition {
        public Either {
            conditions = List.copyOf(conditions);
        }
    }

    /** All of them hold. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }

        /** All of them hold. */
        public static All of(Condition... conditions) {
            return new All(List.of(conditions));
        }
    }

    /** Whether it is about this attribute and nothing else. */
    default boolean isAbout(Attribute attribute) {
        return switch (this) {
            case AnyOf anyOf -> anyOf.attribute().equals(attribute);
            case Absent absent -> absent.attribute().equals(attribute);
            case Between _, FieldBetween _ -> false;
            case Not(Condition not) -> not.isAbout(attribute);
            case Either(List<Condition> some) -> some.stream().allMatch(one -> one.isAbout(attribute));
            case All(List<Condition> all) -> all.stream().allMatch(one -> one.isAbout(attribute));
        };
    }
}
