package io.registrymanager.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationSettingsTest {
  @Test
  void withoutTheSettingLinesGoToStandardOutput() {
    assertThat(ObservationSettings.of(Optional.empty()).accessLog())
        .isEqualTo(new AccessLogTarget.StandardOutput());
  }

  @Test
  void aPathIsAFileAndOffIsNone() {
    assertThat(ObservationSettings.ACCESS_LOG_FILE.parser().apply("/var/log/a.log"))
        .isEqualTo(new AccessLogTarget.LogFile(Path.of("/var/log/a.log")));
    assertThat(ObservationSettings.ACCESS_LOG_FILE.parser().apply("off"))
        .isEqualTo(new AccessLogTarget.Off());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObservationSettings.ACCESS_LOG_FILE.parser().apply(" "));
  }

  @Test
  void theListTellsEveryObserverInOrder() {
    List<String> heard = new ArrayList<>();
    new ObserverList(List.of(_ -> heard.add("log"), _ -> heard.add("metrics")))
        .ended(Outcomes.pull());
    assertThat(heard).containsExactly("log", "metrics");
  }
}
