package io.registrymanager.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whose signature under a server's certificate is believed. */
final class Trust {
  private Trust() {}

  /**
   * Sockets that believe the authorities of that file, or those of Java. Blocks.
   *
   * @throws IllegalArgumentException with a sentence if the file will not do
   */
  static SSLSocketFactory sockets(Optional<Path> caFile) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      if (caFile.isPresent()) {
        trust.init(authorities(caFile.get()));
      } else {
        trust.init((KeyStore) null);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static KeyStore authorities(Path file) throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException(refusal(file, "holds no certificate"));
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      return store;
    } catch (CertificateException e) {
      throw new IllegalArgumentException(refusal(file, "holds no certificates in PEM"), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(refusal(file, "cannot be read"), e);
    }
  }

  private static String refusal(Path file, String why) {
    return "directory.ca-file names " + file + ", which " + why;
  }
}
