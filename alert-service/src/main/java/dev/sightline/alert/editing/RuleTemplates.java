package dev.sightline.alert.editing;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Rules that make sense in every workspace. */
@Schema(name = "AlertRuleTemplates")
record RuleTemplates(List<Template> templates) {
    static final RuleTemplates ALL = new RuleTemplates(List.of(
            new Template(
                    "confidence_drop",
                    "Confidence drop on every model",
                    "Tells when a model's mean confidence falls below what is ordinary for it at this hour of the week.",
                    form("Confidence drop on every model", "confidence_drop")),
            new Template(
                    "device_offline",
                    "Device offline",
                    "Tells when a device that used to report has missed more than three beats, and when it is back.",
                    form("Device offline", "device_silent"))));

    private static RuleForm form(String name, String type) {
        return new RuleForm(
                name,
                null,
                null,
                null,
                null,
                new RuleForm.ConditionForm(type, null, null, null, null),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A rule to begin with. */
    @Schema(name = "AlertRuleTemplate")
    record Template(String id, String name, String description, RuleForm rule) {}
}
