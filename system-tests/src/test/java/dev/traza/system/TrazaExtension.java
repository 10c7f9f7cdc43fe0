package dev.traza.system;

import dev.traza.stack.Part;
import dev.traza.stack.Stack;
import dev.traza.stack.StackSettings;
import dev.traza.stack.organisation.DemoOrganisation;
import dev.traza.stack.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the stack for the first test that wants it and stops it after the last one. */
final class TrazaExtension implements ParameterResolver {

    /** Its folder stays after the run, for the logs. */
    private static final Path FOLDER = Path.of("target", "stack");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Traza.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(TrazaExtension.class))
                .computeIfAbsent(Running.class, _ -> Running.start(), Running.class)
                .traza();
    }

    /**
     * The stack, or why there is none: it is tried once, not for every test.
     *
     * @param second where a second command service may listen; readers of texts know of it
     * @param failure absent when it runs
     */
    private record Running(
            Stack stack, int second, @Nullable Throwable failure) implements AutoCloseable {

        static Running start() {
            int second = Ports.free();
            StackSettings inFolder = StackSettings.inFolder(FOLDER);
            StackSettings settings = inFolder.withEnvironment(Map.of(
                    "TRAZA_KEYS_URLS",
                    Stream.of(inFolder.ports().of(Part.TICKET_COMMAND_SERVICE), second)
                            .map(port -> "http://" + Ports.LOCALHOST + ":" + port)
                            .collect(Collectors.joining(","))));
            settings.home().wipe();
            Stack stack = new Stack(settings);
            try {
                stack.start();
                new DemoOrganisation(stack.url(Part.ROUTING_SERVICE), stack.url(Part.SLA_SERVICE), stack.key())
                        .create();
                return new Running(stack, second, null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Running(stack, second, e);
            } catch (IOException | RuntimeException e) {
                return new Running(stack, second, e);
            }
        }

        Traza traza() {
            if (failure != null) {
                throw new IllegalStateException("The stack did not start: " + failure.getMessage(), failure);
            }
            return new Traza(stack, second);
        }

        @Override
        public void close() {
            stack.close();
        }
    }
}
