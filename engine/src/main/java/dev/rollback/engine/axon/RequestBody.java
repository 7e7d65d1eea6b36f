package dev.rollback.engine.axon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import java.util.Set;
import org.axonframework.commandhandling.CommandMessage;

/**
 * What was asked, as far as the same request must ask for the same. Its hash is remembered for good, so the names in it are
 * the chosen ones of commands and their members, and stay as they are whatever becomes of the classes.
 */
final class RequestBody {
    /**
     * A rollback's id is made for each try, and a refused try keeps its own for its record; who asks again need not have
     * looked at the plan, or at what would be cleaned up, again.
     */
    private static final Set<String> NOT_ASKED = Set.of("rollbackId", "confirmed", "digest", "planned", "shown");

    private RequestBody() {}

    static Json of(CommandMessage<?> message) {
        ObjectNode body = JsonCodec.mapper().valueToTree(message.getPayload());
        body.remove(NOT_ASKED);
        body.put("command", EngineCommands.nameOf(message.getPayload()));
        body.put("actor", String.valueOf(message.getMetaData().get(MetadataKeys.ACTOR)));
        return Json.of(body);
    }
}
