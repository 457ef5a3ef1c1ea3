package io.registrymanager.app;

import io.registrymanager.audit.AuditSettings;
import io.registrymanager.authentication.AuthenticationSettings;
import io.registrymanager.authentication.SlowingSettings;
import io.registrymanager.catalog.CatalogSettings;
import io.registrymanager.directory.DirectorySettings;
import io.registrymanager.observation.ObservationSettings;
import io.registrymanager.proxy.ProxySettings;
import io.registrymanager.server.ServerSettings;
import io.registrymanager.setting.Setting;
import io.registrymanager.setting.SettingTable;
import io.registrymanager.store.DatabaseSettings;
import io.registrymanager.upstream.UpstreamSettings;
import io.registrymanager.users.UserSettings;
import java.util.List;
import java.util.stream.Stream;

/** The settings of all rooms: a room that has some is named here once. */
final class Settings {
  private Settings() {}

  static SettingTable table() {
    return new SettingTable(
        Stream.<List<Setting<?>>>of(
                ApplicationSettings.settings(),
                UserSettings.settings(),
                ServerSettings.settings(),
                UpstreamSettings.settings(),
                ProxySettings.settings(),
                AuthenticationSettings.settings(),
                SlowingSettings.settings(),
                DatabaseSettings.settings(),
                AuditSettings.settings(),
                DirectorySettings.settings(),
                ObservationSettings.settings(),
                CatalogSettings.settings())
            .flatMap(List::stream)
            .toList());
  }
}
