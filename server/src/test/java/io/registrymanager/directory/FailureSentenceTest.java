package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.registrymanager.directory.Questions.Failure;
import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** What people read when a domain controller is away. */
class FailureSentenceTest {
  private static final String SUFFIX = ", ldapSDKVersion=7.0.5, revision=0123abc";

  @Test
  void itNamesTheCauseAndNotTheLibrary() {
    LDAPException inner =
        new LDAPException(
            ResultCode.CONNECT_ERROR, "ConnectException(Connection refused)" + SUFFIX);
    assertThat(Failure.sentence(new LDAPException(ResultCode.CONNECT_ERROR, "quoted", inner)))
        .isEqualTo("connect error, ConnectException(Connection refused)");
  }

  @Test
  void whatHappenedOutsideTheLibrarySaysMost() {
    Exception chain = new CertPathValidatorException("no anchor");
    IOException handshake = new SSLHandshakeException("(certificate_unknown) no anchor", chain);
    LDAPException inner = new LDAPException(ResultCode.CONNECT_ERROR, "quoted", handshake);
    LDAPException outer = new LDAPException(ResultCode.CONNECT_ERROR, "quoted twice", inner);
    assertThat(Failure.sentence(outer)).isEqualTo("connect error, (certificate_unknown) no anchor");
  }
}
