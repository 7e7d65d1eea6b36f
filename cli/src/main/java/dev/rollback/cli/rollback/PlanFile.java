package dev.rollback.cli.rollback;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackPlan.PlannedTask;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.app.files.BoundedInput;
import dev.rollback.cli.command.ProcessContext;
import dev.rollback.cli.command.RemedyText;
import dev.rollback.cli.terminal.Output;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a plan that was kept in a file, as far as carrying it out needs: of its differences none is kept in memory. */
final class PlanFile {
    private static final ObjectReader INSIDE =
            JsonCodec.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String DIGEST = "[0-9a-f]{64}";

    private final String name;
    private int schema;
    private @Nullable String kind;
    private @Nullable RollbackScope scope;
    private @Nullable String digest;
    private List<PlannedTask> tasks = List.of();
    private PlanRecord record = new PlanRecord(null, null, Map.of(), null);

    /** What is to be done, and what it was promised to be. */
    record Kept(RollbackScope scope, String digest, List<PlannedTask> tasks, PlanRecord record) {}

    private PlanFile(String name) {
        this.name = name;
    }

    /** @param file {@code -} for standard input */
    static Kept read(ProcessContext surroundings, String file) {
        boolean standard = file.equals("-");
        PlanFile plan = new PlanFile(standard ? BoundedInput.STANDARD : file);
        Path path = surroundings.resolve(file);
        try (InputStream in = standard
                ? BoundedInput.PLAN.bounded(plan.name, surroundings.standardInput())
                : BoundedInput.PLAN.open(plan.name, path)) {
            return plan.read(in);
        } catch (JsonProcessingException e) {
            throw plan.broken(e);
        } catch (IOException e) {
            throw BoundedInput.unreadable(plan.name, path, e);
        }
    }

    private Kept read(InputStream in) throws IOException {
        try (JsonParser json = JsonCodec.mapper().getFactory().createParser(in)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                throw refused("it is empty");
            }
            if (first != JsonToken.START_OBJECT) {
                throw refused("it holds no object");
            }
            readDocument(json);
            requirePlan();
            if (json.nextToken() != null) {
                throw refused("something follows after the plan");
            }
        }
        return whole();
    }

    private void readDocument(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("schema") && value == JsonToken.VALUE_NUMBER_INT) {
                schema = json.getIntValue();
            } else if (field.equals("kind") && value == JsonToken.VALUE_STRING) {
                kind = json.getText();
                requireKind();
            } else if (field.equals("item") && value == JsonToken.START_OBJECT) {
                readItem(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void readItem(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("scope") && value == JsonToken.START_OBJECT) {
                scope = INSIDE.readValue(json, RollbackScope.class);
            } else if (field.equals("digest") && value == JsonToken.VALUE_STRING) {
                digest = json.getText();
            } else if (field.equals("record") && value == JsonToken.START_OBJECT) {
                record = INSIDE.readValue(json, PlanRecord.class);
            } else if (field.equals("tasks") && value == JsonToken.START_ARRAY) {
                readTasks(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void readTasks(JsonParser json) throws IOException {
        tasks = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            tasks.add(INSIDE.readValue(json, PlannedTask.class));
        }
    }

    private void requirePlan() {
        requireKind();
        if (kind == null) {
            throw refused("it does not say of which kind it is");
        }
        if (schema != Output.SCHEMA) {
            throw refused("it is of form %d, and this co reads form %d".formatted(schema, Output.SCHEMA));
        }
    }

    private void requireKind() {
        if (kind != null && !kind.equals(PlanJson.KIND)) {
            throw refused("it holds '%s'".formatted(kind));
        }
    }

    private Kept whole() {
        RollbackScope asked = scope;
        String promised = digest;
        if (asked == null
                || promised == null
                || !promised.matches(DIGEST)
                || !tasks.stream().allMatch(PlanFile::whole)) {
            throw refused("its scope, its digest or something of its tasks is missing");
        }
        return new Kept(asked, promised, tasks, record);
    }

    /** What a record's absent members are read as is null, whatever its types say. */
    @SuppressWarnings("ConstantValue")
    private static boolean whole(PlannedTask task) {
        return Stream.<@Nullable Object>of(task.taskId(), task.stateHash(), task.targetHash())
                .allMatch(Objects::nonNull);
    }

    private RefusedException broken(JsonProcessingException e) {
        RefusedException refused = RefusedException.in(e).orElse(null);
        if (refused != null) {
            return refused(RemedyText.with(refused));
        }
        JsonLocation at = e.getLocation();
        String place = at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
        return refused(place + e.getOriginalMessage());
    }

    private RefusedException refused(String why) {
        return new RefusedException(
                RefusalCode.INVALID_INPUT,
                "%s is no plan that can be applied: %s. Nothing was done; 'co rollback plan … --out FILE' makes one."
                        .formatted(name, why));
    }
}
