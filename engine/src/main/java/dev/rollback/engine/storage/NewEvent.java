package dev.rollback.engine.storage;

/**
 * An event about to be appended. Its global position, unit, time and hash are assigned by the store under its lock.
 *
 * @param stream name of the stream, for example {@code task/12}
 * @param seq place in the stream, dense from 0
 * @param name chosen name of the event, never a class name
 * @param payload UTF-8 JSON as it will be stored
 * @param metadata UTF-8 JSON as it will be stored
 */
public record NewEvent(String stream, long seq, String name, String revision, byte[] payload, byte[] metadata) {}
