package dev.sightline.query.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Names every answer in JSON by its bytes, and sends nothing to whoever has it already: a page that is looked at again costs a
 * question, and no transfer.
 *
 * <p>Browsers keep an answer for one person, and ask each time whether it still holds: it may have changed at any moment, and
 * after another sign-in it is another's. What is streamed, and images, whose resource knows their content without reading it,
 * are no records and pass untouched.
 */
class AnswerTagFilter {
    private final ObjectMapper json;

    AnswerTagFilter(ObjectMapper json) {
        this.json = json;
    }

    @ServerResponseFilter
    void name(ContainerRequestContext request, ContainerResponseContext response) throws JsonProcessingException {
        if (!request.getMethod().equals("GET")
                || !(response.getEntity() instanceof Record)
                || response.getStatus() != 200) {
            return;
        }
        byte[] bytes = json.writeValueAsBytes(response.getEntity());
        // Weak: the dashboard's proxy compresses the same answer for some and not for others.
        String tag = "W/\"" + digest(bytes) + '"';
        response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        // A resource may have said that nobody is to keep it.
        response.getHeaders().putIfAbsent(HttpHeaders.CACHE_CONTROL, List.of("private, no-cache"));
        if (isKnown(tag, request.getHeaderString(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(304);
            response.setEntity(null);
        } else {
            response.setEntity(bytes, null, MediaType.APPLICATION_JSON_TYPE);
        }
    }

    private static boolean isKnown(String tag, @Nullable String known) {
        return known != null
                && Arrays.stream(known.split(",")).map(String::strip).anyMatch(tag::equals);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
