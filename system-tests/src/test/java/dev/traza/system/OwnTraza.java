package dev.traza.system;

import dev.traza.stack.Part;
import dev.traza.stack.Stack;
import dev.traza.stack.StackSettings;
import dev.traza.stack.process.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A stack for one test alone, configured as that test wants it: the log, the documents, and the services that take commands
 * and answer questions. It ends with the test.
 */
final class OwnTraza implements AutoCloseable {

    private static final List<Part> PARTS =
            List.of(Part.KAFKA, Part.MONGO, Part.TICKET_COMMAND_SERVICE, Part.TICKET_QUERY_SERVICE);

    private final Stack stack;

    /**
     * Starts one.
     *
     * @param name of its folder, which stays after the run, for the logs
     * @param environment what its services are configured by
     */
    OwnTraza(String name, Map<String, String> environment) {
        StackSettings settings =
                StackSettings.inFolder(Path.of("target", name)).only(PARTS).withEnvironment(environment);
        settings.home().wipe();
        stack = new Stack(settings);
        stack.start();
    }

    /** As its users know it. */
    Traza traza() {
        return new Traza(stack, Ports.free());
    }

    @Override
    public void close() {
        stack.close();
    }
}
