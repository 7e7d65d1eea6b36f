package dev.rollback.app.model;

/**
 * One line of the model's log.
 *
 * @param unit the position of the first entry of its unit of work
 * @param seq its place in its task's stream; -1 where it is in none
 */
record Entry(long position, long unit, long seq, Happening what) {}
