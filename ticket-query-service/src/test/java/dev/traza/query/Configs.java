package dev.traza.query;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** Configuration for tests without Quarkus: the documented defaults, and what a test wants otherwise. */
public final class Configs {

    private Configs() {}

    public static <C> C of(Class<C> type, Map<String, String> otherwise) {
        return new SmallRyeConfigBuilder()
                .withMapping(type)
                .withConverter(Duration.class, 200, new DurationConverter()) // as in Quarkus, which takes 200ms too
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(otherwise, "test", 100))
                .build()
                .getConfigMapping(type);
    }
}
