package dev.traza.stack;

import dev.traza.stack.process.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which port each part listens on, on this machine's own address only. */
public record StackPorts(List<Use> uses) {

    /** Moves all ports at once. */
    public static final String OFFSET_VARIABLE = "TRAZA_PORT_OFFSET";

    private static final int HIGHEST = 65_535;

    /** Makes the list unchangeable. */
    public StackPorts {
        uses = List.copyOf(uses);
    }

    /**
     * One port.
     *
     * @param part that listens on it
     * @param purpose of the port within the part
     * @param variable of the environment that moves it
     */
    public record Use(Part part, Purpose purpose, String variable, int port) {}

    /** What a port is for. */
    public enum Purpose {
        /** What clients of the part use. */
        CLIENTS,
        /** What Kafka's controller uses within the broker. */
        CONTROLLER,
        /** Where mail is read. */
        IMAP
    }

    /** The usual ports. */
    public static StackPorts usual() {
        return new StackPorts(List.of(
                new Use(Part.KAFKA, Purpose.CLIENTS, "TRAZA_KAFKA_PORT", 9092),
                new Use(Part.KAFKA, Purpose.CONTROLLER, "TRAZA_KAFKA_CONTROLLER_PORT", 9093),
                new Use(Part.MONGO, Purpose.CLIENTS, "TRAZA_MONGO_PORT", 27017),
                new Use(Part.MAIL, Purpose.CLIENTS, "TRAZA_SMTP_PORT", 3025),
                new Use(Part.MAIL, Purpose.IMAP, "TRAZA_IMAP_PORT", 3143),
                new Use(Part.TICKET_COMMAND_SERVICE, Purpose.CLIENTS, "TRAZA_TICKET_COMMAND_SERVICE_PORT", 8081),
                new Use(Part.TICKET_QUERY_SERVICE, Purpose.CLIENTS, "TRAZA_TICKET_QUERY_SERVICE_PORT", 8082),
                new Use(Part.ROUTING_SERVICE, Purpose.CLIENTS, "TRAZA_ROUTING_SERVICE_PORT", 8083),
                new Use(Part.SLA_SERVICE, Purpose.CLIENTS, "TRAZA_SLA_SERVICE_PORT", 8084),
                new Use(Part.NOTIFICATION_SERVICE, Purpose.CLIENTS, "TRAZA_NOTIFICATION_SERVICE_PORT", 8085)));
    }

    /** Ports that are free now, for a stack beside others. */
    public static StackPorts free() {
        List<Use> free = new ArrayList<>();
        for (Use use : usual().uses()) {
            int port = Stream.generate(Ports::free)
                    .filter(candidate -> free.stream().noneMatch(taken -> taken.port() == candidate))
                    .findFirst()
                    .orElseThrow();
            free.add(new Use(use.part(), use.purpose(), use.variable(), port));
        }
        return new StackPorts(free);
    }

    /**
     * The usual ports, moved as the environment says: a port's own variable counts before the offset.
     *
     * @throws IllegalArgumentException with a sentence for people when a variable is no port
     */
    public static StackPorts from(Map<String, String> environment) {
        int offset = number(environment, OFFSET_VARIABLE, 0, -HIGHEST);
        return new StackPorts(usual().uses().stream()
                .map(use -> new Use(
                        use.part(),
                        use.purpose(),
                        use.variable(),
                        number(environment, use.variable(), use.port() + offset, 1)))
                .toList());
    }

    /** The port that clients of this part use. */
    public int of(Part part) {
        return of(part, Purpose.CLIENTS);
    }

    /** The port of this part for this purpose. */
    public int of(Part part, Purpose purpose) {
        return uses.stream()
                .filter(use -> use.part() == part && use.purpose() == purpose)
                .mapToInt(Use::port)
                .findFirst()
                .orElseThrow();
    }

    private static int number(Map<String, String> environment, String variable, int otherwise, int lowest) {
        String text = environment.getOrDefault(variable, "");
        int number;
        try {
            number = text.isBlank() ? otherwise : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(variable + " is not a number: " + text, e);
        }
        if (number < lowest || number > HIGHEST) {
            throw new IllegalArgumentException(
                    variable + " leads to port " + number + ", which is not between 1 and " + HIGHEST);
        }
        return number;
    }
}
