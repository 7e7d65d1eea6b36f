package dev.rollback.cli.store;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.app.settings.Doubt;
import dev.rollback.app.settings.Trust;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.ProcessContext;
import dev.rollback.cli.command.WordKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code co trust}. */
@Command(
        name = "trust",
        description = {
            "Trust the configuration and the store found in a folder.",
            "Remembered until the file, or the location of its store, changes."
        })
public final class TrustCommand extends AnswerCommand {
    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            completionCandidates = WordKind.Folder.class,
            description = "Folder in which 'co' is called (default: this folder).")
    @Nullable
    String folder;

    @Override
    protected void run() {
        ProcessContext here = session().surroundings();
        Path place = folder == null ? here.directory() : here.resolve(folder);
        if (!Files.isDirectory(place)) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND, "there is no folder %s. Name one that is there.".formatted(place));
        }
        Trust trust = new Trust(place, here.environment());
        List<Map<String, Object>> given = new ArrayList<>();
        for (Doubt doubt : trust.asked()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("found", doubt.found());
            item.put("why", doubt.why());
            item.put("remembered", trust.give(doubt).toString());
            given.add(item);
        }
        output().list("trusted", given, given.size(), item -> String.valueOf(item.get("found")), () -> print(given));
    }

    private void print(List<Map<String, Object>> given) {
        if (given.isEmpty()) {
            paper().line("Nothing that is found here needs your word.");
            return;
        }
        for (Map<String, Object> item : given) {
            paper().line("Trusted: %s %s.".formatted(item.get("found"), item.get("why")));
        }
        aside().line("You are asked again when that changes. To take it back, delete %s"
                .formatted(given.get(0).get("remembered")));
    }
}
