package dev.sightline.ingest.proxy;

import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.http.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * {@code /proxy?url=…}: what a server whose SECURE_GATEWAY points here sends all its calls to. Those that report are
 * answered here; all others go to the upstream and come back as they are, as streams. Off unless the operator turns it on.
 */
@Singleton
class Gateway {
    private static final Logger log = Logger.getLogger(Gateway.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private static final Pattern REPORTS =
            Pattern.compile("/|(/[^/]+)?/inference-stats|/[^/]+/inference-stats/metadata|/usage/(inference|plan)");
    // An upload that names no inference is for training and none of our business, and so are its boxes.
    private static final Pattern UPLOAD = Pattern.compile("/dataset/[^/]+/upload");
    private static final Pattern NAMES_INFERENCE = Pattern.compile("(^|&)inference_id=[^&]");
    private static final Pattern OUR_BOXES = Pattern.compile("/dataset/[^/]+/annotate/[0-9a-f]{64}-[A-Za-z0-9_-]+");

    private static final Set<String> OF_ONE_CONNECTION = Set.of(
            "connection",
            "expect",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final Vertx vertx;
    private final Upstreams upstreams;
    private final IngestConfig.Proxy config;
    private final HttpClient client;

    Gateway(Vertx vertx, Upstreams upstreams, IngestConfig config) {
        this.vertx = vertx;
        this.upstreams = upstreams;
        this.config = config.proxy();
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(50).setConnectTimeout(Math.toIntExact(CONNECT.toMillis())));
    }

    void register(@Observes Router router) {
        if (config.enabled()) {
            router.route("/proxy").order(-1).handler(this::take);
        }
    }

    private void take(RoutingContext context) {
        try {
            URI target = upstreams.target(context.request().getParam("url"));
            if (isAnsweredHere(target)) {
                context.reroute(context.request().method(), pathAndQuery(target));
                return;
            }
            // Its body waits until someone takes it.
            context.request().pause();
            vertx.executeBlocking(() -> upstreams.resolve(target.getHost()), false)
                    .compose(address -> forward(context.request(), target, address))
                    .compose(answer -> giveBack(answer, context))
                    .onFailure(failure -> refuse(context, failure));
        } catch (ProblemException e) {
            refuse(context, e);
        }
    }

    private static boolean isAnsweredHere(URI target) {
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        String query = target.getRawQuery() == null ? "" : target.getRawQuery();
        return REPORTS.matcher(path).matches()
                || OUR_BOXES.matcher(path).matches()
                || (UPLOAD.matcher(path).matches()
                        && NAMES_INFERENCE.matcher(query).find());
    }

    private Future<HttpClientResponse> forward(HttpServerRequest request, URI target, InetAddress address) {
        boolean isTls = target.getScheme().equalsIgnoreCase("https");
        int port = target.getPort() >= 0 ? target.getPort() : isTls ? 443 : 80;
        var options = new RequestOptions()
                .setMethod(request.method())
                // Named for the certificate, but connected to what was looked at.
                .setHost(target.getHost())
                .setPort(port)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setSsl(isTls)
                .setURI(pathAndQuery(target))
                .setFollowRedirects(false)
                .setIdleTimeout(config.timeout().toMillis());
        copy(request.headers(), options);
        return client.request(options).compose(call -> send(call, request));
    }

    private static Future<HttpClientResponse> send(HttpClientRequest call, HttpServerRequest request) {
        boolean hasBody = request.getHeader(HttpHeaders.CONTENT_LENGTH) != null
                || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (hasBody && !request.method().equals(HttpMethod.HEAD)) {
            return call.send(request);
        }
        request.resume();
        return call.send();
    }

    private static void copy(MultiMap headers, RequestOptions options) {
        headers.forEach((name, value) -> {
            if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                options.addHeader(name, value);
            }
        });
    }

    private static Future<Void> giveBack(HttpClientResponse answer, RoutingContext context) {
        var response = context.response().setStatusCode(answer.statusCode());
        answer.headers().forEach((name, value) -> {
            if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                response.headers().add(name, value);
            }
        });
        if (answer.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            response.setChunked(true);
        }
        return answer.pipeTo(response);
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        var response = context.response();
        if (response.headWritten()) {
            context.request().connection().close(); // An answer that breaks off must not look whole.
            return;
        }
        ProblemException problem = failure instanceof ProblemException ours ? ours : unreachable(failure);
        problem.headers().forEach(response::putHeader);
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(new JsonObject(problem.members()).toBuffer());
        context.request().resume();
    }

    private static ProblemException unreachable(Throwable failure) {
        log.warnf("upstream cannot be reached error=%s", failure.getClass().getSimpleName());
        return new ProblemException(
                502,
                "upstream-unreachable",
                "The upstream cannot be reached",
                "Reports are taken all the same; everything else takes the upstream.");
    }

    private static String pathAndQuery(URI target) {
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        return target.getRawQuery() == null ? path : path + '?' + target.getRawQuery();
    }
}
