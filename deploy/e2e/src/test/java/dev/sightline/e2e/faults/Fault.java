package dev.sightline.e2e.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What happens to an insert on its way to ClickHouse and back. */
@FunctionalInterface
interface Fault {
    Fault NONE = insert -> insert.answer(insert.forward());

    /** ClickHouse has the rows, and nobody hears of it. */
    Fault ANSWER_LOST = insert -> {
        insert.forward();
        insert.reset();
    };

    /** ClickHouse has the rows, and the answer breaks off. */
    Fault ANSWER_CUT_OFF = insert -> insert.answerHalf(insert.forward());

    /** ClickHouse gets half a block. */
    Fault RESET_IN_MID_BODY = insert -> {
        insert.forwardHalf();
        insert.reset();
    };

    /** As ClickHouse answers when its disk is full. */
    Fault DISK_FULL = insert -> {
        String text = "Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)\n";
        insert.answer(("HTTP/1.1 500 Internal Server Error\r\nX-ClickHouse-Exception-Code: 243\r\n"
                        + "Content-Type: text/plain\r\nConnection: close\r\nContent-Length: " + text.length()
                        + "\r\n\r\n" + text)
                .getBytes(StandardCharsets.US_ASCII));
    };

    void befall(Exchange insert) throws IOException, InterruptedException;

    /** The insert arrives, only later. */
    static Fault latency(Duration time) {
        return insert -> {
            Thread.sleep(time);
            insert.answer(insert.forward());
        };
    }

    /** An answer that begins at once and never ends: a header every half second, for as long as somebody listens. */
    static Fault endlessAnswer() {
        return insert -> {
            insert.answer("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                insert.answer("X-Wait: more\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread.sleep(500);
            }
        };
    }
}
