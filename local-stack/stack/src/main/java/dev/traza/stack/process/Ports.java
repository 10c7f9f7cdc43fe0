package dev.traza.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine's own address. */
public final class Ports {

    /** Only this machine may talk to a local stack: it has no passwords between its parts. */
    public static final String LOCALHOST = "127.0.0.1";

    /**
     * Below what systems hand out for outgoing connections: a port from that range can be taken by any client between
     * the look and the start, or while a killed server is away.
     */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int TRIES = 200;
    private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);

    private Ports() {}

    /**
     * A port that nobody listened on a moment ago.
     *
     * @throws IllegalStateException when none could be found
     */
    public static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port between " + LOWEST + " and " + HIGHEST);
    }

    /** Whether a server could listen on this port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOCALHOST), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Whether a server accepts connections on this port now. */
    public static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByName(LOCALHOST), port), (int) CONNECT_WITHIN.toMillis());
            return true;
        } catch (IOException closed) {
            return false;
        }
    }
}
