package dev.rollback.engine.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one event passes origins on: what kept its value keeps its origin, what a rollback brought back has the one that it
 * had at the target, and all else has the event.
 *
 * @param seq the event's place in its stream
 */
record BlameStep(long seq) {
    /**
     * @param before the value before the event; null where there was none
     * @param target the value at the moment to which the event went back; null where it did not, or there was none
     */
    Blamed blamed(@Nullable Blamed before, Json after, @Nullable Blamed target) {
        if (before != null && isShared(before.value().node(), after.node())) {
            return before;
        } else if (before != null && areObjects(before.value(), after)) {
            return object(before, after, target);
        } else if (before != null && areArrays(before.value(), after)) {
            return array(before, after, target);
        } else if (before != null && before.value().equals(after)) {
            return before;
        } else if (target != null && target.value().equals(after)) {
            return target.broughtBackBy(seq);
        } else if (target != null && areObjects(target.value(), after)) {
            return object(null, after, target);
        }
        return new Blamed.OfOneOrigin(after, Origin.of(seq));
    }

    private Blamed object(@Nullable Blamed before, Json after, @Nullable Blamed target) {
        Map<String, Blamed> members = new LinkedHashMap<>(2 * after.size());
        for (Map.Entry<String, JsonNode> member : after.node().properties()) {
            String name = member.getKey();
            Blamed was = before == null ? null : before.member(name);
            if (was == null || !isShared(was.value().node(), member.getValue())) {
                was = blamed(was, after.get(name).orElseThrow(), target == null ? null : target.member(name));
            }
            members.put(name, was);
        }
        return new Blamed.OfMembers(after, members);
    }

    /** Elements at the common beginning and end are the same ones; between, they are where their number is the same. */
    private Blamed array(Blamed before, Json after, @Nullable Blamed target) {
        int grown = after.size() - before.value().size();
        int beginning = commonBeginning(before.value(), after);
        int end = after.size() - commonEnd(before.value(), after, beginning);
        List<Blamed> elements = new ArrayList<>(after.size());
        for (int i = 0; i < after.size(); i++) {
            Blamed was = i < beginning || grown == 0 ? before.element(i) : i >= end ? before.element(i - grown) : null;
            if (was == null || !isShared(was.value().node(), after.node().get(i))) {
                was = blamed(was, after.get(i).orElseThrow(), target == null ? null : target.element(i));
            }
            elements.add(was);
        }
        return new Blamed.OfElements(after, elements);
    }

    private static int commonBeginning(Json left, Json right) {
        int most = Math.min(left.size(), right.size());
        int common = 0;
        while (common < most && sameAt(left, common, right, common)) {
            common++;
        }
        return common;
    }

    private static int commonEnd(Json left, Json right, int beginning) {
        int most = Math.min(left.size(), right.size()) - beginning;
        int common = 0;
        while (common < most && sameAt(left, left.size() - 1 - common, right, right.size() - 1 - common)) {
            common++;
        }
        return common;
    }

    private static boolean sameAt(Json left, int i, Json right, int j) {
        return isShared(left.node().get(i), right.node().get(j)) || left.get(i).equals(right.get(j));
    }

    // An empty one is a field itself.
    private static boolean areObjects(Json left, Json right) {
        return left.isObject() && right.isObject() && left.size() > 0 && right.size() > 0;
    }

    private static boolean areArrays(Json left, Json right) {
        return left.isArray() && right.isArray() && left.size() > 0 && right.size() > 0;
    }

    @SuppressWarnings("ReferenceEquality") // patches share what they do not touch: most of a large content, at no cost
    private static boolean isShared(JsonNode left, JsonNode right) {
        return left == right;
    }
}
