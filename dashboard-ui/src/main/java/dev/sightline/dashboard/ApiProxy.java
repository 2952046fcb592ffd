package dev.sightline.dashboard;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Hands {@code /api/**} on to the service that answers it, so that the browser knows one origin and cookies need no
 * exceptions.
 *
 * <p>Bodies are streamed both ways. A service that is away is a 503 with a problem body; the pages stay usable.
 */
@ApplicationScoped
class ApiProxy {
    /** Whether devices live: alert-service's. */
    private static final String DEVICE_STATES = "/api/v1/devices/states";

    /** Rules, incidents and what was sent about them, down to the links in mails: alert-service's. */
    private static final List<String> ALERTS =
            List.of("/api/v1/alert-rules*", "/api/v1/incidents*", "/api/v1/deliveries*", "/api/v1/alerts/*");

    /** Whether every inference counts once, and what could not be read: stats-service's. */
    private static final String OPERATIONS = "/api/v1/operations/*";

    /** Stays open for as long as a page does. */
    private static final String EVENTS = "/api/v1/events";

    /** Each takes a connection of its own to query-service, which bounds them for each workspace. */
    private static final int MOST_STREAMS = 2000;

    private final Vertx vertx;
    private final DashboardConfig config;

    @Inject
    ApiProxy(Vertx vertx, DashboardConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    void register(@Observes Router router) {
        HttpClient client = client(64);
        HttpProxy alert = proxyTo(Upstream.of("alert-service", config.alertUrl()), client);
        HttpProxy query = proxyTo(Upstream.of("query-service", config.queryUrl()), client);
        HttpProxy stats = proxyTo(Upstream.of("stats-service", config.statsUrl()), client);
        // By themselves, so that pages that are open leave connections for what they ask.
        HttpProxy events = proxyTo(Upstream.of("query-service", config.queryUrl()), client(MOST_STREAMS));
        router.route(OPERATIONS).handler(context -> stats.handle(context.request()));
        router.route(HttpMethod.GET, DEVICE_STATES).handler(context -> alert.handle(context.request()));
        router.route(HttpMethod.GET, EVENTS).handler(context -> events.handle(context.request()));
        ALERTS.forEach(path -> router.route(path).handler(context -> alert.handle(context.request())));
        router.route("/api/*").handler(context -> query.handle(context.request()));
    }

    private HttpClient client(int connections) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setIdleTimeout((int) config.idleTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxPoolSize(connections)
                // A connection for each request. What is on its way when a browser leaves a page is cut off, which on
                // HTTP/1 closes the connection, and a pool may have given it to another request at that moment.
                .setKeepAlive(false));
    }

    private static HttpProxy proxyTo(Upstream upstream, HttpClient client) {
        ProxyInterceptor away = new AwayAnswer(upstream.name());
        return HttpProxy.reverseProxy(client)
                .origin(upstream.address().port(), upstream.address().host())
                .addInterceptor(away)
                .addInterceptor(new ForwardedHeaders());
    }
}
