package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.greensweep.jobs.Main;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code --help} shows as examples works, for the commands that need neither Spark nor time.
 */
class HelpExamplesTest {
  static List<String> examples() {
    List<String> examples = new ArrayList<>();
    for (String command : List.of("map", "energy", "check", "footprint", "describe")) {
      String[] footer =
          Main.commandLine().getSubcommands().get(command).getCommandSpec().usageMessage().footer();
      Stream.of(String.join("\n", footer).replace("\\\n", " ").split("\n"))
          .map(String::strip)
          .filter(line -> line.startsWith("jobs/greensweep "))
          // A file of the reader's own.
          .filter(line -> !line.contains("model.onnx"))
          .forEach(examples::add);
    }
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleWorks(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
    while (word.find()) {
      String text = word.group(1) == null ? word.group(2) : word.group(1);
      words.add(text.startsWith("conf/") ? "../" + text : text);
    }
    Answer answer = Answer.to(words.subList(1, words.size()).toArray(String[]::new));
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).isNotBlank();
  }
}
