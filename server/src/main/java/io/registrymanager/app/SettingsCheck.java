package io.registrymanager.app;

import io.registrymanager.directory.ActiveDirectory;
import io.registrymanager.directory.DirectorySettings;
import io.registrymanager.server.ServerSettings;
import io.registrymanager.setting.Value;
import io.registrymanager.setting.Values;
import io.registrymanager.upstream.UpstreamSettings;
import io.registrymanager.users.UserSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Holds valid settings against this computer: whether folders can be used and names resolved. */
final class SettingsCheck {
  private final Values values;

  SettingsCheck(Values values) {
    this.values = values;
  }

  /** What will not do, a sentence each. Blocks. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    try {
      folder(ApplicationSettings.from(values).data()).ifPresent(problems::add);
    } catch (CommandFailure e) {
      problems.add(e.getMessage());
    }
    together(() -> ServerSettings.from(values)).ifPresent(problems::add);
    together(() -> UserSettings.from(values)).ifPresent(problems::add);
    together(this::directory).ifPresent(problems::add);
    if (values.missing().isEmpty()) {
      together(() -> UpstreamSettings.from(values)).ifPresent(problems::add);
    }
    for (Value value : values.all()) {
      Optional<?> typed = values.find(value.setting());
      if (typed.isPresent() && typed.get() instanceof URI uri) {
        host(value, uri).ifPresent(problems::add);
      }
    }
    return problems;
  }

  /** Whether a directory could be opened; nothing is connected. */
  private Optional<DirectorySettings> directory() {
    Optional<DirectorySettings> settings = DirectorySettings.from(values);
    settings.map(ActiveDirectory::open).ifPresent(ActiveDirectory::close);
    return settings;
  }

  /** Whether the settings of one room fit together. */
  private static Optional<String> together(Supplier<?> room) {
    try {
      var _ = room.get();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage() + ".");
    }
  }

  private static Optional<String> folder(Path data) {
    if (Files.isDirectory(data)) {
      return Files.isWritable(data)
          ? Optional.empty()
          : Optional.of("The data folder " + data + " may not be written by this user.");
    }
    if (Files.exists(data)) {
      return Optional.of("The data folder " + data + " is not a folder.");
    }
    Path parent = data.toAbsolutePath().getParent();
    while (parent != null && Files.notExists(parent)) {
      parent = parent.getParent();
    }
    return parent != null && Files.isDirectory(parent) && Files.isWritable(parent)
        ? Optional.empty()
        : Optional.of(
            "The data folder "
                + data
                + " cannot be made: "
                + parent
                + " may not be"
                + " written by this user.");
  }

  private static Optional<String> host(Value value, URI uri) {
    try {
      InetAddress _ = InetAddress.getByName(uri.getHost());
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of(
          value.setting().key() + ": the name " + uri.getHost() + " cannot be resolved here.");
    }
  }
}
