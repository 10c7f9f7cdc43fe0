package dev.traza.stack.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the log of a process that failed has to say. */
final class LogFile {

    private static final int LOOK_AT_BYTES = 64 * 1024;
    private static final int SHOW_CHARACTERS = 300;
    /** In this order: an exception with a message says most, the mere end of the log least. */
    private static final List<Pattern> TELLING = List.of(
            Pattern.compile("^(Exception in thread \"[^\"]*\" |Caused by: )?[\\w.$]+(Exception|Error): ."),
            Pattern.compile("\\b(ERROR|FATAL|SEVERE)\\b"),
            Pattern.compile("\\bWARN(ING)?\\b"),
            Pattern.compile("."));

    private static final Pattern STACK_FRAME = Pattern.compile("^\\s+at |^\\s*\\.\\.\\. \\d+ more");

    private LogFile() {}

    /**
     * The last line that says why, as far as one does; empty when nothing was written.
     *
     * @param from what was in the file before belongs to an earlier start
     */
    static Optional<String> lastWords(Path log, long from) {
        List<String> lines = tail(log, from)
                .lines()
                .filter(line -> !line.isBlank())
                .map(LogFile::plain)
                .filter(line -> !STACK_FRAME.matcher(line).find())
                .toList()
                .reversed();
        return TELLING.stream()
                .flatMap(telling -> lines.stream()
                        .filter(line -> telling.matcher(line).find())
                        .limit(1))
                .findFirst()
                .map(line -> line.replaceFirst("^Exception in thread \"[^\"]*\" |^Caused by: ", "")
                        .strip())
                .map(line -> line.length() <= SHOW_CHARACTERS ? line : line.substring(0, SHOW_CHARACTERS) + "…");
    }

    /** Services write one JSON document a line; what it says is the same as in a plain line. */
    private static String plain(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            JsonNode entry = ContractJson.mapper().readTree(line);
            JsonNode exception = entry.path("exception");
            String message = entry.path("message").asText();
            return entry.path("level").asText() + " " + message
                    + (exception.isMissingNode()
                                    || message.contains(
                                            exception.path("message").asText())
                            ? ""
                            : ": " + exception.path("exceptionType").asText() + ": "
                                    + exception.path("message").asText());
        } catch (JsonProcessingException cutOff) {
            return line;
        }
    }

    private static String tail(Path log, long earlier) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(earlier, file.length() - LOOK_AT_BYTES);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
