package dev.sightline.alert.rules;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Judgement;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.state.Policy;

/** A rule as people wrote it, checked and with its defaults filled in. */
public record RuleDefinition(
        String name,
        SeriesScope scope,
        Judgement judgement,
        Policy.OnNoData onNoData,
        Recipients recipients,
        Limits limits) {
    @JsonIgnore
    public boolean isAboutDevices() {
        return judgement.condition() instanceof Condition.DeviceSilent;
    }

    /** How patient the state machine is with it. */
    public Policy policy() {
        return isAboutDevices() ? Policy.immediate() : Policy.usual(onNoData);
    }
}
