package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.docs.BuildReport.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildReportTest {
    @TempDir
    Path root;

    @Test
    void a_suite_that_skips_is_counted_and_named_with_its_reason() throws IOException {
        report("engine/target/surefire-reports/TEST-a.GoodTest.xml", """
                <testcase name="works" classname="a.GoodTest" time="0"/>""");
        report("app/target/surefire-reports/TEST-b.SkippingTest.xml", """
                <testcase name="one" classname="b.SkippingTest" time="0">
                  <skipped type="x"><![CDATA[x.Aborted: Assumption failed: there is no such thing here
                    at somewhere]]></skipped>
                </testcase>
                <testcase name="two" classname="b.SkippingTest" time="0">
                  <skipped type="x"><![CDATA[x.Aborted: Assumption failed: there is no such thing here]]></skipped>
                </testcase>""");
        report("docs/target/failsafe-reports/TEST-c.OtherIT.xml", """
                <testcase name="" classname="c.OtherIT" time="0"><skipped message="Disabled on Mars"/></testcase>""");
        BuildReport report = BuildReport.of(root);
        assertThat(report.tests()).isEqualTo(4);
        assertThat(report.skipped())
                .containsExactlyInAnyOrder(
                        new Skip("b.SkippingTest", "there is no such thing here"),
                        new Skip("b.SkippingTest", "there is no such thing here"),
                        new Skip("c.OtherIT", "Disabled on Mars"));
        assertThat(report.text("7")).isEqualToNormalizingNewlines("""
                Tests: 4, of which skipped: 3
                  2 × b.SkippingTest: there is no such thing here
                  1 × c.OtherIT: Disabled on Mars
                """);
    }

    @Test
    void classes_whose_turn_on_postgresql_it_is_not_are_counted() throws IOException {
        Files.createDirectories(root.resolve("target/on-sqlite-alone"));
        Files.createFile(root.resolve("target/on-sqlite-alone/a.ATest"));
        assertThat(BuildReport.of(root).text("7")).contains("this time on SQLite alone: 1 classes; -Dtest.turn=7");
    }

    private void report(String file, String cases) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "<testsuite>" + cases + "</testsuite>");
    }
}
