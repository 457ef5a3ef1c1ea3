package io.registrymanager.app;

import io.registrymanager.setting.Setting;
import io.registrymanager.setting.SettingTable;
import java.util.List;
import java.util.stream.Stream;

/** The settings of all rooms: a room that has some is named here once. */
final class Settings {
  private Settings() {}

  static SettingTable table() {
    return new SettingTable(
        Stream.<List<Setting<?>>>of(ApplicationSettings.settings()).flatMap(List::stream).toList());
  }
}
