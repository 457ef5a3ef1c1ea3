package io.registrymanager.store;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The only class that touches Flyway, so that it is not loaded when nothing is to be done. */
final class Migration {
  private Migration() {}

  /**
   * Runs what has not run yet.
   *
   * @param programVersion written down with each step, in the step's own transaction
   */
  static void run(DataSource database, String programVersion) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/sqlite")
        .placeholders(Map.of("program", programVersion.replace("'", "''")))
        .loggers("slf4j")
        .load()
        .migrate();
  }
}
