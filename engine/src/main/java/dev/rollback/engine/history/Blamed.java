package dev.rollback.engine.history;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A JSON value that knows the origin of each of its fields. Immutable; parts are shared between versions of it. */
sealed interface Blamed {
    Json value();

    /** Null where this is no object, or has no such member. */
    @Nullable
    Blamed member(String name);

    /** Null where this is no array, or a shorter one. */
    @Nullable
    Blamed element(int index);

    /** The same value, brought back by the rollback that is the stream's event {@code seq}. */
    Blamed broughtBackBy(long seq);

    /** Hands over all fields, in the order in which they stand. */
    void visit(JsonPointer path, Visitor visitor);

    /** Is given fields: scalars and empty containers. */
    interface Visitor {
        void field(JsonPointer path, Json value, Origin origin);
    }

    /** All of the value has one origin. */
    record OfOneOrigin(Json value, Origin origin) implements Blamed {
        @Override
        public @Nullable Blamed member(String name) {
            return part(value.get(name).orElse(null));
        }

        @Override
        public @Nullable Blamed element(int index) {
            return part(value.get(index).orElse(null));
        }

        private @Nullable Blamed part(@Nullable Json of) {
            return of == null ? null : new OfOneOrigin(of, origin);
        }

        @Override
        public Blamed broughtBackBy(long seq) {
            return new OfOneOrigin(value, new Origin(origin.setBy(), seq));
        }

        @Override
        public void visit(JsonPointer path, Visitor visitor) {
            if (value.size() == 0) {
                visitor.field(path, value, origin);
            } else if (value.isObject()) {
                value.node()
                        .fieldNames()
                        .forEachRemaining(
                                name -> visit(part(value.get(name).orElse(null)), path.appendProperty(name), visitor));
            } else {
                IntStream.range(0, value.size())
                        .forEach(index -> visit(element(index), path.appendIndex(index), visitor));
            }
        }

        private static void visit(@Nullable Blamed part, JsonPointer path, Visitor visitor) {
            if (part != null) {
                part.visit(path, visitor);
            }
        }
    }

    /** An object, each member with origins of its own. */
    record OfMembers(Json value, Map<String, Blamed> members) implements Blamed {
        @Override
        public @Nullable Blamed member(String name) {
            return members.get(name);
        }

        @Override
        public @Nullable Blamed element(int index) {
            return null;
        }

        @Override
        public Blamed broughtBackBy(long seq) {
            Map<String, Blamed> back = new LinkedHashMap<>();
            members.forEach((name, member) -> back.put(name, member.broughtBackBy(seq)));
            return new OfMembers(value, back);
        }

        @Override
        public void visit(JsonPointer path, Visitor visitor) {
            members.forEach((name, member) -> member.visit(path.appendProperty(name), visitor));
        }
    }

    /** An array, each element with origins of its own. */
    record OfElements(Json value, List<Blamed> elements) implements Blamed {
        @Override
        public @Nullable Blamed member(String name) {
            return null;
        }

        @Override
        public @Nullable Blamed element(int index) {
            return index < elements.size() ? elements.get(index) : null;
        }

        @Override
        public Blamed broughtBackBy(long seq) {
            List<Blamed> back = new ArrayList<>();
            elements.forEach(element -> back.add(element.broughtBackBy(seq)));
            return new OfElements(value, back);
        }

        @Override
        public void visit(JsonPointer path, Visitor visitor) {
            for (int i = 0; i < elements.size(); i++) {
                elements.get(i).visit(path.appendIndex(i), visitor);
            }
        }
    }
}
