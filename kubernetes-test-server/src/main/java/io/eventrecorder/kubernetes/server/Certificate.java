package io.eventrecorder.kubernetes.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A new key and a certificate for localhost that it has signed itself. The JDK has no API that
 * makes one, and its {@code keytool} takes a second and leaves a file with the key.
 */
final class Certificate {
  private static final char[] NO_PASSWORD = new char[0];

  private final KeyPair keys;
  private final X509Certificate certificate;

  private Certificate(KeyPair keys, X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  static Certificate create(Clock clock) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair keys = generator.generateKeyPair();
      byte[] unsigned = unsigned(keys, clock.instant());
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(unsigned);
      byte[] signed = Der.sequence(unsigned, algorithm(), Der.bits(signature.sign()));
      return new Certificate(
          keys,
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(signed)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK can make EC keys and read certificates", e);
    }
  }

  /** {@return for the server: shows the certificate} */
  SSLContext server() {
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry(
          "server", keys.getPrivate(), NO_PASSWORD, new X509Certificate[] {certificate});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /** {@return for clients: trusts this certificate only} */
  SSLContext client() {
    try {
      KeyStore store = emptyStore();
      store.setCertificateEntry("server", certificate);
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  String pem() {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("it was made of these bytes", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** RFC 5280, section 4.1. */
  private static byte[] unsigned(KeyPair keys, Instant now) {
    byte[] name =
        Der.sequence(
            Der.encode(
                Der.SET,
                Der.sequence(Der.objectId(2, 5, 4, 3), Der.text("Event Recorder test server"))));
    byte[] validity =
        Der.sequence(
            Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(Duration.ofDays(365))));
    return Der.sequence(
        Der.encode(0xa0, Der.integer(BigInteger.TWO)),
        Der.integer(BigInteger.valueOf(now.toEpochMilli())),
        algorithm(),
        name,
        validity,
        name,
        keys.getPublic().getEncoded(),
        Der.encode(0xa3, Der.sequence(authority(), subjects())));
  }

  private static byte[] algorithm() {
    return Der.sequence(Der.objectId(1, 2, 840, 10045, 4, 3, 2));
  }

  private static byte[] authority() {
    return Der.sequence(
        Der.objectId(2, 5, 29, 19), Der.yes(), Der.encode(Der.OCTETS, Der.sequence(Der.yes())));
  }

  private static byte[] subjects() {
    byte[] names =
        Der.sequence(
            Der.encode(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
            Der.encode(0x87, new byte[] {127, 0, 0, 1}));
    return Der.sequence(Der.objectId(2, 5, 29, 17), Der.encode(Der.OCTETS, names));
  }
}
