package dev.sightline.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.alert.Engines;
import dev.sightline.alert.Inbox;
import io.quarkus.mailer.Mail;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** To a real mail server. */
@QuarkusTest
@QuarkusTestResource(Engines.class)
class MailSenderTest {
    private static final int SENDERS = 4;
    private static final int MAILS = 150;

    @Inject
    MailSender sender;

    @Inject
    @VirtualThreads
    ExecutorService virtualThreads;

    /** One in some hundred hung for as long as a mail server may take, before they were sent from a thread of the network's. */
    @Test
    void none_of_many_mails_hangs() throws Exception {
        var sent = new ArrayList<Future<?>>();
        for (int i = 0; i < SENDERS; i++) {
            sent.add(virtualThreads.submit(() -> {
                for (int mail = 0; mail < MAILS; mail++) {
                    sender.hand(Mail.withText("many@example.com", "one of many", "text"));
                }
            }));
        }
        for (Future<?> future : sent) {
            future.get(60, TimeUnit.SECONDS);
        }

        assertThat(Inbox.of("many@example.com")).hasSize(SENDERS * MAILS);
    }
}
