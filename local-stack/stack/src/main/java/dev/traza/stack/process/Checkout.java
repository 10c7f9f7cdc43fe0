package dev.traza.stack.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds the repository, in which every part finds what was built.
 *
 * @param root absolute
 */
public record Checkout(Path root) {

    /** System property that names the root when the search would not find it. */
    public static final String ROOT_PROPERTY = "traza.root";

    /**
     * The checkout that holds the working directory.
     *
     * @throws IllegalStateException when the working directory lies in none
     */
    public static Checkout find() {
        String given = System.getProperty(ROOT_PROPERTY);
        if (given != null) {
            return new Checkout(Path.of(given).toAbsolutePath().normalize());
        }
        Path start = Path.of("").toAbsolutePath();
        for (@Nullable Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("local-stack/kafka")) && Files.exists(folder.resolve("pom.xml"))) {
                return new Checkout(folder);
            }
        }
        throw new IllegalStateException(
                start + " is not inside a checkout of Traza; name it with -D" + ROOT_PROPERTY + "=<folder>");
    }

    /**
     * The class path of a part of {@code local-stack}: its classes, then its libraries.
     *
     * @throws PartFailed when it is not built yet
     */
    public List<String> classPathOf(String part) {
        Path target = root.resolve("local-stack").resolve(part).resolve("target");
        Path classes = target.resolve("classes");
        Path libraries = target.resolve("lib");
        if (!Files.isDirectory(classes) || !Files.isDirectory(libraries)) {
            throw new PartFailed("local-stack/" + part + " is not built: run mvn -pl local-stack/" + part
                    + " -am process-classes, or build your module with -am");
        }
        return List.of(classes.toString(), libraries + "/*");
    }

    /** The classes of this module, for {@link Lifeline}; they need no library. */
    Path lifelineClasses() {
        return root.resolve("local-stack/stack/target/classes");
    }
}
