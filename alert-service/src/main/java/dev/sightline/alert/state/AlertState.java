package dev.sightline.alert.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sightline.alert.judge.Severity;

/**
 * The state of one series under one rule.
 *
 * <pre>
 * OK ─breach─► PENDING ─2 of 3─► FIRING ─clear─► RECOVERING ─3 clears─► OK
 *    └──────critical breach──────►  ▲  └──breach──┘
 * any ─no figures─► NO_DATA          any ─figures unreadable─► ERROR
 * </pre>
 *
 * <p>NO_DATA and ERROR remember what was before, and the first figure goes on from there. Each state has the steps that
 * are legal from it; that a person resolves by hand is legal from everywhere.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AlertState.Ok.class, name = "ok"),
    @JsonSubTypes.Type(value = AlertState.Pending.class, name = "pending"),
    @JsonSubTypes.Type(value = AlertState.Firing.class, name = "firing"),
    @JsonSubTypes.Type(value = AlertState.Recovering.class, name = "recovering"),
    @JsonSubTypes.Type(value = AlertState.NoData.class, name = "no_data"),
    @JsonSubTypes.Type(value = AlertState.Unreadable.class, name = "error")
})
public sealed interface AlertState {
    /** The states that figures lead to. */
    sealed interface Known extends AlertState {
        /** The state after a figure. */
        Step afterFigure(Input figure, Policy policy);

        /** What is remembered of it through a time without figures. */
        default Known remembered() {
            return this;
        }
    }

    /** The name in JSON and in tables. */
    @JsonIgnore
    Name name();

    /** The state after {@code input}. */
    default Step after(Input input, Policy policy) {
        return switch (input) {
            case Input.ResolvedByHand _ -> new Step(new Ok(), isOpen() ? Transition.RESOLVED_BY_HAND : Transition.NONE);
            case Input.Missing _ -> NoData.from(this, policy);
            case Input.QueryFailed _ ->
                this instanceof Unreadable
                        ? new Step(this, Transition.NONE)
                        : new Step(new Unreadable(lastKnown(), wasToldOfLack()), Transition.FAILED);
            case Input.Breach _, Input.Between _, Input.Clear _ -> withFigure(input, policy);
        };
    }

    /** The last state that a figure led to. */
    @JsonIgnore
    Known lastKnown();

    /** Whether an incident is open in it. */
    @JsonIgnore
    default boolean isOpen() {
        return lastKnown() instanceof Firing || lastKnown() instanceof Recovering;
    }

    /** Whether people were told that there is nothing to judge by, and not yet that there is again. */
    private boolean wasToldOfLack() {
        return switch (this) {
            case Known _ -> false;
            case NoData gap -> gap.isTold();
            case Unreadable blind -> blind.isLackTold();
        };
    }

    private Step withFigure(Input figure, Policy policy) {
        Known known = lastKnown();
        Step next = known.afterFigure(figure, policy);
        return switch (this) {
            case Known _ -> next;
            // The first figure after a gap is never the last word.
            case NoData gap
            when next.transition() == Transition.RESOLVED ->
                new Step(Recovering.from(known), gap.isTold() ? Transition.NO_DATA_CLOSED : Transition.EASED);
            // What people were told of comes first; an incident that opens at this very step is told by its own mail.
            case NoData _, Unreadable _
            when wasToldOfLack() && !next.transition().asksForNotification() ->
                new Step(next.state(), Transition.NO_DATA_CLOSED);
            case NoData _ when next.transition() == Transition.NONE -> new Step(next.state(), Transition.DATA_BACK);
            case Unreadable _ when next.transition() == Transition.NONE -> new Step(next.state(), Transition.READABLE);
            case NoData _, Unreadable _ -> next;
        };
    }

    /** What programs call the states. */
    enum Name {
        OK,
        PENDING,
        FIRING,
        RECOVERING,
        NO_DATA,
        ERROR
    }

    /** Nothing is wrong. */
    record Ok() implements Known {
        @Override
        public Step afterFigure(Input figure, Policy policy) {
            return figure instanceof Input.Breach(Severity severity)
                    ? new Pending(0, 0).afterBreach(severity, policy)
                    : new Step(this, Transition.NONE);
        }

        @Override
        public Name name() {
            return Name.OK;
        }

        @Override
        public Known lastKnown() {
            return this;
        }
    }

    /** Something may be wrong: so many of so many steps were. */
    record Pending(int breaches, int steps) implements Known {
        @Override
        public Step afterFigure(Input figure, Policy policy) {
            if (figure instanceof Input.Breach(Severity severity)) {
                return afterBreach(severity, policy);
            }
            return steps + 1 >= policy.of()
                    ? new Step(new Ok(), Transition.DISMISSED)
                    : new Step(new Pending(breaches, steps + 1), Transition.NONE);
        }

        private Step afterBreach(Severity severity, Policy policy) {
            if (severity == Severity.CRITICAL || breaches + 1 >= policy.breaches()) {
                return new Step(new Firing(severity, severity), Transition.OPENED);
            }
            return new Step(new Pending(breaches + 1, steps + 1), steps == 0 ? Transition.SUSPECTED : Transition.NONE);
        }

        @Override
        public Name name() {
            return Name.PENDING;
        }

        @Override
        public Known lastKnown() {
            return this;
        }

        /** The steps in between are unknown, so that the count begins anew. */
        @Override
        public Known remembered() {
            return new Ok();
        }
    }

    /** Something is wrong. The incident's worst is remembered, so that going up and down between two severities is told once. */
    record Firing(Severity severity, Severity peak) implements Known {
        @Override
        public Step afterFigure(Input figure, Policy policy) {
            return switch (figure) {
                case Input.Breach(Severity now)
                when now == Severity.CRITICAL && severity != Severity.CRITICAL ->
                    new Step(
                            new Firing(now, Severity.CRITICAL),
                            peak == Severity.CRITICAL ? Transition.RELAPSED : Transition.ESCALATED);
                case Input.Breach(Severity now)
                when now.compareTo(severity) < 0 -> new Step(new Recovering(severity, peak, 0), Transition.EASED);
                case Input.Clear _ -> new Recovering(severity, peak, 0).afterClear(policy, Transition.EASED);
                default -> new Step(this, Transition.NONE);
            };
        }

        @Override
        public Name name() {
            return Name.FIRING;
        }

        @Override
        public Known lastKnown() {
            return this;
        }
    }

    /** Perhaps it is over: so many steps in a row were in order. */
    record Recovering(Severity severity, Severity peak, int clears) implements Known {
        private static Known from(Known open) {
            return switch (open) {
                case Firing firing -> new Recovering(firing.severity(), firing.peak(), 0);
                case Recovering recovering -> recovering.remembered();
                case Ok ok -> ok;
                case Pending pending -> pending;
            };
        }

        @Override
        public Step afterFigure(Input figure, Policy policy) {
            return switch (figure) {
                case Input.Breach(Severity now)
                when now.compareTo(peak) > 0 -> new Step(new Firing(now, now), Transition.ESCALATED);
                case Input.Breach(Severity now) -> new Step(new Firing(now, peak), Transition.RELAPSED);
                case Input.Clear _ -> afterClear(policy, Transition.NONE);
                default -> new Step(this, Transition.NONE);
            };
        }

        private Step afterClear(Policy policy, Transition unlessOver) {
            return clears + 1 >= policy.clears()
                    ? new Step(new Ok(), Transition.RESOLVED)
                    : new Step(new Recovering(severity, peak, clears + 1), unlessOver);
        }

        @Override
        public Name name() {
            return Name.RECOVERING;
        }

        @Override
        public Known lastKnown() {
            return this;
        }

        /** Counted anew after a gap: what happened in it is unknown. */
        @Override
        public Known remembered() {
            return new Recovering(severity, peak, 0);
        }
    }

    /**
     * There is nothing to judge by.
     *
     * @param before goes on when there is
     * @param steps so far
     * @param isTold whether people were told of the lack itself
     */
    record NoData(Known before, int steps, boolean isTold) implements AlertState {
        private static Step from(AlertState state, Policy policy) {
            NoData gap = state instanceof NoData known
                    ? known
                    : new NoData(state.lastKnown().remembered(), 0, state.wasToldOfLack());
            boolean isNew = gap.steps() == 0;
            int steps = Math.min(gap.steps() + 1, Policy.MISSING_BEFORE_ALERT);
            return switch (policy.onNoData()) {
                case KEEP ->
                    new Step(new NoData(gap.before(), steps, gap.isTold()), ifNew(isNew, Transition.DATA_MISSING));
                case OK ->
                    new Step(
                            new NoData(new Ok(), steps, false),
                            gap.before().isOpen() ? Transition.LAPSED : ifNew(isNew, Transition.DATA_MISSING));
                case ALERT ->
                    steps == Policy.MISSING_BEFORE_ALERT && !gap.isTold()
                            ? new Step(new NoData(gap.before(), steps, true), Transition.NO_DATA_OPENED)
                            : new Step(
                                    new NoData(gap.before(), steps, gap.isTold()),
                                    ifNew(isNew, Transition.DATA_MISSING));
            };
        }

        private static Transition ifNew(boolean isNew, Transition transition) {
            return isNew ? transition : Transition.NONE;
        }

        @Override
        public Name name() {
            return Name.NO_DATA;
        }

        @Override
        public Known lastKnown() {
            return before;
        }
    }

    /**
     * The figures cannot be read.
     *
     * @param before goes on when they can
     * @param isLackTold whether people had been told, before, that there is nothing to judge by
     */
    record Unreadable(Known before, boolean isLackTold) implements AlertState {
        @Override
        public Name name() {
            return Name.ERROR;
        }

        @Override
        public Known lastKnown() {
            return before;
        }
    }
}
