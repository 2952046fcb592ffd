package dev.sightline.query.password;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** BCrypt, off the event loop: it takes a tenth of a second, and is meant to. What follows goes on where it came from. */
@ApplicationScoped
public class PasswordHashes {
    // Compared with when there is none, so that this takes as long as a wrong password.
    private static final String NOBODYS =
            BcryptUtil.bcryptHash(UUID.randomUUID().toString());

    private final Vertx vertx;

    PasswordHashes(Vertx vertx) {
        this.vertx = vertx;
    }

    public Uni<String> of(String password) {
        return aside(() -> BcryptUtil.bcryptHash(password));
    }

    /** False, after as long a time, when there is no hash to match. */
    public Uni<Boolean> matches(String password, @Nullable String hash) {
        return aside(() -> BcryptUtil.matches(password, hash == null ? NOBODYS : hash) && hash != null);
    }

    private <T> Uni<T> aside(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
