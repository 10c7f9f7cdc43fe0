package dev.traza.query.index;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets.
 *
 * @param conditions all must hold
 * @param text words that all must occur
 * @param onlyOf the person whose concerns alone may be found; absent for those who may see all
 * @param withInternal whether internal comments are searched
 */
@RecordBuilder
public record Question(
        List<Condition> conditions,
        @Nullable String text,
        @Nullable String onlyOf,
        boolean withInternal) implements QuestionBuilder.With {

    /** All tickets there are. */
    public static final Question ALL = new Question(List.of(), null, null, true);

    public Question {
        conditions = List.copyOf(conditions);
    }

    /** The same without what it says of an attribute. */
    Question withoutConditionsOn(Attribute attribute) {
        return withConditions(conditions.stream()
                .filter(condition -> !condition.isAbout(attribute))
                .toList());
    }
}
