package org.greensweep.jobs.conf;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.greensweep.network.UserError;

/**
 * A YAML file bound to a record, strictly: unknown, missing and duplicate keys and wrong types are
 * {@link UserError}s that name file, line and column. Keys are the record's components in
 * kebab-case.
 */
public final class YamlFile {
  private static final YAMLMapper MAPPER = mapper();
  private static final String EMPTY = ": the file is empty; see conf/ for examples";

  private YamlFile() {}

  private static YAMLMapper mapper() {
    YAMLMapper mapper =
        YAMLMapper.builder(
                YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    return mapper;
  }

  /** The text of a file, or a {@link UserError} that says why it cannot be read. */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": no such file; give the path of one that exists", e);
    } catch (MalformedInputException e) {
      throw new UserError(file + ": not UTF-8 text; save it as UTF-8", e);
    } catch (IOException e) {
      throw new UserError(
          file + ": cannot be read (" + e.getMessage() + "); check the path and its permissions",
          e);
    }
  }

  /** Binds {@code text}; {@code place} names the file in every error. */
  public static <T> T parse(String place, String text, Class<T> type) {
    if (text.isBlank()) {
      throw new UserError(place + EMPTY);
    }
    try {
      T value = MAPPER.readValue(text, type);
      if (value == null) {
        throw new UserError(place + EMPTY);
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      List<String> known = e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
      throw Nearest.unknown(at(place, e), "key", e.getPropertyName(), known);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof UserError cause) {
        throw new UserError(lines(at(place, e) + ": ", cause), e);
      }
      throw new UserError(at(place, e) + ": " + path(e) + mistake(e), e);
    } catch (JsonProcessingException e) {
      throw new UserError(at(place, e) + ": " + syntax(e), e);
    }
  }

  /** Every mistake of a part on a line of its own, with its place. */
  private static String lines(String place, UserError error) {
    return String.valueOf(error.getMessage())
        .lines()
        .map(line -> place + line)
        .collect(Collectors.joining("\n"));
  }

  /** What is no YAML, without the parser's own quotation of the text. */
  private static String syntax(JsonProcessingException e) {
    String said =
        e.getOriginalMessage()
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith(" "))
            .map(String::strip)
            .collect(Collectors.joining(", "));
    return said.startsWith("Duplicate field")
        ? said + "; remove one"
        : said + "; check indentation, quotes and brackets";
  }

  /**
   * As {@link #parse}, but names the mistakes of all parts of the file, a line each. A part is a
   * key, or an entry of a list.
   */
  public static <T> T parseNamingAll(String place, String text, Class<T> type) {
    try {
      return parse(place, text, type);
    } catch (UserError first) {
      List<String> named = new ArrayList<>(String.valueOf(first.getMessage()).lines().toList());
      PartMistakes.of(MAPPER, place, text, type).stream()
          .flatMap(String::lines)
          // The first ones are among them, without their line.
          .filter(other -> named.stream().noneMatch(line -> said(line).equals(said(other))))
          .toList()
          .forEach(named::add);
      throw new UserError(String.join("\n", named), first);
    }
  }

  /** A mistake without its place. */
  private static String said(String mistake) {
    String rest = mistake.substring(mistake.indexOf(": ") + 2);
    return rest.startsWith("'") && rest.contains("': ")
        ? rest.substring(rest.indexOf("': ") + 3)
        : rest;
  }

  /** What is wrong with one value, if anything; {@code at} is its place. */
  static Optional<String> mistakeOf(String at, JsonNode value, JavaType type) {
    try {
      MAPPER.readerFor(type).readValue(value);
      return Optional.empty();
    } catch (UnrecognizedPropertyException e) {
      List<String> known = e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
      return Optional.ofNullable(
          Nearest.unknown(at, "key", e.getPropertyName(), known).getMessage());
    } catch (JsonMappingException e) {
      return Optional.of(
          e.getCause() instanceof UserError cause
              ? lines(at + ": ", cause)
              : at + ": " + path(e) + mistake(e));
    } catch (IOException e) {
      return Optional.of(at + ": " + firstLine(String.valueOf(e.getMessage())));
    }
  }

  private static String at(String place, JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? place
        : place + ", line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String path(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."))
            .replace(".[", "[");
    return path.isEmpty() ? "" : "'" + path + "': ";
  }

  /** What is wrong in a user's words: Jackson's own name Java classes and settings. */
  private static String mistake(JsonMappingException e) {
    String said = firstLine(e.getOriginalMessage());
    if (said.startsWith("Numeric value") || said.startsWith("Malformed numeric value")) {
      return said + "; write a number in digits and in range";
    }
    if (e.getCause() instanceof JsonProcessingException broken
        && !(broken instanceof JsonMappingException)) {
      return syntax(broken);
    }
    if (e instanceof InvalidNullException) {
      return "has an empty entry; remove it";
    }
    if (said.startsWith("Cannot map `null`")) {
      boolean yesOrNo =
          e instanceof MismatchedInputException missing && missing.getTargetType() == boolean.class;
      return "is missing; give " + (yesOrNo ? "true or false" : "a number");
    }
    if (said.startsWith("Trailing token")) {
      return "a second document begins here; a file holds one";
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "expected "
          + expected(mismatch.getTargetType())
          + (e instanceof InvalidFormatException invalid
              ? ", found '" + invalid.getValue() + "'"
              : "");
    }
    return said;
  }

  private static String expected(Class<?> type) {
    if (type == String.class) {
      return "text (put a number in quotes)";
    }
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number";
    }
    if (type == Double.class || type == double.class) {
      return "a number";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list in [brackets]";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
              .collect(Collectors.joining(", "));
    }
    return "keys with values";
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("malformed");
  }
}
