package dev.rollback.api;

/** Everything that can be asked of the boards. */
public sealed interface BoardQuery {
    /** The Task Master document of the store's present state: a {@link DocumentView}. */
    record FindDocument() implements BoardQuery {}

    /** The document last imported or exported: a {@link DocumentView}. */
    record FindLastDocument() implements BoardQuery {}

    /** The Task Master document of the store's state at a moment: a {@link DocumentAtView}. */
    record FindDocumentAt(Moment at) implements BoardQuery {}
}
