package dev.traza.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.traza.contract.sealing.PersonalIntrospector;

/**
 * The one JSON dialect of the topics: camelCase, ISO 8601 times in UTC, absent instead of {@code null}, and unknown
 * fields ignored, so that an old reader understands a newer event. A field that is not {@code @Nullable} must be there,
 * so that nobody is handed a record with holes in it; a missing list or map is left to the record, which takes it for
 * empty. {@link dev.traza.contract.personal.Personal} texts are sealed and opened where a sealer or an opener is given
 * along.
 */
public final class ContractJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .annotationIntrospector(AnnotationIntrospector.pair(
                    new PersonalIntrospector(),
                    AnnotationIntrospector.pair(new NullnessIntrospector(), new JacksonAnnotationIntrospector())))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS) // so that bytes repeat on every node
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS) // a place in a list has no meaning of its own
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION) // what people wrote stays out of error messages
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private ContractJson() {}

    /** The shared mapper. It is thread-safe; do not configure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }
}
