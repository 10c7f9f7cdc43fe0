package dev.traza.stack.test;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the servers of this JVM to a test, and starts them for the first that asks. */
final class ServersExtension implements ParameterResolver {

    ServersExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType().equals(TestServers.class);
    }

    @Override
    public TestServers resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return ServersOfThisJvm.get();
    }
}
