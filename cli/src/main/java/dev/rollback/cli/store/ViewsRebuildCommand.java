package dev.rollback.cli.store;

import dev.rollback.app.reader.StoreReader;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.terminal.ProgressLine;
import dev.rollback.cli.terminal.Text;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code co views rebuild}. */
@Command(
        name = "rebuild",
        description = {
            "Rebuild a read model from the log, or all of them.",
            "Reads and writes go on meanwhile; the result becomes visible atomically."
        })
final class ViewsRebuildCommand extends AnswerCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "Read model: ${COMPLETION-CANDIDATES} (default: all).")
    @Nullable
    String name;

    /** The views there are. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return StoreReader.viewNames().iterator();
        }
    }

    /** @param corrected rows that were not as the log says */
    private record Rebuilt(String view, long corrected) {}

    @Override
    protected void run() {
        List<Rebuilt> rebuilt = new ArrayList<>();
        for (String view : chosen()) {
            try (ProgressLine progress = progress()) {
                rebuilt.add(new Rebuilt(view, reader().rebuildView(view, progress)));
            }
        }
        output().list(
                        "views",
                        rebuilt,
                        rebuilt.size(),
                        Rebuilt::view,
                        () -> rebuilt.forEach(one -> paper().line(sentence(one))));
    }

    private static String sentence(Rebuilt one) {
        return one.corrected() == 0
                ? one.view() + ": made again; it was as the log says"
                : "%s: made again; %s put right".formatted(one.view(), Text.count(one.corrected(), "row"));
    }

    private List<String> chosen() {
        List<String> all = StoreReader.viewNames();
        if (name != null && !all.contains(name)) {
            throw new ParameterException(
                    spec.commandLine(), "there is no view '%s': there are %s".formatted(name, String.join(", ", all)));
        }
        return name == null ? all : List.of(name);
    }
}
