package dev.sightline.dashboard;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import org.jboss.logging.Logger;

/** Says in a problem body which service is away, instead of a bare 502, and that trying again may help. */
class AwayAnswer implements ProxyInterceptor {
    private static final Logger LOG = Logger.getLogger(AwayAnswer.class);
    private static final int RETRY_AFTER_SECONDS = 2;

    private final String upstream;

    AwayAnswer(String upstream) {
        this.upstream = upstream;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        return context.sendRequest().recover(failure -> Future.succeededFuture(answer(context, failure)));
    }

    /** Without what is asked: keys and the codes of providers come there, and are none of a log's business. */
    private static String pathOf(String address) {
        int question = address.indexOf('?');
        return question < 0 ? address : address.substring(0, question);
    }

    private ProxyResponse answer(ProxyContext context, Throwable failure) {
        boolean isAskedStill = !context.request().proxiedRequest().response().closed();
        LOG.logf(
                isAskedStill ? Logger.Level.WARN : Logger.Level.DEBUG,
                failure,
                "service did not answer service=%s path=%s",
                upstream,
                pathOf(context.request().getURI()));
        JsonObject problem = new JsonObject()
                .put("type", "about:blank")
                .put("title", "A part of Sightline is away")
                .put("status", 503)
                .put("detail", "The " + upstream + " did not answer; it may be starting. Try again in a moment.");
        return context.request()
                .release()
                .response()
                .setStatusCode(503)
                .putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS))
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .setBody(Body.body(Buffer.buffer(problem.encode())));
    }
}
