package io.registrymanager.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms of the house and who may know whom: downwards only. */
class ArchitectureTest {
  private static final String ROOT = "io.registrymanager.";
  private static final Set<String> GROUND = Set.of("oci", "secret", "thread", "setting");
  private static final Set<String> MIDDLE = Set.of("authentication", "observation");
  private static final Set<String> FEATURES = Set.of("users", "catalog", "pages");
  private static final Map<String, Set<String>> MAY_IMPORT = mayImport();
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.registrymanager");

  private static Map<String, Set<String>> mayImport() {
    Map<String, Set<String>> rooms = new TreeMap<>();
    GROUND.forEach(room -> rooms.put(room, Set.of()));
    rooms.put("setting", Set.of("secret")); // a secret setting is read as a secret from the start
    rooms.put("access", Set.of("oci"));
    rooms.put("identity", Set.of("access", "secret"));
    Set<String> below = new HashSet<>(rooms.keySet());
    layer(rooms, below, Set.of("endpoint"));
    layer(rooms, below, Set.of("audit")); // what observation makes of requests
    layer(rooms, below, MIDDLE);
    layer(rooms, below, FEATURES);
    Set<String> edges = new HashSet<>(below);
    layer(rooms, below, Set.of("directory", "store"));
    layer(rooms, edges, Set.of("upstream"));
    layer(rooms, edges, Set.of("proxy"));
    layer(rooms, edges, Set.of("server"));
    below.addAll(edges);
    layer(rooms, below, Set.of("config"));
    layer(rooms, below, Set.of("app"));
    return rooms;
  }

  private static void layer(Map<String, Set<String>> rooms, Set<String> below, Set<String> names) {
    names.forEach(name -> rooms.put(name, Set.copyOf(below)));
    below.addAll(names);
  }

  private static String roomOf(JavaClass type) {
    String rest = type.getPackageName().substring(ROOT.length() - 1);
    return rest.isEmpty() ? "" : rest.substring(1).replaceFirst("\\..*", "");
  }

  private static DescribedPredicate<JavaClass> inAnyRoomBut(Set<String> rooms) {
    return DescribedPredicate.describe(
        "in a room other than " + new TreeSet<>(rooms),
        type -> (type.getPackageName() + ".").startsWith(ROOT) && !rooms.contains(roomOf(type)));
  }

  static Set<String> rooms() {
    return MAY_IMPORT.keySet();
  }

  @Test
  void everyClassLivesInARoom() {
    assertThat(CLASSES.stream().map(ArchitectureTest::roomOf).collect(Collectors.toSet()))
        .isNotEmpty()
        .isSubsetOf(rooms());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomImportsDownwardsOnly(String room) {
    Set<String> known = new HashSet<>(MAY_IMPORT.getOrDefault(room, Set.of()));
    known.add(room);
    noClasses()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .dependOnClassesThat(inAnyRoomBut(known))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "io.netty.., server proxy upstream",
    "java.sql.., store",
    "javax.sql.., store",
    "org.jdbi.., store",
    "org.flywaydb.., store",
    "org.sqlite.., store",
    "com.zaxxer.., store",
    "com.unboundid.., directory",
    "picocli.., app",
    "org.bouncycastle.., authentication server",
    "io.prometheus.., observation",
    "tools.jackson.., endpoint config users observation app",
    "ch.qos.logback.., app",
    "java.net.http.., ''",
    "javax.naming.., ''",
    "sun.., ''",
    "com.google.common.., ''"
  })
  void aLibraryIsKnownToItsRoomsAlone(String library, String rooms) {
    Set<String> knowing =
        Stream.of(rooms.split(" ")).filter(r -> !r.isEmpty()).collect(Collectors.toSet());
    noClasses()
        .that(inAnyRoomBut(knowing))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci", "secret", "thread", "setting", "access", "identity"})
  void theFoundationKnowsNoLibrary(String room) {
    classes()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "io.registrymanager..",
                "java.lang..",
                "java.util..",
                "java.time..",
                "java.io..",
                "java.nio..",
                "java.net",
                "java.security..",
                "org.jspecify.annotations.."))
        .check(CLASSES);
  }

  @Test
  void decisionsNeverSeeAUser() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "access..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "identity..", ROOT + "authentication..")
        .check(CLASSES);
  }

  /** Once the composition is there, what is public in a feature is what another room uses. */
  @Test
  void featuresShowOnlyWhatOthersUse() {
    Set<JavaClass> unused =
        CLASSES.stream()
            .filter(type -> FEATURES.contains(roomOf(type)))
            .filter(type -> type.isTopLevelClass() && isPublic(type) && !isUsedOutside(type))
            .collect(Collectors.toSet());
    boolean composed = CLASSES.stream().anyMatch(type -> roomOf(type).equals("app"));
    assertThat(composed ? unused : Set.of()).isEmpty();
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC);
  }

  private static boolean isUsedOutside(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .map(dependency -> roomOf(dependency.getOriginClass()))
        .anyMatch(room -> !room.equals(roomOf(type)));
  }

  @Test
  void theRoomsAreThoseOfTheArchitecture() {
    assertThat(MAY_IMPORT.get("upstream")).doesNotContain("store", "directory", "proxy", "server");
    assertThat(MAY_IMPORT.get("store")).doesNotContain("directory", "upstream", "proxy", "server");
    assertThat(MAY_IMPORT.get("server")).contains("proxy", "upstream").doesNotContain("store");
    assertThat(MAY_IMPORT.get("endpoint"))
        .containsExactlyInAnyOrderElementsOf(
            List.of("oci", "secret", "thread", "setting", "access", "identity"));
    assertThat(MAY_IMPORT.entrySet().stream().filter(e -> e.getValue().contains("config")))
        .extracting(Map.Entry::getKey)
        .containsExactly("app");
    assertThat(MAY_IMPORT.values()).noneMatch(rooms -> rooms.contains("app"));
  }
}
