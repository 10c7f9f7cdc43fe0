package dev.traza.query.index;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a text in which words were found.
 *
 * @param commentId the comment, when it is a piece of one
 * @param field the custom field, when it is the value of one
 * @param text as it was written
 * @param marks where the words are in it, in order, not overlapping
 */
public record Fragment(
        Place in, @Nullable UUID commentId, @Nullable String field, String text, List<Mark> marks) {

    public Fragment {
        marks = List.copyOf(marks);
    }

    /** What the text is. */
    public enum Place {
        SUBJECT,
        DESCRIPTION,
        COMMENT,
        REQUESTER_NAME,
        REQUESTER_ORGANISATION,
        REQUESTER_EMAIL,
        CUSTOM_FIELD,
        TAG
    }

    /**
     * A found word.
     *
     * @param start its first character, counted from 0 in UTF-16 units as Java and JavaScript do
     * @param end after its last
     */
    public record Mark(int start, int end) {}
}
