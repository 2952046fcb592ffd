package dev.sightline.alert.editing;

import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.judge.Severity;
import dev.sightline.alert.measure.Silences;
import dev.sightline.alert.rules.RuleDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Replays the silence of devices over the beats that they sent. */
@ApplicationScoped
class DevicePreview {
    private final Silences silences;

    DevicePreview(Silences silences) {
        this.silences = silences;
    }

    /** @param notifications gets the time of each */
    List<Preview.PreviewSeries> of(
            String workspace, RuleDefinition rule, Instant from, Instant until, List<Instant> notifications) {
        List<Preview.PreviewSeries> series = new ArrayList<>();
        silences.of(workspace, rule.scope().deviceId(), from, until).forEach((device, ofDevice) -> {
            var scope = SeriesScope.ofDevice(device);
            series.add(new Preview.PreviewSeries(
                    scope.model(),
                    scope.version(),
                    scope.className(),
                    scope.deviceId(),
                    List.of(),
                    ofDevice.stream().map(DevicePreview::incident).toList(),
                    null));
            ofDevice.forEach(silence -> {
                notifications.add(silence.offlineSince());
                if (silence.until() != null) {
                    notifications.add(silence.until());
                }
            });
        });
        return series;
    }

    private static Preview.PreviewIncident incident(Silences.Silence silence) {
        var figures = new Figures(silence.offlineSince(), null, null, null, null, null, 0, null, "OFFLINE");
        return new Preview.PreviewIncident(
                silence.offlineSince(), silence.until(), Fields.id(Severity.CRITICAL), figures);
    }
}
