package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stops the first insert that comes, on its way there or on its way back, until it is let go; others pass. */
final class HeldInsert implements Fault {
    private static final long PATIENCE_SECONDS = 60;

    private final boolean clickHouseHasIt;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    private HeldInsert(boolean clickHouseHasIt) {
        this.clickHouseHasIt = clickHouseHasIt;
    }

    /** Before ClickHouse hears of it; ClickHouse gets it late when it is let go. */
    static HeldInsert before() {
        return new HeldInsert(false);
    }

    /** When ClickHouse has written it, and before anybody hears of that. */
    static HeldInsert after() {
        return new HeldInsert(true);
    }

    @Override
    public void befall(Exchange insert) throws IOException, InterruptedException {
        if (!taken.compareAndSet(false, true)) {
            NONE.befall(insert);
            return;
        }
        try {
            byte[] answer = clickHouseHasIt ? insert.forward() : new byte[0];
            reached.countDown();
            released.await();
            insert.answer(clickHouseHasIt ? answer : insert.forward());
        } finally {
            over.countDown();
        }
    }

    /** Returns when an insert stands still here. */
    void awaitReached() {
        await(reached, "an insert came");
    }

    /** Lets it go on, and returns when ClickHouse has had it. */
    void release() {
        released.countDown();
        await(over, "the insert went on");
    }

    private static void await(CountDownLatch latch, String what) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(what).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
