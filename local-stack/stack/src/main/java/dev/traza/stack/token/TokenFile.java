package dev.traza.stack.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** A bearer token in a file that only its owner can read, for a program that asks another in its own name. */
public final class TokenFile {

    private TokenFile() {}

    /**
     * Writes a token, over the one that is there. Whoever reads meanwhile sees the former or the new one, never a part.
     *
     * @throws UncheckedIOException when the file cannot be written
     */
    public static void write(Path file, String token) {
        try {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "token", ".new", SigningKey.onlyOwner(folder));
            try {
                Files.writeString(fresh, token);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
