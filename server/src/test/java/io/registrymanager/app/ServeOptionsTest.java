package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ServeOptionsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("REGISTRYMANAGER_CONFIG", "/etc/named.yaml", "PATH", "/bin");

  /** As the command line's library reads them, the whole command line being one of its own. */
  private static ServeOptions byLibrary(String... arguments) {
    Shell shell = new Shell();
    ServeCommand command =
        new ServeCommand(
            shell.terminal(), new SettingsReader(shell.terminal(), Shell::table), (_, _) -> 0);
    new CommandLine(command).parseArgs(Arrays.copyOfRange(arguments, 1, arguments.length));
    return command.options();
  }

  private static List<Object> read(ServeOptions options) {
    return List.of(options.settings().sources(ENVIRONMENT), options.launcher(), options.note());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve",
        "serve --data /d",
        "serve --data=/d --config=/c.yaml",
        "serve --config /c.yaml --set a=b --set=c=d --data x --set a=e",
        "serve --launcher=./run --start-note=registry_0.1_s --set listen.port=0",
        "serve --set contact=a=b=--c --set =x --set x"
      })
  void whatIsPlainIsReadAsTheLibraryReadsIt(String line) {
    String[] arguments = line.split(" ", -1);
    assertThat(ServeOptions.plain(arguments).map(ServeOptionsTest::read))
        .contains(read(byLibrary(arguments)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "user list",
        "--debug serve",
        "serve --help",
        "serve -h",
        "serve --debug",
        "serve --data",
        "serve --data=",
        "serve --data --set a=b",
        "serve --data a --data b",
        "serve --set @file",
        "serve @file",
        "serve more",
        "serve --confg x",
        "serve --set a=b --confg=x",
        "serve --data -- x"
      })
  void whatIsNotPlainIsLeftToTheLibrary(String line) {
    assertThat(ServeOptions.plain(line.split(" ", -1))).isEmpty();
  }

  @Test
  void nothingAtAllIsLeftToTheLibrary() {
    assertThat(ServeOptions.plain()).isEqualTo(Optional.empty());
  }
}
