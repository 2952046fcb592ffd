package dev.sightline.dashboard;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Serves the application for every address of a page, so that a link or a reload shows the same.
 *
 * <p>What looks like a file, and what belongs to the API or to operations, stays a 404.
 */
@ApplicationScoped
class PageRoutes {
    private static final Pattern PAGE = Pattern.compile("/(?!api/|q/|assets/)[^.]*");

    void register(@Observes Router router) {
        router.get().last().handler(PageRoutes::showApplication);
    }

    private static void showApplication(RoutingContext context) {
        String path = context.normalizedPath();
        if (PAGE.matcher(path).matches() && !path.equals("/")) {
            context.reroute("/");
        } else {
            context.next();
        }
    }
}
