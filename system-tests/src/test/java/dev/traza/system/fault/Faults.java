package dev.traza.system.fault;

import dev.traza.stack.Part;
import dev.traza.stack.Stack;
import dev.traza.stack.process.PartProcess;
import dev.traza.stack.service.ServiceProcess;
import java.util.ArrayList;
import java.util.List;

/** All faults of a stack. */
public final class Faults {

    /** Mail is the world outside. */
    private static final List<Part> VICTIMS = List.of(
            Part.KAFKA,
            Part.MONGO,
            Part.TICKET_COMMAND_SERVICE,
            Part.TICKET_QUERY_SERVICE,
            Part.ROUTING_SERVICE,
            Part.SLA_SERVICE,
            Part.NOTIFICATION_SERVICE);

    private Faults() {}

    /**
     * What can befall this stack.
     *
     * @param second command service, which runs
     * @param third command service, which does not run
     */
    public static List<Fault> of(Stack stack, ServiceProcess second, ServiceProcess third) {
        List<Fault> faults = new ArrayList<>();
        for (Part part : VICTIMS) {
            faults.addAll(of(stack.part(part)));
        }
        faults.addAll(of(second));
        Runnable nobody = () -> {};
        faults.add(new Fault(third.name(), "joins, and is stopped in good order", third::launch, third::stop, nobody));
        faults.add(new Fault(third.name(), "joins, and is killed (kill -9)", third::launch, third::kill, nobody));
        return List.copyOf(faults);
    }

    private static List<Fault> of(PartProcess process) {
        return List.of(
                new Fault(process.name(), "is killed (kill -9)", process::kill, process::launch, process::awaitReady),
                new Fault(
                        process.name(),
                        "is stopped in good order",
                        process::stop,
                        process::launch,
                        process::awaitReady),
                new Fault(
                        process.name(), "stands still (SIGSTOP)", process::freeze, process::thaw, process::awaitReady));
    }
}
