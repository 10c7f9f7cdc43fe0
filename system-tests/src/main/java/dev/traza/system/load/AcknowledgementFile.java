package dev.traza.system.load;

import dev.traza.contract.ContractJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Acknowledgements in a file, one JSON object a line, each on disk's way before the next command of its caller. */
public final class AcknowledgementFile implements AutoCloseable {

    private final BufferedWriter writer;

    private AcknowledgementFile(BufferedWriter writer) {
        this.writer = writer;
    }

    /** Opens the file to add to it; makes it when there is none. */
    public static AcknowledgementFile appending(Path file) throws IOException {
        return new AcknowledgementFile(
                Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /**
     * Adds one.
     *
     * @throws UncheckedIOException if the file cannot be written: a run whose record has holes proves nothing
     */
    public synchronized void add(Acknowledgement acknowledgement) {
        try {
            writer.write(ContractJson.mapper().writeValueAsString(acknowledgement));
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All of a file, in the order of answers.
     *
     * @throws IOException if it cannot be read, or a line is not an acknowledgement
     */
    public static List<Acknowledgement> read(Path file) throws IOException {
        List<Acknowledgement> read = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                read.add(ContractJson.mapper().readValue(line, Acknowledgement.class));
            }
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
