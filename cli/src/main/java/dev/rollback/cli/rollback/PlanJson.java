package dev.rollback.cli.rollback;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.PlannedPart;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.app.reader.PlanReader;
import dev.rollback.cli.terminal.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A plan as one JSON document, with every difference. It is written task by task, so that one of any size fits into
 * little memory; what the plan as a whole is comes behind its tasks.
 */
final class PlanJson {
    static final String KIND = "plan";

    private static final ObjectMapper MAPPER = JsonCodec.mapper();

    private final JsonGenerator json;
    private boolean begun;

    private PlanJson(OutputStream out) throws IOException {
        json = MAPPER.getFactory()
                .createGenerator(out)
                .setPrettyPrinter(indented())
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** Nothing is written where the plan is refused at once. */
    static RollbackPlan write(PlanReader plans, RollbackScope scope, PlanRecord record, OutputStream out)
            throws IOException {
        PlanJson written = new PlanJson(out);
        RollbackPlan plan = plans.rollback(scope, written::add);
        written.end(plan, record);
        return plan;
    }

    private void add(TaskPlan task) {
        try {
            begin();
            MAPPER.writeValue(json, task);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            json.writeStartObject();
            json.writeNumberField("schema", Output.SCHEMA);
            json.writeStringField("kind", KIND);
            json.writeObjectFieldStart("item");
            json.writeArrayFieldStart("tasks");
        }
    }

    private void end(RollbackPlan plan, PlanRecord record) throws IOException {
        begin();
        json.writeEndArray();
        field("scope", plan.scope());
        field("because", plan.because());
        if (plan.cut() != null) {
            field("cut", plan.cut());
        }
        for (Map.Entry<String, List<PlannedPart>> kind : plan.others().entrySet()) {
            field(
                    kind.getKey() + "s",
                    kind.getValue().stream().map(PlannedPart::facts).toList());
        }
        field("leftAlone", plan.leftAlone());
        field("addedComponents", plan.addedComponents());
        field("warnings", plan.warnings());
        field("confirmations", plan.confirmations());
        field("digest", plan.digest());
        field("record", record);
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    private void field(String name, Object value) throws IOException {
        json.writeFieldName(name);
        MAPPER.writeValue(json, value);
    }

    private static DefaultPrettyPrinter indented() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
    }
}
