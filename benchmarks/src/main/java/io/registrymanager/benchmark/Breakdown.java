package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the resident memory of a running Java program consists of, as its {@code jcmd} tells. */
final class Breakdown {
  /** So that the program's own account names what no file stands behind. */
  static final String FLAG = "-XX:NativeMemoryTracking=summary";

  private static final double MEBIBYTE = 1 << 20;

  /** What is smaller goes into one line together. */
  private static final double LEAST = 0.5;

  /** Range, size, protection, resident, huge pages, page size, notes, the program's word, file. */
  private static final Pattern MAPPING =
      Pattern.compile("0x\\S+ +\\d+ \\S+ +(\\d+) +\\d+ +\\S+ +\\S+ +(\\S+) +(.+)");

  /** Address, size, state, flags, name. */
  private static final Pattern CLASS = Pattern.compile("0x\\S+ +\\d+ +\\S+ +\\S+ +(\\S+).*");

  private Breakdown() {}

  /** Resident memory by mapping, and loaded classes by library. */
  static List<Finding> of(long pid, String row) throws IOException {
    return List.of(
        new Finding(row, "RSS idle, by mapping", largest(mappings(jcmd(pid, "System.map")), "MiB")),
        new Finding(
            row, "classes loaded, by library", largest(libraries(jcmd(pid, "VM.classes")), "")));
  }

  private static String jcmd(long pid, String command) throws IOException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    return Command.output(List.of(program.toString(), Long.toString(pid), command));
  }

  /** MiB by what they are for. */
  static Map<String, Double> mappings(String map) {
    Map<String, Double> sizes = new TreeMap<>();
    for (String line : map.split("\n", -1)) {
      Matcher mapping = MAPPING.matcher(line);
      if (mapping.matches()) {
        double resident = Long.parseLong(mapping.group(1)) / MEBIBYTE;
        sizes.merge(label(mapping.group(2), mapping.group(3).strip()), resident, Double::sum);
      }
    }
    return sizes;
  }

  private static String label(String word, String file) {
    if (file.startsWith("/")) {
      return file.substring(file.lastIndexOf('/') + 1);
    }
    return switch (word.replaceAll(",.*", "")) {
      case "JAVAHEAP" -> "Java heap";
      case "CLASS", "META" -> "metaspace";
      case "CODE" -> "compiled code";
      case "STACK" -> "stacks of threads";
      case "CDS" -> "class archive";
      case "GC", "CARDTBL" -> "collector";
      default -> "malloc and the rest of anonymous memory";
    };
  }

  /** How many classes each library has. */
  static Map<String, Double> libraries(String classes) {
    Map<String, Double> counts = new TreeMap<>();
    for (String line : classes.split("\n", -1)) {
      Matcher one = CLASS.matcher(line);
      if (one.matches()) {
        counts.merge(library(one.group(1)), 1.0, Double::sum);
      }
    }
    return counts;
  }

  private static String library(String name) {
    String[] parts = name.replaceFirst("^\\[+L?", "").split("\\.", 4);
    return parts.length < 3 || parts[0].matches("java|jdk|sun") || parts[1].equals("sun")
        ? "Java"
        : parts[0] + "." + parts[1];
  }

  /** The largest first. */
  private static List<Figure> largest(Map<String, Double> values, String unit) {
    List<Figure> figures = new ArrayList<>();
    double rest = 0;
    for (Map.Entry<String, Double> value : values.entrySet()) {
      if (value.getValue() < LEAST) {
        rest += value.getValue();
      } else {
        figures.add(Figure.of(value.getKey(), value.getValue(), unit));
      }
    }
    figures.sort(Comparator.comparingDouble(Figure::value).reversed());
    if (rest > 0) {
      figures.add(Figure.of("all others together", rest, unit));
    }
    double all = values.values().stream().mapToDouble(value -> value).sum();
    figures.add(Figure.of("in all", all, unit));
    return figures;
  }
}
