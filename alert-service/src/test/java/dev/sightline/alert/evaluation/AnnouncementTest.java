package dev.sightline.alert.evaluation;

import static dev.sightline.alert.evaluation.Announcement.due;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.alert.delivery.Notice;
import dev.sightline.alert.judge.Severity;
import dev.sightline.alert.state.AlertState;
import dev.sightline.alert.state.Input;
import dev.sightline.alert.state.Policy;
import dev.sightline.alert.state.Transition;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {
    private static final int STEPS = 20_000;

    /** The others that ask for a notice are about figures, of which no incident knows. */
    private static final Set<Transition> OF_INCIDENTS =
            Set.of(Transition.OPENED, Transition.ESCALATED, Transition.RESOLVED);

    /** Clear is likely, or no incident would ever end. */
    private static final List<Input> INPUTS = List.of(
            new Input.Breach(Severity.WARNING),
            new Input.Breach(Severity.CRITICAL),
            new Input.Between(),
            new Input.Clear(),
            new Input.Clear(),
            new Input.Clear(),
            new Input.Clear(),
            new Input.Missing(),
            new Input.QueryFailed(),
            new Input.ResolvedByHand());

    @Test
    void an_open_incident_is_told_once_for_each_severity() {
        assertThat(due(null, Severity.WARNING, true, false)).isEqualTo(Notice.Kind.OPENED);
        assertThat(due(null, Severity.CRITICAL, true, false)).isEqualTo(Notice.Kind.OPENED);
        assertThat(due(Severity.WARNING, Severity.WARNING, true, false)).isNull();
        assertThat(due(Severity.WARNING, Severity.CRITICAL, true, false)).isEqualTo(Notice.Kind.ESCALATED);
        assertThat(due(Severity.CRITICAL, Severity.CRITICAL, true, false)).isNull();
    }

    @Test
    void an_end_is_told_to_those_who_heard_of_the_beginning() {
        assertThat(due(Severity.WARNING, Severity.WARNING, false, true)).isEqualTo(Notice.Kind.RESOLVED);
        assertThat(due(null, Severity.CRITICAL, false, true)).isNull();
    }

    @Test
    void an_end_without_figures_is_never_a_resolved_mail() {
        assertThat(due(Severity.CRITICAL, Severity.CRITICAL, false, false)).isNull();
    }

    /** Step by step, as evaluations are while nothing is behind. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void notices_are_exactly_the_transitions_that_ask_for_one(long seed) {
        var random = new SplittableRandom(seed);
        for (var onNoData : Policy.OnNoData.values()) {
            AlertState state = new AlertState.Ok();
            Severity announced = null;
            Severity peak = Severity.WARNING;
            for (int i = 0; i < STEPS; i++) {
                var step = state.after(INPUTS.get(random.nextInt(INPUTS.size())), Policy.usual(onNoData));
                var transition = step.transition();
                boolean hasIncident = state.isOpen() || step.state().isOpen();
                announced = transition == Transition.OPENED ? null : announced;
                peak = step.state().isOpen() ? peakOf(step.state()) : peak;

                var due = hasIncident
                        ? due(announced, peak, step.state().isOpen(), transition == Transition.RESOLVED)
                        : null;

                assertThat(due == null ? "" : due.name())
                        .as("%s at step %d, to %s", transition, i, step.state())
                        .isEqualTo(OF_INCIDENTS.contains(transition) ? transition.name() : "");
                announced = due == null ? announced : peak;
                state = step.state();
            }
        }
    }

    private static Severity peakOf(AlertState state) {
        return switch (state.lastKnown()) {
            case AlertState.Firing firing -> firing.peak();
            case AlertState.Recovering recovering -> recovering.peak();
            case AlertState.Ok _, AlertState.Pending _ -> throw new AssertionError(state + " has no incident");
        };
    }
}
