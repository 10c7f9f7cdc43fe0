package dev.traza.system.check;

import dev.traza.system.history.Api;
import dev.traza.system.history.History;
import dev.traza.system.history.HistoryReader;
import dev.traza.system.history.LogReader;
import dev.traza.system.history.MailReader;
import dev.traza.system.load.Acknowledgement;
import dev.traza.system.load.AcknowledgementFile;
import dev.traza.system.load.LoadGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checker as a program. It ends with 0 when nothing is wrong, with 1 when something is, and with 2 when it could not
 * look.
 */
public final class CheckHistory {

    private static final int SHOWN_PER_RULE = 20;

    private static final String USAGE = """
            Holds the history of a stack that has come to rest against what Traza promises.
              --kafka 127.0.0.1:9092                    the brokers
              --query http://127.0.0.1:8082             the query service
              --notification http://127.0.0.1:8085      the notification service
              --imap 127.0.0.1:3143                     the mail server; left out, no mail is looked at
              --acknowledgements <file>                 what callers were told; left out, nobody is asked
            The bearer token of an administrator is read from the environment variable TRAZA_TOKEN.\
            """;

    private CheckHistory() {}

    /** Sees {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), System.out, System.err));
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        Map<String, String> options = new LinkedHashMap<>(Map.of(
                "--kafka", "127.0.0.1:9092",
                "--query", "http://127.0.0.1:8082",
                "--notification", "http://127.0.0.1:8085"));
        for (int i = 0; i < arguments.length; i += 2) {
            boolean known = options.containsKey(arguments[i])
                    || arguments[i].equals("--imap")
                    || arguments[i].equals("--acknowledgements");
            if (!known || i + 1 == arguments.length) {
                err.println(USAGE);
                return 2;
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        String token = environment.get("TRAZA_TOKEN");
        if (token == null) {
            err.println("TRAZA_TOKEN is not set. " + USAGE);
            return 2;
        }
        try (HttpClient http = LoadGenerator.client()) {
            String file = options.get("--acknowledgements");
            List<Acknowledgement> acknowledgements = file == null ? List.of() : AcknowledgementFile.read(Path.of(file));
            History history = new HistoryReader(
                            new LogReader(options.getOrDefault("--kafka", "")),
                            new Api(http, URI.create(options.getOrDefault("--query", "")), token),
                            new Api(http, URI.create(options.getOrDefault("--notification", "")), token),
                            Optional.ofNullable(options.get("--imap")).map(CheckHistory::mailReader))
                    .read(acknowledgements);
            List<Finding> findings = HistoryChecker.check(history);
            tell(history, findings, out);
            return findings.isEmpty() ? 0 : 1;
        } catch (IOException | RuntimeException e) {
            err.println("The history could not be read: " + e);
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 2;
        }
    }

    /** What was looked at, and what is wrong; of each rule only the first findings, and how many more. */
    static void tell(History history, List<Finding> findings, PrintStream out) {
        out.printf(
                "Looked at %d acknowledgements, %d commands, %d ticket events, %d events of the catalog, %d service-level events, %d tickets, %d files, %d mails%n",
                history.acknowledgements().size(),
                history.log().commands().size(),
                history.log().ticketEvents().size(),
                history.log().catalogEvents().size(),
                history.log().slaEvents().size(),
                history.readModel().byId().size(),
                history.files().size(),
                history.post().arrived().size());
        Map<Rule, Integer> shown = new LinkedHashMap<>();
        for (Finding finding : findings) {
            if (shown.merge(finding.rule(), 1, Integer::sum) <= SHOWN_PER_RULE) {
                out.println(finding);
            }
        }
        shown.forEach((rule, count) -> {
            if (count > SHOWN_PER_RULE) {
                out.printf("%s: and %d more%n", rule, count - SHOWN_PER_RULE);
            }
        });
        out.println(findings.isEmpty() ? "Nothing is wrong." : findings.size() + " findings.");
    }

    private static MailReader mailReader(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return new MailReader(hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }
}
