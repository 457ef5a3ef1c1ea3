package io.registrymanager.app;

import io.registrymanager.secret.Secret;
import io.registrymanager.setting.Setting;
import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Values;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;

/** Runs commands in this process, with everything they read and write in memory. */
final class Shell {
  static final Setting<Secret> TOKEN = Setting.secret("test.token", "A secret.");
  static final Setting<String> NEEDED = Setting.text("test.needed", "Nothing works without it.");

  final Map<String, String> environment =
      new HashMap<>(Map.of("REGISTRYMANAGER_UPSTREAM_URL", "http://127.0.0.1:5001"));
  final Deque<String> typed = new ArrayDeque<>();
  String input = "";
  boolean interactive;
  ToIntBiFunction<Values, Banner> serve = (_, _) -> 0;
  Function<Values, OpenStore> openStore =
      _ -> {
        throw new CommandFailure("The store was opened.");
      };
  Function<Values, OpenImport> openImport =
      _ -> {
        throw new CommandFailure("The store was opened.");
      };
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  int run(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    return new Program(terminal(), Shell::table, serve, openStore, openImport).run(args);
  }

  Terminal terminal() {
    return new Terminal(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        interactive,
        interactive
            ? Optional.of(_ -> Secret.of(typed.remove()))
            : Optional.<Function<String, Secret>>empty(),
        environment);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  static SettingTable table() {
    List<Setting<?>> settings = new ArrayList<>(Settings.table().settings());
    settings.add(TOKEN);
    settings.add(NEEDED.required());
    return new SettingTable(settings);
  }
}
