package dev.sightline.query.clickhouse;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** Asks at once what needs no other's answer: a question costs some milliseconds of its own, whatever it reads. */
@ApplicationScoped
public class Meanwhile {
    // It keeps the context of the request, and with that the caller.
    private final ExecutorService virtualThreads;

    Meanwhile(@VirtualThreads ExecutorService virtualThreads) {
        this.virtualThreads = virtualThreads;
    }

    /** Begins to ask for the request at hand. Whoever gets the answer waits for it, and is thrown what went wrong. */
    public <T> Supplier<T> ask(Supplier<T> question) {
        var asked = CompletableFuture.supplyAsync(question, virtualThreads);
        return () -> {
            try {
                return asked.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException failed ? failed : e;
            }
        };
    }
}
