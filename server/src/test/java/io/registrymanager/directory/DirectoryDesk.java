package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.identity.Directory.Finding;
import io.registrymanager.identity.Directory.Proof;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.secret.Secret;
import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Values;
import io.registrymanager.testkit.Fixtures;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Opens directories for tests, and asks them. */
final class DirectoryDesk {
  private DirectoryDesk() {}

  /** Settings given by key. */
  static DirectorySettings settings(Map<String, String> texts) {
    SettingTable table = new SettingTable(DirectorySettings.settings());
    return DirectorySettings.from(Values.of(table, texts)).orElseThrow();
  }

  /** The shared domain's first controller, with these settings besides or instead. */
  static ActiveDirectory open(Map<String, String> others) {
    return ActiveDirectory.open(settings(with(others)));
  }

  /** The same, where time passes as {@code nanos} says. */
  static ActiveDirectory open(Map<String, String> others, AtomicLong nanos) {
    return ActiveDirectory.open(
        settings(with(others)), InstantSource.system(), () -> System.nanoTime() + nanos.get());
  }

  private static Map<String, String> with(Map<String, String> others) {
    Map<String, String> all = new HashMap<>(Fixtures.domain().settings());
    all.putAll(others);
    return all;
  }

  static DirectoryPerson person(ActiveDirectory directory, String typed) {
    Finding finding = directory.find(typed);
    assertThat(finding).as(typed).isInstanceOf(Finding.Found.class);
    return ((Finding.Found) finding).person();
  }

  static Proof login(ActiveDirectory directory, String typed, String password) {
    return directory.prove(person(directory, typed), Secret.of(password));
  }
}
