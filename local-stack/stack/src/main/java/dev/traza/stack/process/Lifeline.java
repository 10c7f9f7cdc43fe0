package dev.traza.stack.process;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Runs another main class for as long as its parent lives: standard input is a pipe whose other end only the parent
 * holds, so that its end is the parent's end, however that came about. A test that is killed leaves no broker behind.
 *
 * <p>It runs inside the child, in front of a foreign class path, and so uses nothing but the JDK.
 */
public final class Lifeline {

    private Lifeline() {}

    /**
     * @param arguments the main class to run and its arguments
     * @throws Throwable whatever the main class throws
     */
    public static void main(String[] arguments) throws Throwable {
        MethodHandle main = MethodHandles.publicLookup()
                .findStatic(Class.forName(arguments[0]), "main", MethodType.methodType(void.class, String[].class));
        Thread.ofPlatform().daemon().name("lifeline").start(() -> endWith(System.in));
        String[] rest = new String[arguments.length - 1];
        System.arraycopy(arguments, 1, rest, 0, rest.length);
        main.invokeExact(rest);
    }

    private static void endWith(InputStream parent) {
        try {
            parent.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A pipe that cannot be read is as good as closed.
            System.err.println("The parent cannot be watched any more: " + e.getMessage());
        }
        // Nobody is left who would wait for an orderly end or read the data again.
        Runtime.getRuntime().halt(143);
    }
}
