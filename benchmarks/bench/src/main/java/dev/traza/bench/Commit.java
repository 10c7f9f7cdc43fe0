package dev.traza.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which sources are measured, as git knows them. */
final class Commit {

    private Commit() {}

    /** The short hash, with a plus when a file differs from it; empty without git. */
    static String of(Path checkout) throws InterruptedException {
        try {
            String hash = git(checkout, "rev-parse", "--short=12", "HEAD");
            return git(checkout, "status", "--porcelain", "--untracked-files=no")
                            .isEmpty()
                    ? hash
                    : hash + "+";
        } catch (IOException noGit) {
            return "";
        }
    }

    private static String git(Path checkout, String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("git", "-C", checkout.toString()));
        line.addAll(List.of(words));
        Process git = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (git.waitFor() != 0) {
            throw new IOException("git " + String.join(" ", words) + " failed");
        }
        return answer;
    }
}
