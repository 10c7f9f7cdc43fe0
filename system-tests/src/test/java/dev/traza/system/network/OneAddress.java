package dev.traza.system.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One address before several instances, as a balancer of connections is: every connection goes to the next instance in turn
 * and stays with it. An instance that does not take the connection is passed over.
 */
public final class OneAddress implements AutoCloseable {

    private static final int CONNECT_WITHIN_MILLIS = 1_000;

    private final List<URI> instances;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong taken = new AtomicLong();

    /**
     * Begins to take connections.
     *
     * @param instances where they are, each with a host and a port
     */
    public OneAddress(List<URI> instances) throws IOException {
        this.instances = List.copyOf(instances);
        this.server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        threads.execute(this::take);
    }

    /** The address of a path. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    /** How many connections there were. */
    public long taken() {
        return taken.get();
    }

    private void take() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                long turn = taken.getAndIncrement();
                threads.execute(() -> serve(client, turn));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(Socket client, long turn) {
        open.add(client);
        try (client;
                Socket instance = connect(turn)) {
            open.add(instance);
            client.setTcpNoDelay(true);
            instance.setTcpNoDelay(true);
            threads.execute(() -> pass(instance, client));
            pass(client, instance);
            open.remove(instance);
        } catch (IOException gone) {
            // Nobody took it: whoever asked sees a closed connection, as behind any balancer.
        } finally {
            open.remove(client);
        }
    }

    private Socket connect(long turn) throws IOException {
        IOException last = new IOException("There are no instances");
        for (int i = 0; i < instances.size(); i++) {
            URI instance = instances.get((int) ((turn + i) % instances.size()));
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(instance.getHost(), instance.getPort()), CONNECT_WITHIN_MILLIS);
                return socket;
            } catch (IOException notThisOne) {
                socket.close();
                last = notThisOne;
            }
        }
        throw last;
    }

    /** Until either side ends; then both are closed, so that no half of a connection is left. */
    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // as connections do
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.close();
    }
}
