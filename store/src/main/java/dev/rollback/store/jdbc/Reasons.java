package dev.rollback.store.jdbc;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be had, in words. */
final class Reasons {
    private Reasons() {}

    static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        } else if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        String reason = e instanceof FileSystemException at ? at.getReason() : e.getMessage();
        return reason == null ? e.toString() : reason;
    }
}
