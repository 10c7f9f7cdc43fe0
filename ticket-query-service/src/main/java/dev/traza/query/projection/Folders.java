package dev.traza.query.projection;

import dev.traza.query.log.ReadModelAwayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folders of the generations of one of this node's own projections: {@code index}, {@code index-2}, {@code index-3}. */
final class Folders {

    private final Path state;
    private final String name;
    private final Pattern numbered;

    Folders(Path state, String name) {
        this.state = state;
        this.name = name;
        this.numbered = Pattern.compile(Pattern.quote(name) + "-([0-9]{1,9})");
    }

    Path of(int number) {
        return state.resolve(number == 1 ? name : name + "-" + number);
    }

    SortedSet<Integer> present() throws ReadModelAwayException {
        SortedSet<Integer> numbers = new TreeSet<>();
        if (!Files.isDirectory(state)) {
            return numbers;
        }
        try (Stream<Path> folders = Files.list(state)) {
            folders.filter(Files::isDirectory).map(Path::getFileName).forEach(folder -> {
                Matcher named = numbered.matcher(folder.toString());
                if (folder.toString().equals(name)) {
                    numbers.add(1);
                } else if (named.matches()) {
                    numbers.add(Integer.valueOf(named.group(1)));
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw away(e);
        }
        return numbers;
    }

    void drop(int number) throws ReadModelAwayException {
        try {
            Files.walkFileTree(of(number), new Deletion());
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException e) {
            throw away(e);
        }
    }

    private ReadModelAwayException away(Exception e) {
        return new ReadModelAwayException(
                "The folder " + state + " cannot be used: " + e.getClass().getSimpleName(), e);
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            if (e != null) {
                throw e;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
