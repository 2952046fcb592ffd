package dev.sightline.alert.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.alert.judge.Severity;
import dev.sightline.alert.state.AlertState.Firing;
import dev.sightline.alert.state.AlertState.NoData;
import dev.sightline.alert.state.AlertState.Ok;
import dev.sightline.alert.state.AlertState.Pending;
import dev.sightline.alert.state.AlertState.Recovering;
import dev.sightline.alert.state.AlertState.Unreadable;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state × every input. The inputs stand in the order of the columns. */
class AlertStateTest {
    private static final Severity W = Severity.WARNING;
    private static final Severity C = Severity.CRITICAL;
    private static final Policy USUAL = Policy.usual(Policy.OnNoData.KEEP);

    private static final Map<String, Input> INPUTS = Map.of(
            "warning", new Input.Breach(W),
            "critical", new Input.Breach(C),
            "between", new Input.Between(),
            "clear", new Input.Clear(),
            "missing", new Input.Missing(),
            "failed", new Input.QueryFailed(),
            "by hand", new Input.ResolvedByHand());

    private static final Pending ONE_OF_ONE = new Pending(1, 1);
    private static final Pending ONE_OF_TWO = new Pending(1, 2);
    private static final Firing WARNING = new Firing(W, W);
    private static final Firing WARNING_AFTER_CRITICAL = new Firing(W, C);
    private static final Firing CRITICAL = new Firing(C, C);
    private static final Recovering EASING = new Recovering(W, W, 1);
    private static final Recovering NEARLY_OVER = new Recovering(W, W, 2);
    private static final Recovering EASING_CRITICAL = new Recovering(C, C, 0);
    private static final NoData GAP = new NoData(new Ok(), 1, false);
    private static final NoData GAP_IN_INCIDENT = new NoData(WARNING, 1, false);
    private static final NoData TOLD_GAP = new NoData(new Ok(), 3, true);
    private static final Unreadable BLIND = new Unreadable(new Ok(), false);
    private static final Unreadable BLIND_IN_TOLD_GAP = new Unreadable(new Ok(), true);
    private static final Unreadable BLIND_IN_INCIDENT = new Unreadable(CRITICAL, false);

    static Stream<Arguments> table() {
        return Stream.of(
                        row(
                                new Ok(),
                                to(ONE_OF_ONE, Transition.SUSPECTED),
                                to(CRITICAL, Transition.OPENED),
                                stay(),
                                stay(),
                                to(GAP, Transition.DATA_MISSING),
                                to(BLIND, Transition.FAILED),
                                stay()),
                        row(
                                ONE_OF_ONE,
                                to(WARNING, Transition.OPENED),
                                to(CRITICAL, Transition.OPENED),
                                to(ONE_OF_TWO),
                                to(ONE_OF_TWO),
                                to(GAP, Transition.DATA_MISSING),
                                to(new Unreadable(ONE_OF_ONE, false), Transition.FAILED),
                                to(new Ok())),
                        row(
                                ONE_OF_TWO,
                                to(WARNING, Transition.OPENED),
                                to(CRITICAL, Transition.OPENED),
                                to(new Ok(), Transition.DISMISSED),
                                to(new Ok(), Transition.DISMISSED),
                                to(GAP, Transition.DATA_MISSING),
                                to(new Unreadable(ONE_OF_TWO, false), Transition.FAILED),
                                to(new Ok())),
                        row(
                                WARNING,
                                stay(),
                                to(CRITICAL, Transition.ESCALATED),
                                stay(),
                                to(EASING, Transition.EASED),
                                to(GAP_IN_INCIDENT, Transition.DATA_MISSING),
                                to(new Unreadable(WARNING, false), Transition.FAILED),
                                to(new Ok(), Transition.RESOLVED_BY_HAND)),
                        row(
                                WARNING_AFTER_CRITICAL,
                                stay(),
                                to(CRITICAL, Transition.RELAPSED),
                                stay(),
                                to(new Recovering(W, C, 1), Transition.EASED),
                                to(new NoData(WARNING_AFTER_CRITICAL, 1, false), Transition.DATA_MISSING),
                                to(new Unreadable(WARNING_AFTER_CRITICAL, false), Transition.FAILED),
                                to(new Ok(), Transition.RESOLVED_BY_HAND)),
                        row(
                                CRITICAL,
                                to(EASING_CRITICAL, Transition.EASED),
                                stay(),
                                stay(),
                                to(new Recovering(C, C, 1), Transition.EASED),
                                to(new NoData(CRITICAL, 1, false), Transition.DATA_MISSING),
                                to(BLIND_IN_INCIDENT, Transition.FAILED),
                                to(new Ok(), Transition.RESOLVED_BY_HAND)),
                        row(
                                EASING,
                                to(WARNING, Transition.RELAPSED),
                                to(CRITICAL, Transition.ESCALATED),
                                stay(),
                                to(NEARLY_OVER),
                                to(new NoData(new Recovering(W, W, 0), 1, false), Transition.DATA_MISSING),
                                to(new Unreadable(EASING, false), Transition.FAILED),
                                to(new Ok(), Transition.RESOLVED_BY_HAND)),
                        row(
                                NEARLY_OVER,
                                to(WARNING, Transition.RELAPSED),
                                to(CRITICAL, Transition.ESCALATED),
                                stay(),
                                to(new Ok(), Transition.RESOLVED),
                                to(new NoData(new Recovering(W, W, 0), 1, false), Transition.DATA_MISSING),
                                to(new Unreadable(NEARLY_OVER, false), Transition.FAILED),
                                to(new Ok(), Transition.RESOLVED_BY_HAND)),
                        row(
                                EASING_CRITICAL,
                                to(WARNING_AFTER_CRITICAL, Transition.RELAPSED),
                                to(CRITICAL, Transition.RELAPSED),
                                stay(),
                                to(new Recovering(C, C, 1)),
                                to(new NoData(EASING_CRITICAL, 1, false), Transition.DATA_MISSING),
                                to(new Unreadable(EASING_CRITICAL, false), Transition.FAILED),
                                to(new Ok(), Transition.RESOLVED_BY_HAND)),
                        row(
                                GAP,
                                to(ONE_OF_ONE, Transition.SUSPECTED),
                                to(CRITICAL, Transition.OPENED),
                                to(new Ok(), Transition.DATA_BACK),
                                to(new Ok(), Transition.DATA_BACK),
                                to(new NoData(new Ok(), 2, false)),
                                to(BLIND, Transition.FAILED),
                                to(new Ok())),
                        row(
                                GAP_IN_INCIDENT,
                                to(WARNING, Transition.DATA_BACK),
                                to(CRITICAL, Transition.ESCALATED),
                                to(WARNING, Transition.DATA_BACK),
                                to(EASING, Transition.EASED),
                                to(new NoData(WARNING, 2, false)),
                                to(new Unreadable(WARNING, false), Transition.FAILED),
                                to(new Ok(), Transition.RESOLVED_BY_HAND)),
                        row(
                                TOLD_GAP,
                                to(ONE_OF_ONE, Transition.NO_DATA_CLOSED),
                                to(CRITICAL, Transition.OPENED),
                                to(new Ok(), Transition.NO_DATA_CLOSED),
                                to(new Ok(), Transition.NO_DATA_CLOSED),
                                stay(),
                                to(BLIND_IN_TOLD_GAP, Transition.FAILED),
                                to(new Ok())),
                        row(
                                BLIND_IN_TOLD_GAP,
                                to(ONE_OF_ONE, Transition.NO_DATA_CLOSED),
                                to(CRITICAL, Transition.OPENED),
                                to(new Ok(), Transition.NO_DATA_CLOSED),
                                to(new Ok(), Transition.NO_DATA_CLOSED),
                                to(new NoData(new Ok(), 1, true), Transition.DATA_MISSING),
                                stay(),
                                to(new Ok())),
                        row(
                                BLIND,
                                to(ONE_OF_ONE, Transition.SUSPECTED),
                                to(CRITICAL, Transition.OPENED),
                                to(new Ok(), Transition.READABLE),
                                to(new Ok(), Transition.READABLE),
                                to(GAP, Transition.DATA_MISSING),
                                stay(),
                                to(new Ok())),
                        row(
                                BLIND_IN_INCIDENT,
                                to(EASING_CRITICAL, Transition.EASED),
                                to(CRITICAL, Transition.READABLE),
                                to(CRITICAL, Transition.READABLE),
                                to(new Recovering(C, C, 1), Transition.EASED),
                                to(new NoData(CRITICAL, 1, false), Transition.DATA_MISSING),
                                stay(),
                                to(new Ok(), Transition.RESOLVED_BY_HAND)))
                .flatMap(rows -> rows);
    }

    @ParameterizedTest(name = "{0} + {1}")
    @MethodSource("table")
    void every_state_has_one_answer_to_every_input(AlertState state, String input, Step expected) {
        assertThat(state.after(input(input), USUAL)).isEqualTo(expected);
    }

    @Test
    void no_data_that_counts_as_ok_ends_an_incident_without_a_word() {
        var step = WARNING.after(new Input.Missing(), Policy.usual(Policy.OnNoData.OK));

        assertThat(step).isEqualTo(new Step(new NoData(new Ok(), 1, false), Transition.LAPSED));
        assertThat(step.transition().asksForNotification()).isFalse();
    }

    @Test
    void no_data_that_counts_as_an_alert_is_told_after_three_steps_and_once() {
        var policy = Policy.usual(Policy.OnNoData.ALERT);
        AlertState state = new Ok();
        var told = new java.util.ArrayList<Transition>();
        for (int step = 0; step < 6; step++) {
            var next = state.after(new Input.Missing(), policy);
            state = next.state();
            told.add(next.transition());
        }

        assertThat(told)
                .containsExactly(
                        Transition.DATA_MISSING,
                        Transition.NONE,
                        Transition.NO_DATA_OPENED,
                        Transition.NONE,
                        Transition.NONE,
                        Transition.NONE);
    }

    @Test
    void a_condition_that_is_patient_itself_fires_and_ends_at_once() {
        var opened = new Ok().after(new Input.Breach(C), Policy.immediate());
        var resolved = opened.state().after(new Input.Clear(), Policy.immediate());

        assertThat(opened.transition()).isEqualTo(Transition.OPENED);
        assertThat(resolved).isEqualTo(new Step(new Ok(), Transition.RESOLVED));
    }

    @Test
    void a_lack_that_was_told_is_said_to_be_over_before_the_incident_is() {
        var back = new NoData(WARNING, 3, true).after(new Input.Clear(), Policy.immediate());
        var over = back.state().after(new Input.Clear(), Policy.immediate());

        assertThat(back).isEqualTo(new Step(new Recovering(W, W, 0), Transition.NO_DATA_CLOSED));
        assertThat(over).isEqualTo(new Step(new Ok(), Transition.RESOLVED));
    }

    private static Input input(String name) {
        var input = INPUTS.get(name);
        if (input == null) {
            throw new IllegalArgumentException(name);
        }
        return input;
    }

    private static Step to(AlertState state, Transition transition) {
        return new Step(state, transition);
    }

    private static Step to(AlertState state) {
        return new Step(state, Transition.NONE);
    }

    /** Stands for "the same state, and nothing to tell". */
    private static Step stay() {
        return new Step(new Pending(-1, -1), Transition.NONE);
    }

    private static Stream<Arguments> row(
            AlertState state,
            Step warning,
            Step critical,
            Step between,
            Step clear,
            Step missing,
            Step failed,
            Step byHand) {
        return Stream.of(
                cell(state, "warning", warning),
                cell(state, "critical", critical),
                cell(state, "between", between),
                cell(state, "clear", clear),
                cell(state, "missing", missing),
                cell(state, "failed", failed),
                cell(state, "by hand", byHand));
    }

    private static Arguments cell(AlertState state, String input, Step expected) {
        return Arguments.of(state, input, expected.equals(stay()) ? new Step(state, Transition.NONE) : expected);
    }
}
