package dev.rollback.cli.store;

import dev.rollback.app.settings.Effect;
import dev.rollback.app.settings.Origin;
import dev.rollback.app.settings.SettingView;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.NextSteps;
import dev.rollback.cli.terminal.Style;
import dev.rollback.cli.terminal.Table;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code co config show}. */
@Command(name = "show", description = "List settings with their value, source and effect.")
final class ConfigShowCommand extends AnswerCommand {
    @Override
    protected void run() {
        List<SettingView> settings = session().settings().views();
        output().list("settings", settings, settings.size(), SettingView::setting, () -> print(settings));
    }

    private void print(List<SettingView> settings) {
        Table table = new Table("SETTING", "~VALUE", "~FROM", "EFFECT");
        for (SettingView setting : settings) {
            Style style = setting.effect() == Effect.IN_EFFECT ? Style.PLAIN : Style.DIM;
            table.row(setting.setting(), setting.value(), from(setting.origin()), style.of(effect(setting.effect())));
        }
        table.print(paper(), "");
    }

    private static String effect(Effect effect) {
        return switch (effect) {
            case IN_EFFECT -> "yes";
            case NOT_TRUSTED -> "no: not trusted, see 'co trust'";
            case NEVER -> "accepted, no effect: checkpoints are kept in the store";
        };
    }

    private String from(Origin origin) {
        return origin.name() == null
                ? origin.source().name().toLowerCase(Locale.ROOT)
                : NextSteps.shown(this, origin.name());
    }
}
