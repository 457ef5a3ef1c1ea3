package io.registrymanager.store;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** Reads a backup. */
record BackupFile(Path path) {
  private static final int LARGEST_INFO = 64 * 1024;

  /** Where the content of each file goes. */
  @FunctionalInterface
  interface Receiver {
    /** The stream is closed by the reader. */
    OutputStream open(String name) throws IOException;
  }

  /**
   * Reads it whole, and says what it is if it is what was written and this program can use it.
   *
   * @param programVersion for the sentence that refuses a newer one
   */
  BackupInfo verify(String programVersion) {
    try (DataInputStream in = open()) {
      TarHeader first = first(in);
      checkSeal();
      BackupInfo info = BackupInfo.parse(in.readNBytes(Math.toIntExact(first.size())));
      if (info.schema() > Schema.CURRENT) {
        throw new BackupException(
            "the backup %s was made by registrymanager %s (schema %d); this is %s (schema %d)"
                .formatted(path, info.program(), info.schema(), programVersion, Schema.CURRENT));
      }
      return info;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Hands out all files but the first, which says what it is, and the seal. */
  void unpack(Receiver receiver) throws IOException {
    long left = Files.size(path) - BackupSeal.LENGTH;
    try (DataInputStream in = open()) {
      while (left > 0) {
        TarHeader header = TarHeader.parse(block(in));
        try (OutputStream out =
            header.name().equals(BackupInfo.NAME)
                ? OutputStream.nullOutputStream()
                : receiver.open(header.name())) {
          copy(in, header.size(), out);
        }
        in.skipNBytes(header.padding());
        left -= TarHeader.BLOCK + header.size() + header.padding();
      }
    }
  }

  /** Whatever else the file may be is said before anybody sums it up. */
  private TarHeader first(InputStream in) throws IOException {
    try {
      TarHeader first = TarHeader.parse(block(in));
      if (first.name().equals(BackupInfo.NAME) && first.size() <= LARGEST_INFO) {
        return first;
      }
    } catch (EOFException | NumberFormatException | ArithmeticException _) {
      // said below
    }
    throw new BackupException(path + " is no backup of registrymanager");
  }

  /** Whether every byte is as it was written. */
  void checkSeal() throws IOException {
    long sealed = Files.size(path) - BackupSeal.LENGTH;
    MessageDigest digest = BackupSeal.digest();
    try (DataInputStream in = open()) {
      copy(
          in, Math.max(0, sealed), new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      if (!Arrays.equals(in.readAllBytes(), BackupSeal.bytes(digest.digest()))) {
        throw new BackupException(
            "the backup " + path + " is damaged: it is cut off or not as it was written");
      }
    }
  }

  private static byte[] block(InputStream in) throws IOException {
    byte[] block = in.readNBytes(TarHeader.BLOCK);
    if (block.length < TarHeader.BLOCK) {
      throw new EOFException("it ends too early");
    }
    return block;
  }

  private static void copy(InputStream in, long size, OutputStream out) throws IOException {
    byte[] part = new byte[64 * 1024];
    long left = size;
    while (left > 0) {
      int read = in.read(part, 0, (int) Math.min(part.length, left));
      if (read < 0) {
        throw new EOFException("it ends too early");
      }
      out.write(part, 0, read);
      left -= read;
    }
  }

  private DataInputStream open() throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(path)));
  }

  private BackupException unreadable(IOException e) {
    return e instanceof NoSuchFileException
        ? new BackupException("there is no file " + path, e)
        : new BackupException("the backup " + path + " cannot be read: " + e.getMessage(), e);
  }
}
