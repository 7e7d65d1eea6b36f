package dev.rollback.engine.board;

import dev.rollback.engine.board.TextTemplate.Container;
import dev.rollback.engine.board.TextTemplate.Part;
import dev.rollback.engine.board.TextTemplate.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a Task Master document, taken apart: its layout, and what of the file, of each tag and of each task is not
 * laid out or spelled so.
 */
final class DocumentText {
    private static final int DOUBLE = 2;

    private final FileLayout layout;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final List<@Nullable String> tasks = new ArrayList<>();
    private final @Nullable String root;
    private final JsonText text;
    private final Set<String> namesOfTags;

    private enum Kind {
        ROOT(""),
        TAG("tasks"),
        TASK("subtasks"),
        TASKS(""),
        DATA("");

        /** The member that is a list of tasks. */
        private final String tasks;

        Kind(String tasks) {
            this.tasks = tasks;
        }
    }

    private DocumentText(String document, FileLayout layout, boolean tagged, Set<String> namesOfTags) {
        this.layout = layout;
        this.namesOfTags = namesOfTags;
        this.text = new JsonText(document.substring(layout.start().length()));
        TextTemplate whole = value(tagged ? Kind.ROOT : Kind.TAG, 0);
        this.root = tagged ? TextTemplate.text(whole) : null;
        if (!tagged) {
            put(tags, Tokens.MASTER, whole);
        }
    }

    /** As the layout of the text says best. */
    static DocumentText of(String text, boolean tagged, Set<String> tags) {
        return new DocumentText(text, FileLayout.of(text), tagged, tags);
    }

    /** In a known layout. */
    static DocumentText in(FileLayout known, String text, boolean tagged, Set<String> tags) {
        FileLayout own = FileLayout.of(text);
        return new DocumentText(text, known.with(own.start(), own.end()), tagged, tags);
    }

    /** In a known layout, unless the text has another one now. */
    static DocumentText near(FileLayout known, String text, boolean tagged, Set<String> tags) {
        DocumentText own = of(text, tagged, tags);
        if (own.layout.sameInside(known)) {
            return own;
        }
        DocumentText same = in(known, text, tagged, tags);
        return same.size() <= DOUBLE * own.size() ? same : own;
    }

    FileLayout layout() {
        return layout;
    }

    @Nullable
    String root() {
        return root;
    }

    @Nullable
    String tag(String name) {
        return tags.get(name);
    }

    /** @param index of the task in the document, each counted ahead of its subtasks */
    @Nullable
    String task(int index) {
        return tasks.get(index);
    }

    private long size() {
        long size = root == null ? 0 : root.length();
        for (String tag : tags.values()) {
            size += tag.length();
        }
        for (String task : tasks) {
            size += task == null ? 0 : task.length();
        }
        return size;
    }

    private TextTemplate value(Kind kind, int depth) {
        char first = text.peek();
        if (first == '{' || first == '[') {
            return container(kind, depth);
        }
        String raw = text.scalar();
        return Spelling.isUsual(raw, layout.ascii()) ? TextTemplate.BY_LAYOUT : new Scalar(raw);
    }

    private TextTemplate container(Kind kind, int depth) {
        boolean object = text.next() == '{';
        String lead = text.whitespace();
        if (text.peek() == '}' || text.peek() == ']') {
            text.next();
            return lead.isEmpty() ? TextTemplate.BY_LAYOUT : new Container(object, List.of(), lead);
        }
        List<Part> raw = new ArrayList<>();
        boolean scalars = !object;
        boolean more = true;
        while (more) {
            String key = object ? text.scalar() : "";
            String colon = object ? text.whitespace() + text.next() + text.whitespace() : null;
            scalars &= text.peek() != '{' && text.peek() != '[';
            TextTemplate value = part(kind, key, depth + 1);
            String end = text.whitespace();
            raw.add(new Part(lead, key, colon, value, end));
            more = text.next() == ',';
            lead = more ? text.whitespace() : "";
        }
        Spacing spacing = Spacing.of(layout, object, scalars, depth);
        List<Part> parts = new ArrayList<>();
        boolean byLayout = true;
        for (int i = 0; i < raw.size(); i++) {
            Part part = spacing.without(raw.get(i), i, raw.size());
            byLayout &= part.isByLayout() && (!object || Spelling.isUsual(part.key(), layout.ascii()));
            parts.add(part);
        }
        return byLayout ? TextTemplate.BY_LAYOUT : new Container(object, parts, "");
    }

    /** Tags and tasks have templates of their own. */
    private TextTemplate part(Kind kind, String key, int depth) {
        if (kind == Kind.TASKS) {
            int index = tasks.size();
            tasks.add(null);
            tasks.set(index, TextTemplate.text(value(Kind.TASK, depth)));
            return TextTemplate.BY_LAYOUT;
        }
        String name = kind == Kind.DATA ? "" : Spelling.key(key);
        boolean array = text.peek() == '[' && !kind.tasks.isEmpty();
        if (kind == Kind.ROOT && namesOfTags.contains(name)) {
            put(tags, name, value(Kind.TAG, depth));
            return TextTemplate.BY_LAYOUT;
        } else if (array && name.equals(kind.tasks)) {
            return value(Kind.TASKS, depth);
        }
        return value(Kind.DATA, depth);
    }

    private static void put(Map<String, String> templates, String name, TextTemplate template) {
        String text = TextTemplate.text(template);
        if (text != null) {
            templates.put(name, text);
        }
    }
}
