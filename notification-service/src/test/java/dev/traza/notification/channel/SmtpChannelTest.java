package dev.traza.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Ids;
import dev.traza.notification.ledger.Addressee;
import dev.traza.notification.ledger.Letter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers each command as the test wants: real mail servers cannot be made to fail on demand. */
class SmtpChannelTest {

    private static final String TAKE_ALL = "";

    @SuppressWarnings("NullAway.Init") // made before each test
    private ServerSocket listening;

    private final List<String> commands = new CopyOnWriteArrayList<>();
    private volatile UnaryOperator<String> answers = command -> TAKE_ALL;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try (Socket client = listening.accept()) {
                    serve(client);
                } catch (IOException closed) {
                    commands.add("(closed)");
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        listening.close();
    }

    @Test
    void aMailThatIsTakenIsAccepted() {
        assertThat(send()).isInstanceOf(Handover.Accepted.class);
        assertThat(commands).anyMatch(line -> line.equals("RCPT TO:<lucia@example.org>"));
    }

    @Test
    void anUnknownRecipientIsRefusedForEverWithTheServersWords() {
        answers = command -> command.startsWith("RCPT") ? "550 5.1.1 No such user" : TAKE_ALL;

        assertThat(send()).isInstanceOfSatisfying(Handover.Refused.class, refused -> assertThat(refused.answer())
                .contains("No such user"));
    }

    @Test
    void aBusyServerIsAskedAgainLater() {
        answers = command -> command.startsWith("RCPT") ? "451 4.3.2 Try again later" : TAKE_ALL;

        assertThat(send()).isInstanceOfSatisfying(Handover.NotNow.class, notNow -> assertThat(notNow.answer())
                .contains("Try again later"));
    }

    @Test
    void contentThatIsRefusedAfterItWasSentIsRefusedForEver() {
        answers = command -> command.equals(".") ? "554 5.7.1 Message rejected" : TAKE_ALL;

        assertThat(send()).isInstanceOf(Handover.Refused.class);
    }

    @Test
    void aServerThatSendsUsAwayIsUnreachableAndNotTheMailsFault() {
        answers = command -> command.equals("(greeting)") ? "554 No service for you" : TAKE_ALL;

        assertThat(send()).isInstanceOf(Handover.Unreachable.class);
    }

    @Test
    void noServerAtAllIsUnreachable() throws IOException {
        listening.close();

        assertThat(send()).isInstanceOf(Handover.Unreachable.class);
    }

    @Test
    void aServerThatFallsSilentIsGivenUpWithinTheDeadline() {
        answers = command -> command.startsWith("DATA") ? "(silence)" : TAKE_ALL;

        assertThat(send()).isInstanceOf(Handover.NotNow.class);
    }

    private Handover send() {
        SmtpSettings settings = new SmtpSettings(
                InetAddress.getLoopbackAddress().getHostAddress(),
                listening.getLocalPort(),
                null,
                null,
                SmtpSettings.Encryption.OPTIONAL,
                "support@traza.local",
                "Traza",
                "support",
                "traza.local",
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2));
        return new SmtpChannel(settings, Clock.systemUTC())
                .send(new OutgoingMail(
                        "<1@traza.local>",
                        null,
                        Ids.next(),
                        new Addressee("lucia", "Lucía", "lucia@example.org", "es"),
                        new Letter("es", "[T-1] Hola", "texto", "<p>texto</p>")));
    }

    private void serve(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        if (!answer(out, "(greeting)", "220 test")) {
            return;
        }
        boolean inData = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (inData && !line.equals(".")) {
                continue;
            }
            commands.add(line);
            String usual = line.startsWith("DATA") ? "354 go on" : line.startsWith("QUIT") ? "221 bye" : "250 ok";
            inData = line.startsWith("DATA");
            if (!answer(out, line, usual)) {
                return;
            }
        }
    }

    private boolean answer(OutputStream out, String command, String usual) throws IOException {
        String own = answers.apply(command);
        if (own.equals("(silence)")) {
            return true;
        }
        String answer = own.equals(TAKE_ALL) ? usual : own;
        out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return !(command.equals("(greeting)") && answer.startsWith("5"));
    }
}
