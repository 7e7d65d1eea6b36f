package dev.rollback.store.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts of records that were read: what is absent in JSON is read as null, whatever a part's type says. */
final class Parts {
    private static final Map<Class<?>, List<Part>> OF_TYPE = new ConcurrentHashMap<>();

    private Parts() {}

    /** A copy that refuses an event without a number or a truth of its own: absent, these would be read as 0 and false. */
    static ObjectMapper required(ObjectMapper mapper) {
        ObjectMapper strict = mapper.copy();
        return strict.setAnnotationIntrospector(AnnotationIntrospector.pair(
                new RequiredPrimitives(), strict.getDeserializationConfig().getAnnotationIntrospector()));
    }

    /** What is left out where it is 0 or false says so with {@link JsonInclude}. */
    private static final class RequiredPrimitives extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
            boolean required = EventNames.nameOf(member.getDeclaringClass()) != null
                    && member.getRawType().isPrimitive()
                    && !member.hasAnnotation(JsonInclude.class);
            return required ? true : null;
        }
    }

    private record Part(String name, Method accessor, boolean optional) {
        static Part of(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.trySetAccessible();
            return new Part(
                    component.getName(),
                    accessor,
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                            || component.getType().isPrimitive());
        }

        @Nullable
        Object in(Object record) {
            try {
                return accessor.invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record's part can be read: " + accessor, e);
            }
        }
    }

    /** The way to the first part that is null and must not be: {@code changes/0/component}. */
    static Optional<String> missing(@Nullable Object value) {
        if (value instanceof Record record) {
            return OF_TYPE.computeIfAbsent(record.getClass(), Parts::of).stream()
                    .flatMap(part -> missing(part, part.in(record)).stream())
                    .findFirst();
        } else if (value instanceof Collection<?> all) {
            int index = 0;
            for (Object one : all) {
                Optional<String> missing = missing(one);
                if (missing.isPresent()) {
                    return Optional.of(index + "/" + missing.get());
                }
                index++;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> missing(Part part, @Nullable Object value) {
        if (value == null) {
            return part.optional() ? Optional.empty() : Optional.of(part.name());
        }
        return missing(value).map(inside -> part.name() + "/" + inside);
    }

    private static List<Part> of(Class<?> type) {
        return Stream.of(type.getRecordComponents()).map(Part::of).toList();
    }
}
