package dev.traza.system;

import dev.traza.stack.Stack;
import dev.traza.stack.StackSettings;
import dev.traza.stack.organisation.DemoOrganisation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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

    private record Running(Stack stack, Traza traza) implements AutoCloseable {

        static Running start() {
            StackSettings settings = StackSettings.inFolder(FOLDER);
            settings.home().wipe();
            Stack stack = new Stack(settings);
            stack.start();
            Traza traza = new Traza(stack);
            try {
                new DemoOrganisation(traza.routing(""), traza.sla(""), stack.key()).create();
                return new Running(stack, traza);
            } catch (IOException e) {
                stack.close();
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                stack.close();
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            stack.close();
        }
    }
}
