package dev.sightline.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Posts over kept-alive connections with as little work as HTTP/1.1 takes: where client and server share the cores, a
 * comfortable client would be most of what is measured.
 */
final class Connections implements AutoCloseable {
    private final URI server;
    private final String key;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    Connections(String server, String key) {
        this.server = URI.create(server);
        this.key = key;
    }

    /** A request as it goes over the wire, to be sent any number of times. */
    byte[] request(String path, byte[] json) {
        return request("POST", path, "application/json", json);
    }

    /** Likewise, of any method and content. */
    byte[] request(String method, String path, String contentType, byte[] body) {
        byte[] head = """
                %s %s HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                Content-Type: %s\r
                Content-Length: %d\r
                \r
                """.formatted(method, path, server.getAuthority(), key, contentType, body.length)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** Sends a request and reads the whole answer, which must be a 200 or 202. */
    void send(byte[] request) throws IOException {
        int status = status(request);
        if (status != 200 && status != 202) {
            throw new IOException("a report was answered with " + status);
        }
    }

    /** Sends a request and reads the whole answer, whatever it is. */
    int status(byte[] request) throws IOException {
        Connection connection = idle.pollFirst();
        while (connection != null && connection.isOld()) {
            connection.close();
            connection = idle.pollFirst();
        }
        if (connection == null) {
            connection = new Connection(server);
        }
        int status = connection.send(request);
        if (connection.isEnding) {
            connection.close();
        } else {
            idle.addFirst(connection);
        }
        return status;
    }

    @Override
    public void close() {
        idle.forEach(Connection::close);
    }

    private static final class Connection {
        private final Socket socket;
        private final InputStream in;
        private boolean isEnding;
        private long usedAt;

        Connection(URI server) throws IOException {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        }

        int send(byte[] request) throws IOException {
            socket.getOutputStream().write(request);
            int status = Integer.parseInt(line(), "HTTP/1.1 ".length(), "HTTP/1.1 200".length(), 10);
            long length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Long.parseLong(header, 15 + 1, header.length(), 10);
                } else if (header.equalsIgnoreCase("transfer-encoding: chunked")) {
                    length = -1;
                } else if (header.equalsIgnoreCase("connection: close")) {
                    isEnding = true;
                }
            }
            if (length < 0) {
                skipChunks();
            } else {
                in.skipNBytes(length);
            }
            usedAt = System.nanoTime();
            return status;
        }

        /** Services end a connection that nobody used for 90 s, maybe in this very moment. */
        boolean isOld() {
            return System.nanoTime() - usedAt > 60_000_000_000L;
        }

        private void skipChunks() throws IOException {
            int length;
            do {
                length = Integer.parseInt(line(), 16);
                in.skipNBytes(length + 2L);
            } while (length > 0);
        }

        private String line() throws IOException {
            var line = new StringBuilder(64);
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("the connection ended in the middle of an answer");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
