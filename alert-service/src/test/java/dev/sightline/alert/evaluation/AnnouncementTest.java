package dev.sightline.alert.evaluation;

import static dev.sightline.alert.evaluation.Announcement.due;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.alert.delivery.Notice;
import dev.sightline.alert.judge.Severity;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
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
}
