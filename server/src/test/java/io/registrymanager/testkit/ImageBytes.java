package io.registrymanager.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** The bytes of the smallest image that every client can pull: one layer with one file. */
final class ImageBytes {
  private static final int BLOCK = 512;

  private ImageBytes() {}

  static byte[] manifest(String config, int configSize, String layer, int layerSize) {
    return """
    {"schemaVersion":2,"mediaType":"%s",\
    "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":%d,"digest":"%s"},\
    "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":%d,"digest":"%s"}]}"""
        .formatted(SmallImage.MANIFEST_TYPE, configSize, config, layerSize, layer)
        .getBytes(StandardCharsets.UTF_8);
  }

  static byte[] config(String diffId) {
    return """
    {"architecture":"amd64","os":"linux","config":{"Cmd":["/file"]},\
    "rootfs":{"type":"layers","diff_ids":["%s"]},"history":[{"created_by":"testkit"}]}"""
        .formatted(diffId)
        .getBytes(StandardCharsets.UTF_8);
  }

  static byte[] layer(String content) {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(archive(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  /** A tar archive with the one file {@code file}. */
  static byte[] archive(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    byte[] header = new byte[BLOCK];
    put(header, 0, "file");
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, "%011o\0".formatted(bytes.length));
    put(header, 136, "00000000000\0");
    put(header, 148, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    int padded = (bytes.length + BLOCK - 1) / BLOCK * BLOCK;
    byte[] archive = new byte[BLOCK + padded + 2 * BLOCK];
    System.arraycopy(header, 0, archive, 0, BLOCK);
    System.arraycopy(bytes, 0, archive, BLOCK, bytes.length);
    return archive;
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
