package io.registrymanager.packages;

import io.registrymanager.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What docs/install.md tells people to type. */
final class InstallPage {
  private InstallPage() {}

  /** The lines of the first example under a heading. */
  static List<String> commands(String heading) {
    Pattern example =
        Pattern.compile("(?sm)^## " + Pattern.quote(heading) + "$.*?^```sh\\n(.*?)^```$");
    return example
        .matcher(text())
        .results()
        .map((MatchResult match) -> match.group(1).lines().toList())
        .findFirst()
        .orElseThrow();
  }

  private static String text() {
    try {
      return Files.readString(Checkout.projectFolder().resolve("docs/install.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
