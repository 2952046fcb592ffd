package dev.sightline.ingest.inference;

import dev.sightline.ingest.http.Multipart;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Tells inferences with an image from those without: the first wait for the image's store on a thread of their own, the
 * others never leave their connection's.
 */
@Singleton
class InferenceRoute {
    void register(@Observes Router router) {
        router.route(HttpMethod.POST, InferenceResource.PATH).order(-1).handler(InferenceRoute::send);
    }

    private static void send(RoutingContext context) {
        if (!Multipart.isNamedBy(context.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
            context.next();
            return;
        }
        String query = context.request().query();
        String path = InferenceResource.PATH + '/' + InferenceResource.WITH_IMAGE;
        context.reroute(HttpMethod.POST, query == null ? path : path + '?' + query);
    }
}
