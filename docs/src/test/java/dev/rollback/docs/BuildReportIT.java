package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The last of a build: says what was skipped, and why. */
class BuildReportIT {

    @Test
    void the_build_says_at_its_end_what_it_did_not_run() {
        BuildReport report = BuildReport.of(Documents.ROOT);
        System.out.println(report.text(System.getProperty("test.turn", "")));
        assertThat(report.tests()).isPositive();
    }
}
