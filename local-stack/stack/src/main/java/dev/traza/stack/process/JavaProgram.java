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
 * @param options of the JVM, heap and garbage collector included
 * @param arguments of the main class
 */
public record JavaProgram(String mainClass, List<String> classPath, List<String> options, List<String> arguments) {

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
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
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
