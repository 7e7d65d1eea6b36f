package dev.rollback.engine.axon;

import dev.rollback.api.json.JsonCodec;
import dev.rollback.store.event.EventNames;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;
import org.jspecify.annotations.Nullable;

/** Axon's serializer over the product's one codec: the engine's events go by their chosen names. */
public final class EventSerializer extends JacksonSerializer {
    public EventSerializer() {
        // A copy, because Axon adds modules of its own to the mapper it is given.
        super(JacksonSerializer.builder().objectMapper(JsonCodec.mapper().copy()));
    }

    @Override
    @SuppressWarnings("rawtypes") // as inherited
    public SerializedType typeForClass(@Nullable Class type) {
        SerializedType byClass = super.typeForClass(type);
        String name = type == null ? null : EventNames.nameOf(type);
        return name == null ? byClass : new SimpleSerializedType(name, byClass.getRevision());
    }

    @Override
    protected String resolveClassName(SerializedType type) {
        return EventNames.classOf(type.getName()).map(Class::getName).orElseGet(() -> super.resolveClassName(type));
    }
}
