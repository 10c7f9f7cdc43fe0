package dev.traza.stack.home;

import dev.traza.stack.process.Checkout;
import dev.traza.stack.process.PartProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The folder that everything of a local stack is in.
 *
 * @param folder absolute
 */
public record StackHome(Path folder) {

    /** Names another folder than {@code .traza} in the checkout. */
    public static final String VARIABLE = "TRAZA_HOME";

    private static final String KEYS = "keys";
    private static final String TOKENS = "tokens";
    private static final String DATA = "data";
    private static final String LOGS = "logs";
    private static final String RUN = "run";

    /** Where the environment says, else in the checkout. */
    public static StackHome from(Map<String, String> environment, Checkout checkout) {
        String given = environment.getOrDefault(VARIABLE, "");
        Path folder = given.isBlank() ? checkout.root().resolve(".traza") : Path.of(given);
        return new StackHome(folder.toAbsolutePath().normalize());
    }

    /** The signing key's folder. */
    public Path keys() {
        return folder.resolve(KEYS);
    }

    /** The token with which this part asks others. */
    public Path token(String part) {
        return folder.resolve(TOKENS).resolve(part);
    }

    /** What this part keeps. */
    public Path data(String part) {
        return folder.resolve(DATA).resolve(part);
    }

    /** What this part says. */
    public Path log(String part) {
        return folder.resolve(LOGS).resolve(part + ".log");
    }

    /** Who runs, and who may change that. */
    public Path run() {
        return folder.resolve(RUN);
    }

    /** Forgets everything that a stack has put here, and nothing else that may be in the folder. */
    public void wipe() {
        List.of(DATA, LOGS, RUN, KEYS, TOKENS).forEach(name -> PartProcess.delete(folder.resolve(name)));
    }
}
