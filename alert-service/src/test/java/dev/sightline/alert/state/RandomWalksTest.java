package dev.sightline.alert.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.alert.judge.Severity;
import dev.sightline.alert.state.AlertState.Name;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 20 000 steps at random under each policy; what must never happen does not. */
class RandomWalksTest {
    private static final int STEPS = 20_000;
    private static final List<Policy> POLICIES = List.of(
            Policy.usual(Policy.OnNoData.KEEP),
            Policy.usual(Policy.OnNoData.OK),
            Policy.usual(Policy.OnNoData.ALERT),
            Policy.immediate());

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void what_must_never_happen_does_not(long seed) {
        var random = new SplittableRandom(seed);
        for (Policy policy : POLICIES) {
            AlertState state = new AlertState.Ok();
            boolean isIncidentOpen = false;
            for (int i = 0; i < STEPS; i++) {
                Input input = anInput(random);
                Step step = state.after(input, policy);
                check(state, input, step, policy);
                assertThat(step.state().isOpen())
                        .as("an incident is open exactly in states that have one: %s + %s", state, input)
                        .isEqualTo(isOpenAfter(step.transition(), isIncidentOpen));
                isIncidentOpen = step.state().isOpen();
                state = step.state();
            }
        }
    }

    private static boolean isOpenAfter(Transition transition, boolean wasOpen) {
        return switch (transition) {
            case OPENED -> true;
            case RESOLVED, RESOLVED_BY_HAND, LAPSED -> false;
            default -> wasOpen;
        };
    }

    private static void check(AlertState from, Input input, Step step, Policy policy) {
        var what = "%s + %s = %s".formatted(from, input, step);
        if (step.transition() == Transition.OPENED) {
            boolean wasPending = from.lastKnown().name() == Name.PENDING;
            boolean isCritical = input.equals(new Input.Breach(Severity.CRITICAL));
            assertThat(wasPending || isCritical || policy.breaches() == 1)
                    .as("fires only from PENDING or at a critical breach: %s", what)
                    .isTrue();
        }
        if (step.transition() == Transition.RESOLVED) {
            assertThat(from.name()).as("never resolved from no data: %s", what).isNotEqualTo(Name.NO_DATA);
            assertThat(input).as("resolved by figures alone: %s", what).isEqualTo(new Input.Clear());
        }
        if (input instanceof Input.Missing && policy.onNoData() != Policy.OnNoData.ALERT) {
            assertThat(step.transition().asksForNotification())
                    .as("no mail about no data: %s", what)
                    .isFalse();
        }
        if (step.state().equals(from)) {
            assertThat(step.transition())
                    .as("a stay is no transition: %s", what)
                    .isEqualTo(Transition.NONE);
        }
    }

    private static Input anInput(SplittableRandom random) {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> new Input.Breach(Severity.WARNING);
            case 5, 6, 7 -> new Input.Breach(Severity.CRITICAL);
            case 8, 9 -> new Input.Between();
            case 10, 11, 12, 13, 14, 15 -> new Input.Clear();
            case 16, 17 -> new Input.Missing();
            case 18 -> new Input.QueryFailed();
            default -> random.nextInt(4) == 0 ? new Input.ResolvedByHand() : new Input.Clear();
        };
    }
}
