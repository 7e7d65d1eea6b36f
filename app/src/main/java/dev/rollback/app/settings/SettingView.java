package dev.rollback.app.settings;

import org.jspecify.annotations.Nullable;

/**
 * A setting as it is shown.
 *
 * @param setting its key in the file, or its name
 * @param value null where there is none; a text has {@code ***} where a password was
 * @param origin who said so
 * @param effect whether it changes anything
 */
public record SettingView(String setting, @Nullable Object value, Origin origin, Effect effect) {}
