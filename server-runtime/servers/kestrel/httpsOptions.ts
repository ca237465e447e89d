/** A certificate with its key: either a PFX, or both as PEM. Text is the path of a file, which is read again when it changes. */
export interface CertificateOptions {
  /** A certificate with its key (PKCS #12): the path of the file, or its bytes. */
  pfx?: string | Buffer;
  /** Of the PFX, or of an encrypted key. */
  passphrase?: string;
  /** With the certificates between it and its authority after it. */
  cert?: string | Buffer;
  /** The key of `cert`, as PEM: the path of the file, or its bytes. */
  key?: string | Buffer;
}

/**
 * Whether clients show a certificate: `none` does not ask; `allow` asks, and leaves it to the app; `require` asks, and refuses
 * whoever has none that one of the authorities has signed.
 */
export type ClientCertificateMode = 'none' | 'allow' | 'require';

/** A version of TLS. */
export type SslProtocol = 'tls12' | 'tls13';

/** How https addresses are served. */
export interface HttpsOptions extends CertificateOptions {
  /** Certificates by the name that the client asks for (SNI); `*.example.com` stands for one label, `*` for any name. */
  serverNames?: Readonly<Record<string, CertificateOptions>>;
  /** Whether clients are asked for a certificate: they are not unless set. */
  clientCertificateMode?: ClientCertificateMode;
  /** Authorities for client certificates, as PEM; the system's unless given. */
  clientCertificateAuthorities?: string | Buffer;
  /** The versions of TLS that are spoken; 1.2 and 1.3 unless given. */
  sslProtocols?: readonly SslProtocol[];
  /** In milliseconds; 10 s unless given. */
  handshakeTimeout?: number;
}
