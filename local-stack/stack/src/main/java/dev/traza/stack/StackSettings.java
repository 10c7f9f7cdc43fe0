package dev.traza.stack;

import dev.traza.contract.topic.Topics;
import dev.traza.stack.home.StackHome;
import dev.traza.stack.process.Checkout;
import dev.traza.stack.process.Lifetime;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What makes one stack different from another.
 *
 * @param parts it consists of; usually all
 * @param partitions of the ticket's topics, fixed when the stack starts for the first time
 * @param environment variables for all services beside the usual ones; these win
 */
public record StackSettings(
        StackHome home,
        StackPorts ports,
        Lifetime lifetime,
        Set<Part> parts,
        int partitions,
        Map<String, String> environment) {

    /** Makes the set and the map unchangeable. */
    public StackSettings {
        parts = Set.copyOf(parts);
        environment = Map.copyOf(environment);
    }

    /**
     * The one that {@code ./traza} starts.
     *
     * @throws IllegalArgumentException with a sentence for people when a variable makes no sense
     */
    public static StackSettings from(Map<String, String> environment, Checkout checkout) {
        return new StackSettings(
                StackHome.from(environment, checkout),
                StackPorts.from(environment),
                Lifetime.DETACHED,
                EnumSet.allOf(Part.class),
                Topics.PARTITIONS_ON_ONE_MACHINE,
                Map.of());
    }

    /** One of its own in this folder, on free ports, that ends with this JVM. For tests. */
    public static StackSettings inFolder(Path folder) {
        return new StackSettings(
                new StackHome(folder.toAbsolutePath()),
                StackPorts.free(),
                Lifetime.THIS_JVM,
                EnumSet.allOf(Part.class),
                Topics.PARTITIONS_ON_ONE_MACHINE,
                Map.of());
    }

    /** The same with these variables for all services. */
    public StackSettings withEnvironment(Map<String, String> variables) {
        return new StackSettings(home, ports, lifetime, parts, partitions, variables);
    }

    /** The same with these parts only. */
    public StackSettings only(Collection<Part> fewer) {
        return new StackSettings(home, ports, lifetime, Set.copyOf(fewer), partitions, environment);
    }
}
