package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.directory.DnsQuestion.RecordType;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DnsAnswerTest {
  private static final DnsQuestion QUESTION =
      new DnsQuestion(0x1234, "dc1.example.com", RecordType.A);
  private static final String NAME = "03646331076578616d706c6503636f6d00";
  private static final String ASKED = NAME + "00010001";

  private static byte[] answer(String flags, int records, String rest) {
    return HexFormat.of()
        .parseHex("1234" + flags + "0001" + "%04x".formatted(records) + "00000000" + ASKED + rest);
  }

  @Test
  void aQuestionIsWrittenAsTheStandardWantsIt() {
    assertThat(HexFormat.of().formatHex(QUESTION.bytes()))
        .isEqualTo("12340100000100000000" + "0000" + ASKED);
  }

  @Test
  void anAddressIsReadThroughAPointer() throws IOException {
    DnsAnswer read =
        DnsAnswer.read(QUESTION, answer("8180", 1, "c00c00010001000000050004c0a80001"));
    assertThat(read.addresses()).extracting("hostAddress").containsExactly("192.168.0.1");
    assertThat(read.truncated()).isFalse();
  }

  @Test
  void aNameThatIsNotThereHasNoAddress() throws IOException {
    assertThat(DnsAnswer.read(QUESTION, answer("8183", 0, "")).addresses()).isEmpty();
  }

  @Test
  void onlyAnAnswerToThatQuestionCounts() {
    byte[] other = answer("8180", 0, "");
    other[0] = 0x55;
    assertRefused(other);
    byte[] question = answer("0100", 0, "");
    assertRefused(question);
    byte[] name = answer("8180", 0, "");
    name[14] = 'x';
    assertRefused(name);
    assertRefused(answer("8182", 0, "")); // the server could not find out
  }

  @Test
  @Timeout(5)
  void noAnswerCutOrTwistedMakesMoreThanARefusal() {
    byte[] good = answer("8180", 1, "c00c00010001000000050004c0a80001");
    for (int length = 0; length < good.length; length++) {
      assertRefused(Arrays.copyOf(good, length));
    }
    assertRefused(answer("8180", 1, "c021c021")); // a name that points to itself
    assertRefused(answer("8180", 1, "c00c000100010000000500ff01020304"));
    assertRefused(answer("8180", 9, "c00c00010001000000050004c0a80001"));
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> DnsAnswer.read(QUESTION, bytes)).isInstanceOf(IOException.class);
  }
}
