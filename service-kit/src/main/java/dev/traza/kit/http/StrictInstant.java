package dev.traza.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Times are texts as in ISO 8601, of years that people mean. A number is no time, and times that are millions of years away
 * would be more than many who read them can count.
 */
final class StrictInstant extends StdScalarDeserializer<Instant> {

    private static final long serialVersionUID = 1L;
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    StrictInstant() {
        super(Instant.class);
    }

    @Override
    public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
        String text = parser.getText();
        try {
            Instant time = Instant.parse(text);
            if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
                return time;
            }
        } catch (DateTimeException e) {
            return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a time as in ISO 8601");
        }
        return (Instant) context.handleWeirdStringValue(Instant.class, text, "not in the years 1900 to 9999");
    }
}
