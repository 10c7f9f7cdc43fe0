package dev.traza.bench.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs as files: JSON that later runs are compared with, and a picture. */
public final class Results {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // Also runs of releases that knew more.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Results() {}

    /**
     * Writes both.
     *
     * @return the JSON file; the picture lies beside it
     * @throws IOException when the folder cannot be written
     */
    public static Path write(Run run, Path folder) throws IOException {
        Files.createDirectories(folder);
        String name = run.at().replaceAll("[^0-9TZ]", "") + (run.commit().isEmpty() ? "" : "-" + run.commit());
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, JSON.writeValueAsString(run));
        Files.writeString(folder.resolve(name + ".svg"), Picture.of(run));
        return file;
    }

    /**
     * Reads a run.
     *
     * @throws IOException when it is not there, or is none
     */
    public static Run read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Run.class);
    }
}
