package dev.traza.stack.command;

import dev.traza.stack.process.Checkout;
import dev.traza.stack.process.PartFailed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What {@code ./traza} runs for the words whose work is done in Java. */
public final class Main {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    /**
     * Exits with 0 when what was asked is so now, 1 when it is not, 2 when what was asked makes no sense.
     *
     * @param arguments the word, then its options
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), System.getenv(), out, err));
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            Surroundings surroundings = new Surroundings(environment, Checkout.find(), out, err);
            Options options = new Options(arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size()));
            boolean done =
                    switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
                        case "up" -> new Up(surroundings).run(options);
                        case "down" -> new Down(surroundings).run(options);
                        case "status" -> new Status(surroundings).run(options);
                        case "demo" -> new Demo(surroundings).run(options);
                        case "token" -> new Token(surroundings).run(options);
                        case String word -> throw new Misuse("There is no ./traza " + word);
                    };
            return done ? DONE : FAILED;
        } catch (Misuse e) {
            err.println(e.getMessage());
            return MISUSED;
        } catch (PartFailed e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (IOException e) {
            err.println("Traza's folder cannot be used: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            err.println("Interrupted");
            return FAILED;
        }
    }
}
