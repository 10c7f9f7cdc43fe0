package dev.traza.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A committed file, mostly JSON, to which people have agreed: what the code makes today has to be the same, to the byte.
 *
 * @param path from the module's folder
 */
record ApprovedFile(Path path) {

    private static final boolean APPROVING = Boolean.getBoolean("traza.approve");

    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER = ContractJson.mapper()
            .writer(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(INDENTER)
                    .withArrayIndenter(INDENTER));

    static ApprovedFile of(Path folder, String name) {
        return new ApprovedFile(folder.resolve(name + ".json"));
    }

    /** All in a folder, by name. */
    static List<ApprovedFile> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(ApprovedFile::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file's name without its ending. */
    String name() {
        String name = path.getFileName().toString();
        return name.substring(0, name.length() - ".json".length());
    }

    boolean exists() {
        return Files.exists(path);
    }

    JsonNode json() {
        try {
            return ContractJson.mapper().readTree(text());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails when the approved text is another; with {@code -Dtraza.approve=true} it is replaced instead. */
    void mustBe(JsonNode made) {
        mustBe(made, approved -> {});
    }

    /**
     * Fails when the approved text is another; with {@code -Dtraza.approve=true} it is replaced instead.
     *
     * @param guard sees the approved content before it is replaced, and throws when it must not be
     */
    void mustBe(JsonNode made, Consumer<JsonNode> guard) {
        try {
            mustBe(WRITER.writeValueAsString(made) + "\n", () -> guard.accept(json()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does the same for a file that need not be JSON. */
    void mustBe(String made, Runnable guard) {
        try {
            if (APPROVING) {
                if (exists()) {
                    guard.run();
                }
                Files.createDirectories(path.getParent());
                Files.writeString(path, made);
            }
            assertThat(exists() ? text() : "")
                    .as(
                            "%s is not what the code makes. If the change is meant and readable both ways, approve it:"
                                    + " mvn -pl ticket-contract test -Dtraza.approve=true, and commit the file.",
                            path)
                    .isEqualTo(made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
