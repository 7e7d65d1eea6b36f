package dev.rollback.api.audit;

/** What an audit looks at, in the order of its report. */
public enum AuditCheck {
    /** What the database itself finds wrong with its files. */
    DATABASE,
    /** The hash chain, dense positions, times that never go back, units, the log's head. */
    CHAIN,
    /** Dense streams; names and revisions that this version knows, bytes that can be read. */
    EVENTS,
    /** That each task's events fit one another, and its epochs. */
    TASKS,
    /** Each checkpoint's hash, status and parent. */
    CHECKPOINTS,
    /** That each rollback was one unit and restored what it said, and nothing else. */
    ROLLBACKS,
    /** That each board's events fit one another. */
    BOARDS,
    /** Every row of the engine's index that follows from the log. */
    INDEX,
    /** Every cached state. */
    SNAPSHOTS,
    /** Every row of every projection that was given to the audit. */
    VIEWS
}
