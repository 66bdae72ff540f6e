package org.greensweep.jobs.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.greensweep.jobs.sweep.SweepFile;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {
  @Test
  void bindsKebabCaseKeysAndLeavesWhatIsMissing() {
    SweepFile file = parse("name: a\ninput-zero-fractions: [0, 0.5]\n");

    assertThat(file.name()).isEqualTo("a");
    assertThat(file.inputZeroFractions()).containsExactly(0.0, 0.5);
    assertThat(file.networks()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          name: a\\nnetwrks: [b]            | line 2, column       | unknown key 'netwrks'; the nearest
          name: a\\nname: b                 | line 2, column       | Duplicate field 'name'
          networks: [a                      | line                 | flow sequence
          name: a\\nresolutions: [x]        | line 2, column       | 'resolutions[0]': expected a whole number
          name: a\\nresolutions: [1.5]      | line 2, column       | 'resolutions[0]': expected a whole number
          name: a\\nresolutions: 224        | line 2, column       | 'resolutions': expected a list in [brackets]
          name: [a]                         | line 1, column       | 'name': expected text
          name: 5                           | line 1, column       | 'name': expected text
          - name                            | line 1, column       | expected keys with values
          name: a\\n\\tnetworks: [b]        | line                 | while scanning
          name: a\\n---\\nname: b           | line 3, column       | a second document begins here
          """)
  void namesFileLineColumnAndMistake(String text, String place, String mistake) {
    assertThatThrownBy(() -> parse(text.replace("\\n", "\n").replace("\\t", "\t")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("sweep.yaml, " + place)
        .hasMessageContaining(mistake)
        .hasMessageNotContaining("java.")
        .hasMessageNotContaining("org.greensweep");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThatThrownBy(() -> parse(""))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("sweep.yaml");
    assertThatThrownBy(() -> parse("# nothing\n")).isInstanceOf(UserError.class);
  }

  @Test
  void aMissingFileAndOneThatIsNotTextAreRefused(@TempDir Path folder) throws Exception {
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThatThrownBy(() -> YamlFile.text(folder.resolve("none.yaml")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> YamlFile.text(binary))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("UTF-8");
  }

  private static SweepFile parse(String text) {
    return YamlFile.parse("sweep.yaml", text, SweepFile.class);
  }
}
