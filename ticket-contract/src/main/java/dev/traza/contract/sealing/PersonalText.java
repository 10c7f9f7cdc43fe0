package dev.traza.contract.sealing;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.personal.Scoped;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** Personal texts as JSON: through the {@link Sealer} or {@link Opener} at hand, and as they are where there is none. */
final class PersonalText {

    static final JsonSerializer<String> WRITING = new Writing();

    private static final Scope TICKET = new Scope.OfTicket();

    private PersonalText() {}

    /** @param mayBeAbsent whether an erased text is absent, rather than {@link Personal#ERASED} */
    static JsonDeserializer<String> reading(boolean mayBeAbsent) {
        return new Reading(mayBeAbsent);
    }

    private static final class Writing extends StdScalarSerializer<String> {

        private static final long serialVersionUID = 1L;

        Writing() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator json, SerializerProvider provider) throws IOException {
            Sealer sealer = (Sealer) provider.getAttribute(Sealer.class);
            json.writeString(sealer == null ? text : sealer.seal(scope(json.getOutputContext()), text));
        }

        /** Of the innermost message around the text that has one. */
        private static Scope scope(@Nullable JsonStreamContext innermost) {
            for (JsonStreamContext context = innermost; context != null; context = context.getParent()) {
                if (context.getCurrentValue() instanceof Scoped scoped) {
                    return scoped.scope();
                }
            }
            return TICKET;
        }
    }

    private static final class Reading extends StdScalarDeserializer<String> {

        private static final long serialVersionUID = 1L;

        private final boolean mayBeAbsent;

        Reading(boolean mayBeAbsent) {
            super(String.class);
            this.mayBeAbsent = mayBeAbsent;
        }

        @Override
        public @Nullable String deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(json, context);
            Opener opener = (Opener) context.getAttribute(Opener.class);
            if (opener == null || text == null) {
                return text;
            }
            try {
                return opener.open(text).orElse(mayBeAbsent ? null : Personal.ERASED);
            } catch (GeneralSecurityException withheld) {
                return context.reportInputMismatch(String.class, "A sealed text cannot be opened");
            }
        }
    }
}
