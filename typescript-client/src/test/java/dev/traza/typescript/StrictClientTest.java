package dev.traza.typescript;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrictClientTest {

    private static final Path GENERATED = Path.of("target/typescript");
    private static final Path PROGRAMS = Path.of("src/test/typescript");

    @Test
    void theGeneratedClientsCompileWithStrictSettingsAndCatchTheirUsersMistakes() throws Exception {
        List<String> mistakes = Compiler.mistakes(List.of(GENERATED, PROGRAMS));

        assertThat(mistakes)
                .as("those in wrong.ts, and no others")
                .satisfiesExactly(
                        first -> assertThat(first).contains("wrong.ts").contains("colour"),
                        second -> assertThat(second).contains("wrong.ts").contains("undefined"));
    }
}
