package io.registrymanager.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.Set;

/** Writes a backup, a tar archive with a seal at its end, into a new file of its owner's alone. */
final class BackupWriter implements AutoCloseable {
  private final FileChannel channel;
  private final OutputStream plain;
  private final DigestOutputStream out;
  private final Instant made;

  BackupWriter(Path file, Instant made) throws IOException {
    this.channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), OwnFiles.FILE);
    this.plain = new BufferedOutputStream(Channels.newOutputStream(channel));
    this.out = new DigestOutputStream(plain, BackupSeal.digest());
    this.made = made;
  }

  void add(String name, byte[] content) throws IOException {
    TarHeader header = new TarHeader(name, content.length);
    out.write(header.bytes(made));
    out.write(content);
    out.write(new byte[header.padding()]);
  }

  void add(String name, Path file) throws IOException {
    TarHeader header = new TarHeader(name, Files.size(file));
    out.write(header.bytes(made));
    if (Files.copy(file, out) != header.size()) {
      throw new IOException(file + " changed while it was read");
    }
    out.write(new byte[header.padding()]);
  }

  /** Seals it and brings it to the disk. */
  void finish() throws IOException {
    plain.write(BackupSeal.bytes(out.getMessageDigest().digest()));
    plain.flush();
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
