package dev.sightline.alert.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.alert.AlertConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is posted to programs. */
@ApplicationScoped
class WebhookBody {
    private final ObjectMapper json;
    private final String publicUrl;

    WebhookBody(ObjectMapper json, AlertConfig config) {
        this.json = json;
        this.publicUrl = config.publicUrl().toString().replaceAll("/$", "");
    }

    String of(Delivery delivery) {
        try {
            return json.writeValueAsString(
                    delivery.target().channel() == Target.Channel.SLACK
                            ? slack(delivery.notice())
                            : standard(delivery.notice()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a notice is always JSON", e);
        }
    }

    private Map<String, @Nullable Object> standard(Notice notice) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("workspace", notice.workspace());
        data.put("rule_id", notice.ruleId());
        data.put("rule_name", notice.ruleName());
        data.put("incident_id", notice.incidentId());
        data.put("subject", notice.subject());
        data.put("summary", notice.summary());
        data.put("figures", figures(notice));
        data.put("held_back", notice.heldBack());
        data.put("incident_url", incident(notice));
        data.put("inferences_url", notice.inferences() == null ? null : publicUrl + notice.inferences());
        return Map.of(
                "type",
                "alert." + notice.kind().name().toLowerCase(Locale.ROOT),
                "timestamp",
                notice.at(),
                "data",
                data);
    }

    private static Map<String, String> figures(Notice notice) {
        Map<String, String> figures = new LinkedHashMap<>();
        notice.facts().forEach(fact -> figures.put(fact.label().toLowerCase(Locale.ROOT), fact.value()));
        return figures;
    }

    private Map<String, Object> slack(Notice notice) {
        String facts = notice.facts().stream()
                .map(fact -> "*%s* %s".formatted(escaped(fact.label()), escaped(fact.value())))
                .collect(Collectors.joining("   "));
        String incident = incident(notice);
        String link = incident == null ? "" : "\n<" + incident + "|Open incident>";
        String text = "*%s*\n%s\n%s%s".formatted(escaped(notice.subject()), escaped(notice.summary()), facts, link);
        return Map.of(
                "text", notice.subject(),
                "blocks", List.of(Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", text))));
    }

    private @Nullable String incident(Notice notice) {
        return notice.incidentId() == null ? null : publicUrl + "/alerts/incidents/" + notice.incidentId();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
