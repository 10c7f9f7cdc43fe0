package dev.traza.stack.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program to be started with the JDK that runs this one.
 *
 * @param mainClass the class whose {@code main} is run
 * @param classPath folders, archives and {@code folder/*}
 * @param options of the JVM: its heap, and what only this program needs
 * @param arguments of the main class
 * @param urgency whom it waits for when the processor is short
 */
public record JavaProgram(
        String mainClass, List<String> classPath, List<String> options, List<String> arguments, Urgency urgency) {

    /** System property; {@code true} for parts that run long enough for the optimising compiler, as in production. */
    public static final String OPTIMISED_PROPERTY = "traza.optimised";

    /** For eight JVMs that share a few cores. */
    private static final List<String> SMALL = List.of(
            // Collectors with threads of their own would take cores from the other parts.
            "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    /**
     * The optimising compiler pays off after many thousand tickets. Until then it takes more of two cores than all tickets
     * do: without it, the first thousands cost half as much, and the start a quarter less.
     */
    private static final String QUICK_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    /** Makes the lists unchangeable. */
    public JavaProgram {
        classPath = List.copyOf(classPath);
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
    }

    /** The command line, with the {@link Lifeline} in front when the program may not outlive this JVM. */
    List<String> commandLine(Lifetime lifetime, Checkout checkout) {
        List<String> line = new ArrayList<>();
        if (lifetime == Lifetime.DETACHED) {
            // Whoever presses Ctrl-C or closes the terminal later on means something else.
            line.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\""));
        }
        line.addAll(List.of("nice", "-n", Integer.toString(urgency.niceness())));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!Boolean.getBoolean(OPTIMISED_PROPERTY)) {
            line.add(QUICK_COMPILER_ONLY);
        }
        line.addAll(SMALL);
        line.addAll(options);
        line.add("-cp");
        switch (lifetime) {
            case DETACHED -> {
                line.add(String.join(File.pathSeparator, classPath));
                line.add(mainClass);
            }
            case THIS_JVM -> {
                line.add(checkout.lifelineClasses() + File.pathSeparator + String.join(File.pathSeparator, classPath));
                line.add(Lifeline.class.getName());
                line.add(mainClass);
            }
        }
        line.addAll(arguments);
        return line;
    }
}
