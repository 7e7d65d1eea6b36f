package dev.rollback.cli.store;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.audit.StoreDiagnosis;
import dev.rollback.api.audit.StoreDiagnosis.Finding;
import dev.rollback.api.audit.VersionReport;
import dev.rollback.app.reader.DueTask;
import dev.rollback.app.reader.StatusReader;
import dev.rollback.app.settings.Origin;
import dev.rollback.app.settings.Setting;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.DueText;
import dev.rollback.cli.command.RemedyText;
import dev.rollback.cli.terminal.ProgressLine;
import dev.rollback.cli.terminal.Style;
import dev.rollback.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code co doctor}. */
@Command(
        name = "doctor",
        description = {
            "Diagnose the store and suggest repairs.",
            "Changes nothing, except that a pending automatic rollback is carried out."
        })
public final class DoctorCommand extends AnswerCommand {
    private static final String PLACE = "place";

    @Option(
            names = "--versions",
            description = {
                "Check instead that this version can read every event and restore every checkpoint.",
                "Writes nothing. Exits with 7 if it cannot (5: damaged), and names what."
            })
    boolean versions;

    @Override
    protected void run() {
        if (versions) {
            checkVersions();
        } else {
            diagnose();
        }
    }

    private void checkVersions() {
        VersionReport report;
        try (ProgressLine progress = progress()) {
            report = reader().audits().versions(progress);
        }
        output().one("versions", report, String.valueOf(report.refused()), () -> new VersionText(this).print(report));
        exitCode = VersionText.problem(report).map(RefusalCode::exitCode).orElse(0);
    }

    private void diagnose() {
        StoreDiagnosis diagnosis = diagnosis();
        List<Finding> findings = new ArrayList<>(diagnosis.findings());
        boolean copy = findings.stream().anyMatch(finding -> finding.check().equals(StoreDiagnosis.BACKUP));
        if (diagnosis.problem().isEmpty() && !copy) {
            findings.replaceAll(
                    finding -> finding.check().equals(StoreDiagnosis.UNFINISHED) ? finished(finding) : finding);
        }
        findings.replaceAll(DoctorCommand::worded);
        output().list("findings", findings, findings.size(), Finding::check, () -> print(findings));
        exitCode = diagnosis.problem().map(RefusalCode::exitCode).orElse(0);
    }

    /** Whatever opens the store for writing first carries out what a process that ended too early left to be done. */
    private Finding finished(Finding before) {
        StatusReader status = reader().status();
        List<DueTask> due = status.due();
        if (session().isWritable()) {
            session().engine();
        }
        List<DueTask> left = status.due();
        List<String> forbids =
                left.stream().flatMap(one -> DueText.obstacle(one).stream()).toList();
        if (left.isEmpty()) {
            return Finding.ok(StoreDiagnosis.UNFINISHED, DueText.ends(session(), due));
        } else if (forbids.size() < left.size()) {
            // It takes longer, or nothing can be written here.
            return before;
        }
        return Finding.warning(
                StoreDiagnosis.UNFINISHED,
                before.found(),
                "It is not done as long as this forbids it: %s. Reopen the task to have it off the list."
                        .formatted(String.join(", ", new TreeSet<>(forbids))));
    }

    private StoreDiagnosis diagnosis() {
        try {
            StoreAddress address = session().address();
            Map<String, String> environment = session().surroundings().environment();
            Origin origin = session().settings().origin(Setting.STORE);
            return Stores.diagnose(
                            address, environment, session().surroundings().clock())
                    .behind(List.of(Finding.ok(PLACE, "%s (%s)".formatted(address, why(origin)))));
        } catch (RefusedException e) {
            return new StoreDiagnosis(
                    List.of(Finding.problem(PLACE, e.code(), String.valueOf(e.getMessage()), remedy(e.code()))));
        }
    }

    private static Finding worded(Finding finding) {
        return finding.remedy() == null
                ? finding
                : new Finding(
                        finding.check(),
                        finding.level(),
                        finding.found(),
                        RemedyText.of(finding.remedy()),
                        null,
                        finding.code());
    }

    private static String remedy(RefusalCode code) {
        return switch (code) {
            case NOT_TRUSTED -> "Run 'co trust' if you trust it, or name the store with --store.";
            case INVALID_INPUT -> "Correct it. Another configuration file can be named with --config.";
            default -> "Name the store with --store, or run 'co init'.";
        };
    }

    private static String why(Origin origin) {
        return origin.name() == null ? "the nearest one upwards" : "because of " + origin.name();
    }

    private void print(List<Finding> findings) {
        Table table = new Table("CHECK", "RESULT", "~FOUND");
        findings.forEach(finding -> table.row(
                finding.check(), style(finding).of(finding.level().name().toLowerCase(Locale.ROOT)), finding.found()));
        table.print(paper(), "");
        if (findings.stream().anyMatch(finding -> finding.next() != null)) {
            paper().line("");
        }
        for (Finding finding : findings) {
            if (finding.next() != null) {
                paper().line(style(finding), "%s: %s".formatted(finding.check(), finding.next()));
            }
        }
    }

    private static Style style(Finding finding) {
        return switch (finding.level()) {
            case OK -> Style.GOOD;
            case WARNING -> Style.WARN;
            case PROBLEM -> Style.BAD;
        };
    }
}
