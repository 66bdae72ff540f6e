package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greensweep.network.UserError;

/** Reads the text form of a {@link Mapping}. */
final class MappingParser {
  private static final Pattern LEVEL =
      Pattern.compile("([A-Za-z][\\w-]*)\\[([A-Za-z]*)\\]\\s+for\\s+(.*)");
  private static final Pattern LOOP = Pattern.compile("([A-Za-z])([0-9]{1,9})");

  private MappingParser() {}

  static Mapping parse(String text) {
    List<MappingLevel> levels = new ArrayList<>();
    for (String part : text.split("/", -1)) {
      levels.add(level(part.strip()));
    }
    return new Mapping(levels);
  }

  private static MappingLevel level(String text) {
    String[] parts = text.split("\\|", -1);
    Matcher matcher = LEVEL.matcher(parts[0].strip());
    if (!matcher.matches()) {
      throw new UserError(
          "Mapping: cannot read level '%s'; write it like 'GlobalBuffer[WIO] for C3 P2 | spX M4 | spY -'"
              .formatted(text));
    }
    List<Loop> columns = List.of();
    List<Loop> rows = List.of();
    for (int index = 1; index < parts.length; index++) {
      String part = parts[index].strip();
      if (part.startsWith("spX ")) {
        columns = loops(part.substring(4), text);
      } else if (part.startsWith("spY ")) {
        rows = loops(part.substring(4), text);
      } else {
        throw new UserError(
            "Mapping: cannot read '%s' in level '%s'; after | write spX or spY and loops"
                .formatted(part, text));
      }
    }
    return new MappingLevel(
        matcher.group(1),
        spaces(matcher.group(2), text),
        loops(matcher.group(3), text),
        columns,
        rows);
  }

  private static Set<DataSpace> spaces(String symbols, String level) {
    Set<DataSpace> spaces = EnumSet.noneOf(DataSpace.class);
    for (char symbol : symbols.toCharArray()) {
      DataSpace found = null;
      for (DataSpace space : DataSpace.values()) {
        found = space.symbol() == symbol ? space : found;
      }
      if (found == null || !spaces.add(found)) {
        throw new UserError(
            "Mapping: '[%s]' in level '%s': name each of W, I, O at most once"
                .formatted(symbols, level));
      }
    }
    return spaces;
  }

  private static List<Loop> loops(String text, String level) {
    List<Loop> loops = new ArrayList<>();
    if (text.strip().equals("-")) {
      return loops;
    }
    for (String word : text.strip().split("\\s+")) {
      Matcher matcher = LOOP.matcher(word);
      if (!matcher.matches()) {
        throw new UserError(
            "Mapping: cannot read loop '%s' in level '%s'; write a letter of G N M C P Q R S and a factor of at most nine digits, like P3, or - for none"
                .formatted(word, level));
      }
      loops.add(
          new Loop(
              dimension(matcher.group(1).charAt(0), level), Integer.parseInt(matcher.group(2))));
    }
    return loops;
  }

  private static Dimension dimension(char symbol, String level) {
    for (Dimension dimension : Dimension.values()) {
      if (dimension.symbol() == symbol) {
        return dimension;
      }
    }
    throw new UserError(
        "Mapping: unknown dimension '%s' in level '%s'; the dimensions are G N M C P Q R S"
            .formatted(symbol, level));
  }
}
