package io.registrymanager.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Images of this machine's own files: layers as compressed archives, one of them in all images, as
 * a base is.
 *
 * @param images each with a manifest
 */
record ImageSet(List<Image> images) {
  private static final String OCI = "application/vnd.oci.image.";

  /**
   * One image.
   *
   * @param manifest its bytes
   * @param blobs layers and configuration
   */
  record Image(String manifest, List<Blob> blobs) {
    static final String MANIFEST_TYPE = OCI + "manifest.v1+json";
  }

  /** A file by its digest. */
  record Blob(Path file, String digest, long size) {
    static Blob of(Path file) throws IOException {
      return new Blob(file, digestOf(Files.newInputStream(file)), Files.size(file));
    }

    String json(String type) {
      return "{\"mediaType\":\"%s%s\",\"digest\":\"%s\",\"size\":%d}"
          .formatted(OCI, type, digest, size);
    }
  }

  /** Three images: a base, the base with Java, the base with Java and a program. */
  static ImageSet make(Path folder, Path java, Path program) throws IOException {
    Blob base = layer(folder, "base", Path.of("/usr/bin"));
    Blob middle = layer(folder, "java", java.resolve("lib").resolve("server"));
    Blob top = layer(folder, "program", program);
    return new ImageSet(
        List.of(
            image(folder, "1", List.of(base)),
            image(folder, "2", List.of(base, middle)),
            image(folder, "3", List.of(base, middle, top))));
  }

  private static Blob layer(Path folder, String name, Path files) throws IOException {
    Path file = folder.resolve(name + ".tar.gz");
    Command.run(
        List.of("tar", "-I", "gzip -1", "-cf", file.toString(), "-C", files.toString(), "."),
        folder.resolve(name + ".tar.output"));
    return Blob.of(file);
  }

  private static Image image(Path folder, String name, List<Blob> layers) throws IOException {
    Path file = folder.resolve(name + ".json");
    String digests =
        layers.stream().map(layer -> '"' + layer.digest() + '"').collect(Collectors.joining(","));
    Files.writeString(
        file,
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}"
            .formatted(digests));
    Blob config = Blob.of(file);
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
            .formatted(
                Image.MANIFEST_TYPE,
                config.json("config.v1+json"),
                layers.stream()
                    .map(layer -> layer.json("layer.v1.tar+gzip"))
                    .collect(Collectors.joining(",")));
    List<Blob> blobs = new ArrayList<>(layers);
    blobs.add(config);
    return new Image(manifest, List.copyOf(blobs));
  }

  /** Of all that comes, which is closed. */
  static String digestOf(InputStream from) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(from, digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  static String digestOf(String text) {
    byte[] bytes = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256:" + HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bytes of all blobs, those of shared layers once. */
  long size() {
    return images.stream()
        .flatMap(image -> image.blobs().stream())
        .distinct()
        .mapToLong(Blob::size)
        .sum();
  }
}
