package dev.sightline.alert.delivery;

import dev.sightline.alert.AlertConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts to programs. An address inside a network is refused unless allowed, and the connection goes to the very address
 * that was looked at, so that a name cannot change its mind in between. Redirects are not followed.
 */
@ApplicationScoped
class WebhookSender {
    private static final int GONE = 410;

    private final HttpClient client;
    private final WebhookBody bodies;
    private final AlertConfig.Delivery config;
    private final Clock clock;

    WebhookSender(Vertx vertx, WebhookBody bodies, AlertConfig config, Clock clock) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.delivery().webhookTimeout().toMillis())
                .setKeepAlive(false));
        this.bodies = bodies;
        this.config = config.delivery();
        this.clock = clock;
    }

    SendResult send(Delivery delivery) {
        var uri = URI.create(delivery.target().address());
        try {
            InetAddress address = InetAddress.getByName(uri.getHost());
            if (!config.allowPrivateWebhooks() && PrivateAddresses.contain(address)) {
                return new SendResult.Refused("webhooks to private addresses are not allowed: " + uri.getHost());
            }
            return post(delivery, uri, address);
        } catch (UnknownHostException e) {
            return new SendResult.Later("there is no host " + uri.getHost());
        } catch (TimeoutException e) {
            return new SendResult.Later(
                    "no answer within " + config.webhookTimeout().toSeconds() + " s");
        } catch (ExecutionException e) {
            return new SendResult.Later(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SendResult.Later("interrupted");
        }
    }

    private SendResult post(Delivery delivery, URI uri, InetAddress address)
            throws ExecutionException, InterruptedException, TimeoutException {
        String body = bodies.of(delivery);
        var options = options(uri, address);
        addHeaders(options, delivery, body);
        Duration patience = config.webhookTimeout();
        int status = client.request(options)
                .compose(request -> request.send(Buffer.buffer(body)))
                .map(HttpClientResponse::statusCode)
                .toCompletionStage()
                .toCompletableFuture()
                .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (status / 100 == 2) {
            return new SendResult.Sent();
        }
        return status == GONE ? new SendResult.Gone() : new SendResult.Later("the endpoint answered " + status);
    }

    private RequestOptions options(URI uri, InetAddress address) {
        boolean isTls = "https".equals(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : isTls ? 443 : 80;
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(isTls)
                .setTimeout(config.webhookTimeout().toMillis())
                .setURI(uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery());
    }

    private void addHeaders(RequestOptions options, Delivery delivery, String body) {
        options.addHeader("Content-Type", "application/json").addHeader("User-Agent", "Sightline");
        String secret = delivery.target().secret();
        if (secret != null && delivery.target().channel() == Target.Channel.WEBHOOK) {
            // The same for every attempt, so that the receiver can tell a repetition.
            String id = "msg_"
                    + List.of(String.valueOf(delivery.messageId()).split("@", 2))
                            .getFirst();
            Instant now = clock.instant();
            options.addHeader("webhook-id", id)
                    .addHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
                    .addHeader("webhook-signature", WebhookSignature.of(secret, id, now, body));
        }
    }
}
