package dev.traza.stack.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Sends bytes as they are to an HTTP server, which no client library would do with what is not HTTP. */
public final class RawHttp {

    private static final int CONNECT_MILLIS = 5_000;

    /** Ends by itself when the server closes the connection or says nothing more for this long. */
    private static final int SILENCE_MILLIS = 3_000;

    private static final int MOST_BYTES = 1_000_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})[^\\r]*\\r\\n");

    private RawHttp() {}

    /**
     * All that came back on a connection.
     *
     * @param text heads and bodies of all answers, one after the other
     */
    public record Told(String text) {

        /** The status of each answer, in order; empty when the connection was closed without a word. */
        public List<Integer> statuses() {
            return STATUS.matcher(text)
                    .results()
                    .map(answer -> Integer.parseInt(answer.group(1)))
                    .toList();
        }
    }

    /** Sends these bytes and reads until the end of what the server says. */
    public static Told send(URI server, byte[] request) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLIS);
            socket.setSoTimeout(SILENCE_MILLIS);
            write(socket, request);
            return new Told(read(socket.getInputStream()));
        } catch (IOException e) {
            throw new AssertionError("No connection to " + server, e);
        }
    }

    private static void write(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
        } catch (IOException refusedBeforeItsEnd) {
            return; // what it says about it can still be read
        }
    }

    private static String read(InputStream in) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        try {
            for (int read = in.read(buffer); read >= 0 && told.size() < MOST_BYTES; read = in.read(buffer)) {
                told.write(buffer, 0, read);
            }
        } catch (SocketTimeoutException silence) {
            return told.toString(StandardCharsets.UTF_8);
        } catch (IOException reset) {
            return told.toString(StandardCharsets.UTF_8);
        }
        return told.toString(StandardCharsets.UTF_8);
    }
}
