package dev.traza.query.node;

import dev.traza.contract.envelope.Ids;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells this node from the others, and is the same after a restart: it lives in the node's own directory. */
@Singleton
public class NodeId {

    private final String id;

    @Inject
    NodeId(StateConfig config) {
        Path file = config.dir().resolve("node-id");
        try {
            Files.createDirectories(config.dir());
            // A file that a crash left half written is as good as none: another name costs one rebalance.
            String known = Files.exists(file) ? Files.readString(file).strip() : "";
            if (Ids.parse(known).isEmpty()) {
                known = Ids.next().toString();
                Files.writeString(file, known);
            }
            id = known;
        } catch (IOException e) {
            throw new UncheckedIOException("The state directory " + config.dir() + " cannot be used", e);
        }
    }

    /** The node's id. */
    public String id() {
        return id;
    }
}
