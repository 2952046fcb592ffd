package dev.sightline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(8 * 1024);

    @Test
    void all_shares_together_have_no_more_than_the_budget() {
        budget.open().take(5 * 1024);
        MemoryBudget.Share second = budget.open();
        second.take(3 * 1024);

        assertThatThrownBy(() -> second.take(1024)).isInstanceOf(ProblemException.class);
    }

    @Test
    void what_a_closed_share_had_is_there_for_others() {
        MemoryBudget.Share first = budget.open();
        first.take(8 * 1024);

        first.close();

        assertThat(catchThrowable(() -> budget.open().take(8 * 1024))).isNull();
    }

    @Test
    void a_share_that_was_refused_more_gives_back_only_what_it_had() {
        MemoryBudget.Share first = budget.open();
        first.take(6 * 1024);
        var _ = catchThrowable(() -> first.take(6 * 1024));

        first.close();

        assertThatThrownBy(() -> budget.open().take(9 * 1024)).isInstanceOf(ProblemException.class);
        assertThat(catchThrowable(() -> budget.open().take(8 * 1024))).isNull();
    }

    @Test
    void a_share_that_grows_byte_by_byte_counts_in_full() {
        MemoryBudget.Share share = budget.open();
        for (int i = 0; i < 8 * 1024; i++) {
            share.take(1);
        }

        assertThatThrownBy(() -> share.take(1024)).isInstanceOf(ProblemException.class);
    }
}
