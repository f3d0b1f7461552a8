package dev.titan.server.tls;

import dev.titan.config.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the JDK's TLS context of the configured certificate and key. */
public final class TlsContext {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);
    private static final char[] IN_MEMORY = {};

    private TlsContext() {}

    /**
     * Reads the files and checks that they fit each other. A certificate that is not valid now is only warned of: the clock may be wrong.
     *
     * @param folder relative file names are relative to it
     * @throws TlsException when a file is missing, damaged, encrypted with another password, or does not fit the other
     * @throws IOException when a file cannot be read for another reason
     */
    public static SSLContext of(Tls tls, Path folder) throws IOException {
        try {
            KeyStore store = tls.keystore() != null
                    ? keystore(folder.resolve(tls.keystore()), tls.keystore(), tls.password())
                    : pem(tls, folder);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            boolean own = tls.keystore() == null;
            keys.init(
                    store,
                    own || tls.password() == null ? IN_MEMORY : tls.password().toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (UnrecoverableKeyException e) {
            throw new TlsException(
                    "The private key in " + tls.keystore() + " does not open with server.tls.password", e);
        } catch (GeneralSecurityException e) {
            throw new TlsException("This Java cannot serve TLS with the configured key: " + e.getMessage(), e);
        }
    }

    private static KeyStore keystore(Path file, String name, @Nullable String password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password == null ? IN_MEMORY : password.toCharArray());
        } catch (NoSuchFileException e) {
            throw missing(name, e);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new TlsException("The key store " + name + " does not open with server.tls.password", e);
            }
            throw new TlsException("The key store " + name + " cannot be read: it is damaged, or no PKCS#12", e);
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                warnIfInvalid((X509Certificate) store.getCertificate(alias), name);
                return store;
            }
        }
        throw new TlsException("The key store " + name + " holds no private key");
    }

    private static KeyStore pem(Tls tls, Path folder) throws IOException, GeneralSecurityException {
        if (tls.cert() == null) {
            throw new TlsException(
                    "TLS needs a certificate: set server.tls.cert and server.tls.key, or server.tls.keystore");
        }
        List<PemBlock> blocks = blocks(folder, tls.cert());
        List<X509Certificate> chain = certificates(blocks, tls.cert());
        String keyName = tls.key() == null ? tls.cert() : tls.key();
        PrivateKey key = null;
        for (PemBlock block : tls.key() == null ? blocks : blocks(folder, keyName)) {
            if (key == null && PrivateKeys.isKey(block)) {
                key = PrivateKeys.read(block, keyName, tls.password());
            }
        }
        if (key == null) {
            throw new TlsException(keyName + " holds no private key"
                    + (tls.key() == null ? ": set server.tls.key to the file that does" : " in PEM form"));
        }
        if (!belongs(key, chain.get(0).getPublicKey())) {
            throw new TlsException(
                    "The private key in " + keyName + " is not that of the first certificate in " + tls.cert());
        }
        warnIfInvalid(chain.get(0), tls.cert());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        store.setKeyEntry("server", key, IN_MEMORY, chain.toArray(Certificate[]::new));
        return store;
    }

    private static List<PemBlock> blocks(Path folder, String name) throws IOException {
        try {
            return PemBlock.parse(Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw missing(name, e);
        } catch (IllegalArgumentException e) {
            throw new TlsException(name + " is damaged: what stands between BEGIN and END is not base64", e);
        }
    }

    private static TlsException missing(String name, IOException cause) {
        return new TlsException("There is no file " + name + ", which server.tls names", cause);
    }

    private static List<X509Certificate> certificates(List<PemBlock> blocks, String name)
            throws TlsException, CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> chain = new ArrayList<>();
        for (PemBlock block : blocks) {
            if (!block.label().endsWith("CERTIFICATE")) {
                continue;
            }
            try {
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
            } catch (CertificateException e) {
                throw new TlsException("A certificate in " + name + " is damaged", e);
            }
        }
        if (chain.isEmpty()) {
            throw new TlsException(name + " holds no certificate in PEM form");
        }
        return chain;
    }

    /** Whether what the one signs the other verifies. */
    private static boolean belongs(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String type = key.getAlgorithm();
        if (!type.equals(certified.getAlgorithm())) {
            return false;
        }
        String algorithm = switch (type) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> type;
        };
        if (type.equals("RSASSA-PSS")) {
            return true;
        }
        byte[] message = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(message);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(message);
        return signature.verify(signed);
    }

    private static void warnIfInvalid(X509Certificate certificate, String name) {
        try {
            certificate.checkValidity();
        } catch (CertificateException e) {
            LOG.warn(
                    "The certificate in {} is not valid now, only from {} to {}",
                    name,
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        }
    }
}
