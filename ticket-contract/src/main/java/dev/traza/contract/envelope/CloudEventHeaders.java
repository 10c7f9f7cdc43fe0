package dev.traza.contract.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Headers of CloudEvents 1.0 in Kafka's binary content mode: each attribute is a header {@code ce_<name>} in UTF-8, and
 * {@code content-type} is that of the value. Who did it travels in the Auth Context extension
 * ({@code authtype}, {@code authid}, {@code authclaims}), the place in a stream in the Sequence extension.
 */
final class CloudEventHeaders {

    static final String ID = "ce_id";
    static final String SOURCE = "ce_source";
    static final String TYPE = "ce_type";
    static final String SUBJECT = "ce_subject";
    static final String TIME = "ce_time";
    static final String DATA_SCHEMA = "ce_dataschema";
    static final String PARTITION_KEY = "ce_partitionkey";
    static final String SEQUENCE = "ce_sequence";
    static final String CORRELATION_ID = "ce_correlationid";
    static final String CAUSATION_ID = "ce_causationid";
    static final String RECORDED_TIME = "ce_recordedtime";
    static final String TRACEPARENT = "ce_traceparent";
    static final String EXPECTED_VERSION = "ce_expectedversion";
    static final String REQUEST_HASH = "ce_requesthash";
    static final String REPLY_PARTITION = "ce_replypartition";
    static final String REOPEN_WINDOW = "ce_reopenwindow";
    static final String ORIGIN = "ce_origin";
    static final String SEALED_WITH = "ce_sealedwith";

    private static final String SPEC_VERSION = "ce_specversion";
    private static final String CONTENT_TYPE = "content-type";
    private static final String AUTH_TYPE = "ce_authtype";
    private static final String AUTH_ID = "ce_authid";
    private static final String AUTH_CLAIMS = "ce_authclaims";
    private static final String USER = "user";
    private static final String SYSTEM = "system";

    private final Headers headers;

    private CloudEventHeaders(Headers headers) {
        this.headers = headers;
    }

    static CloudEventHeaders reading(Headers headers) {
        return new CloudEventHeaders(headers);
    }

    static CloudEventHeaders writing(String source, String type, UUID id, String subject) {
        CloudEventHeaders written = new CloudEventHeaders(new RecordHeaders());
        return written.put(SPEC_VERSION, "1.0")
                .put(ID, id.toString())
                .put(SOURCE, source)
                .put(TYPE, type)
                .put(SUBJECT, subject)
                .put(CONTENT_TYPE, "application/json")
                .put(DATA_SCHEMA, "https://traza.dev/schemas/" + type + ".json")
                .put(PARTITION_KEY, subject);
    }

    CloudEventHeaders put(String name, @Nullable Object value) {
        if (value != null) {
            headers.add(name, value.toString().getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    CloudEventHeaders putSequence(long sequence) {
        return put(SEQUENCE, String.format(Locale.ROOT, "%020d", sequence)); // ASCII digits wherever the JVM lives
    }

    CloudEventHeaders putActor(Actor actor) {
        put(AUTH_TYPE, actor.kind() == Actor.Kind.USER ? USER : SYSTEM).put(AUTH_ID, actor.subject());
        if (!actor.roles().isEmpty() || actor.onBehalfOf() != null) {
            try {
                put(AUTH_CLAIMS, ContractJson.mapper().writeValueAsString(AuthClaims.of(actor)));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("An actor can always be written as JSON", impossible);
            }
        }
        return this;
    }

    CloudEventHeaders putOrigin(@Nullable Origin origin) {
        try {
            return put(ORIGIN, origin == null ? null : ContractJson.mapper().writeValueAsString(origin));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An origin can always be written as JSON", impossible);
        }
    }

    /** Names the keys that the value's texts are sealed with; nothing where they are in the clear. */
    CloudEventHeaders putKeys(@Nullable Set<UUID> keys) {
        return put(
                SEALED_WITH,
                keys == null || keys.isEmpty()
                        ? null
                        : keys.stream().map(UUID::toString).collect(Collectors.joining(",")));
    }

    /** The keys that the value's texts are sealed with; absent where they are in the clear. */
    @Nullable
    Set<UUID> keys() throws UnreadableRecordException {
        String value = optional(SEALED_WITH);
        if (value == null) {
            return null;
        }
        Set<UUID> keys = new LinkedHashSet<>();
        for (String key : value.isEmpty() ? new String[0] : value.split(",", -1)) {
            keys.add(Ids.parse(key).orElseThrow(() -> malformed(SEALED_WITH)));
        }
        return keys;
    }

    Headers headers() {
        return headers;
    }

    @Nullable
    String optional(String name) throws UnreadableRecordException {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder() // reports what is not UTF-8, where a String's constructor would put something else
                    .decode(ByteBuffer.wrap(header.value()))
                    .toString();
        } catch (CharacterCodingException withheld) {
            throw malformed(name);
        }
    }

    String required(String name) throws UnreadableRecordException {
        String value = optional(name);
        if (value == null || value.isEmpty()) {
            throw new UnreadableRecordException("The header " + name + " is missing");
        }
        return value;
    }

    UUID requiredId(String name) throws UnreadableRecordException {
        return Ids.parse(required(name)).orElseThrow(() -> malformed(name));
    }

    @Nullable
    UUID optionalId(String name) throws UnreadableRecordException {
        return optional(name) == null ? null : requiredId(name);
    }

    Instant requiredTime(String name) throws UnreadableRecordException {
        try {
            return Instant.parse(required(name));
        } catch (DateTimeException withheld) {
            throw malformed(name);
        }
    }

    long requiredNumber(String name) throws UnreadableRecordException {
        try {
            return Long.parseLong(required(name));
        } catch (NumberFormatException withheld) {
            throw malformed(name);
        }
    }

    @Nullable
    Long optionalNumber(String name) throws UnreadableRecordException {
        return optional(name) == null ? null : requiredNumber(name);
    }

    @Nullable
    Duration optionalDuration(String name) throws UnreadableRecordException {
        String value = optional(name);
        try {
            return value == null ? null : Duration.parse(value);
        } catch (DateTimeException withheld) {
            throw malformed(name);
        }
    }

    @Nullable
    Origin optionalOrigin() throws UnreadableRecordException {
        String value = optional(ORIGIN);
        if (value == null) {
            return null;
        }
        try {
            Origin origin = ContractJson.mapper().readValue(value, Origin.class);
            if (origin == null || (origin.replyPartition() != null && origin.replyPartition() < 0)) {
                throw malformed(ORIGIN);
            }
            return origin;
        } catch (IOException withheld) {
            throw malformed(ORIGIN);
        }
    }

    Actor requiredActor() throws UnreadableRecordException {
        String subject = required(AUTH_ID);
        Actor.Kind kind =
                switch (required(AUTH_TYPE)) {
                    case USER -> Actor.Kind.USER;
                    case SYSTEM -> Actor.Kind.SERVICE;
                    default -> throw malformed(AUTH_TYPE);
                };
        String claims = optional(AUTH_CLAIMS);
        if (claims == null) {
            return new Actor(kind, subject, Set.of(), null);
        }
        try {
            AuthClaims read = ContractJson.mapper().readValue(claims, AuthClaims.class);
            if (read == null) {
                throw malformed(AUTH_CLAIMS);
            }
            return new Actor(kind, subject, read.knownRoles(), read.onBehalfOf());
        } catch (IOException withheld) {
            throw malformed(AUTH_CLAIMS);
        }
    }

    private static UnreadableRecordException malformed(String name) {
        return new UnreadableRecordException("The header " + name + " is malformed");
    }

    /** What stands in the claims. A role of a later day is no reason to refuse the record; it grants nothing here. */
    private record AuthClaims(List<String> roles, @Nullable String onBehalfOf) {

        private AuthClaims {
            roles = roles == null ? List.of() : List.copyOf(roles);
        }

        static AuthClaims of(Actor actor) {
            return new AuthClaims(actor.roles().stream().map(Role::tokenName).toList(), actor.onBehalfOf());
        }

        Set<Role> knownRoles() {
            return Arrays.stream(Role.values())
                    .filter(role -> roles.contains(role.tokenName()))
                    .collect(Collectors.toSet());
        }
    }
}
