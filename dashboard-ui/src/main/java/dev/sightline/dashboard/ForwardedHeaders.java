package dev.sightline.dashboard;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * Tells the service how the browser came: by which address, scheme and host.
 *
 * <p>What a proxy in front of us already said about scheme and host stays, because it saw the browser and we did not. What the
 * service says of its connection to us is not told to the browser, which has another one.
 */
class ForwardedHeaders implements ProxyInterceptor {
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";
    private static final String HOST = "X-Forwarded-Host";

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        HttpServerRequest browser = context.request().proxiedRequest();
        MultiMap headers = context.request().headers();
        String address = browser.remoteAddress().hostAddress();
        String before = headers.get(FOR);
        headers.set(FOR, before == null ? address : before + ", " + address);
        if (!headers.contains(PROTO)) {
            headers.set(PROTO, browser.isSSL() ? "https" : "http");
        }
        if (!headers.contains(HOST) && browser.authority() != null) {
            headers.set(HOST, browser.authority().toString());
        }
        return context.sendRequest();
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        context.response().headers().remove(HttpHeaders.CONNECTION);
        return context.sendResponse();
    }
}
