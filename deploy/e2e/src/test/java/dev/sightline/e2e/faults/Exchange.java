package dev.sightline.e2e.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** One request to ClickHouse, read whole, and what becomes of it. Each has a connection of its own. */
final class Exchange {
    private static final Pattern INSERT =
            Pattern.compile("insert into\\s+[`\"]?(?:\\w+[`\"]?\\.[`\"]?)?(\\w+)", Pattern.CASE_INSENSITIVE);

    private final Socket client;
    private final int clickHousePort;
    private final String head;
    private final byte[] body;

    private Exchange(Socket client, int clickHousePort, String head, byte[] body) {
        this.client = client;
        this.clickHousePort = clickHousePort;
        this.head = head;
        this.body = body;
    }

    /** Returns when all of the request is here. */
    static Exchange read(Socket client, int clickHousePort) throws IOException {
        var in = new BufferedInputStream(client.getInputStream());
        String head = "";
        var lines = new StringBuilder();
        String line = line(in);
        while (!line.isEmpty()) {
            String name = line.toLowerCase(Locale.ROOT);
            head = head + name + '\n';
            if (!name.startsWith("connection:") && !name.startsWith("expect:")) {
                lines.append(line).append("\r\n");
            }
            line = line(in);
        }
        if (head.contains("\nexpect: 100-continue")) {
            client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return new Exchange(client, clickHousePort, lines + "Connection: close\r\n\r\n", body(in, head));
    }

    /** Whether it writes into the table. */
    boolean insertsInto(String table) {
        var insert = INSERT.matcher(URLDecoder.decode(head.substring(0, head.indexOf("\r\n")), StandardCharsets.UTF_8));
        return insert.find() && insert.group(1).equals(table);
    }

    /** Lets ClickHouse have it, and returns the whole answer as it stands on the wire. */
    byte[] forward() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), clickHousePort)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            return socket.getInputStream().readAllBytes();
        }
    }

    /** Lets ClickHouse have half of the body, and breaks the connection. */
    void forwardHalf() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), clickHousePort)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body, 0, body.length / 2);
            socket.getOutputStream().flush();
            socket.setSoLinger(true, 0);
        }
    }

    void answer(byte[] answer) throws IOException {
        client.getOutputStream().write(answer);
    }

    /** Answers with the first part of it, and breaks the connection. */
    void answerHalf(byte[] answer) throws IOException {
        client.getOutputStream().write(Arrays.copyOf(answer, answer.length / 2));
        reset();
    }

    /** Breaks the connection with no answer. */
    void reset() throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    private static byte[] body(InputStream in, String head) throws IOException {
        if (head.contains("\ntransfer-encoding: chunked")) {
            return chunks(in);
        }
        var length = Pattern.compile("\ncontent-length: *(\\d+)").matcher(head);
        return length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
    }

    /** As they stand on the wire, sizes and all. */
    private static byte[] chunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        int size;
        do {
            String line = line(in);
            body.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            size = Integer.parseInt(line.strip(), 16);
            body.writeBytes(in.readNBytes(size + 2));
        } while (size > 0);
        return body.toByteArray();
    }

    /** Up to the line break, which is left out. */
    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException("the client has gone");
            }
            if (next != '\r') {
                line.append((char) next);
            }
            next = in.read();
        }
        return line.toString();
    }
}
