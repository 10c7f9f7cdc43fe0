package dev.traza.stack.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {

    private final Path folder;

    TokenFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void onlyItsOwnerCanReadItAndANewOneTakesItsPlace() throws IOException {
        Path file = folder.resolve("tokens").resolve("reader");

        TokenFile.write(file, "former");
        TokenFile.write(file, "present");

        assertThat(file).hasContent("present");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> all = Files.list(folder.resolve("tokens"))) {
            assertThat(all).containsExactly(file);
        }
    }
}
