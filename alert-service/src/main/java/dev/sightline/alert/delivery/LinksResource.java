package dev.sightline.alert.delivery;

import dev.sightline.alert.ProblemException;
import dev.sightline.alert.store.Database;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Where links in mails lead to; the token in them is all that is needed.
 *
 * <p>Looking changes nothing, since mail scanners look at every link: the page has a button, which posts.
 */
@Path("/api/v1/alerts")
@Tag(name = "Links in mails")
class LinksResource {
    private final LinkTokens tokens;
    private final Addresses addresses;
    private final Database database;
    private final Clock clock;

    LinksResource(LinkTokens tokens, Addresses addresses, Database database, Clock clock) {
        this.tokens = tokens;
        this.addresses = addresses;
        this.database = database;
        this.clock = clock;
    }

    @GET
    @Path("/confirm")
    @Produces(MediaType.TEXT_HTML)
    @Operation(operationId = "showConfirmation", summary = "A page that asks whether an address may be written to")
    public String showConfirmation(@RestQuery @Nullable String token) {
        var link = verified(LinkTokens.Purpose.CONFIRM, token);
        return page(
                "Alerts for " + link.email(),
                "Shall Sightline send alerts of the workspace “" + link.workspace() + "” here?",
                "Yes, send me alerts");
    }

    @POST
    @Path("/confirm")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_HTML)
    @RunOnVirtualThread
    @Operation(operationId = "confirmAddress", summary = "Let an address be written to")
    public String confirm(@RestQuery @Nullable String token) {
        var link = verified(LinkTokens.Purpose.CONFIRM, token);
        database.inTransaction(transaction -> {
            addresses.confirm(transaction, link.workspace(), link.email(), clock.instant());
            return link;
        });
        return page("Confirmed", link.email() + " gets alerts from now on.", null);
    }

    @GET
    @Path("/unsubscribe")
    @Produces(MediaType.TEXT_HTML)
    @Operation(operationId = "showUnsubscription", summary = "A page that asks whether mails of a rule shall stop")
    public String showUnsubscription(@RestQuery @Nullable String token) {
        var link = verified(LinkTokens.Purpose.UNSUBSCRIBE, token);
        return page("Stop these mails?", stopped(link), "Stop them");
    }

    @POST
    @Path("/unsubscribe")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_HTML)
    @RunOnVirtualThread
    @Operation(operationId = "unsubscribe", summary = "Stop mails of a rule, by one click (RFC 8058)")
    public String unsubscribe(@RestQuery @Nullable String token) {
        var link = verified(LinkTokens.Purpose.UNSUBSCRIBE, token);
        database.inTransaction(transaction -> {
            addresses.unsubscribe(transaction, link, clock.instant());
            return link;
        });
        return page("Stopped", stopped(link), null);
    }

    private static String stopped(LinkTokens.Link link) {
        return link.email() + " gets no more mails of " + (link.isOfMessage() ? "these rules." : "this rule.");
    }

    private LinkTokens.Link verified(LinkTokens.Purpose purpose, @Nullable String token) {
        return tokens.verify(purpose, Objects.requireNonNullElse(token, ""))
                .orElseThrow(() -> ProblemException.input("token", null, "the one from the mail"));
    }

    private static String page(String title, String words, @Nullable String button) {
        String form = button == null ? "" : "<form method=\"post\"><button>" + escaped(button) + "</button></form>";
        return """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <meta name="robots" content="noindex"><title>%s</title>
                <style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:32rem;margin:15vh auto;padding:0 1rem}
                button{font:inherit;padding:.6rem 1.2rem;border:0;border-radius:6px;background:#4f46e5;color:#fff}</style></head>
                <body><h1>%s</h1><p>%s</p>%s</body></html>
                """.formatted(escaped(title), escaped(title), escaped(words), form);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
