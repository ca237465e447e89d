/** A certificate with its key: either a PFX, or both as PEM. Text is the path of a file, which is read again when it changes. */
export interface CertificateOptions {
  pfx?: string | Buffer;
  /** Of the PFX, or of an encrypted key. */
  passphrase?: string;
  /** With the certificates between it and its authority after it. */
  cert?: string | Buffer;
  key?: string | Buffer;
}

/**
 * Whether clients show a certificate: `none` does not ask; `allow` asks, and leaves it to the app; `require` asks, and refuses
 * whoever has none that one of the authorities has signed.
 */
export type ClientCertificateMode = 'none' | 'allow' | 'require';

/** How https addresses are served. */
export interface HttpsOptions extends CertificateOptions {
  /** Certificates by the name that the client asks for (SNI); `*.example.com` stands for one label. */
  serverNames?: Readonly<Record<string, CertificateOptions>>;
  clientCertificateMode?: ClientCertificateMode;
  /** Authorities for client certificates, as PEM; the system's unless given. */
  clientCertificateAuthorities?: string | Buffer;
  /** In milliseconds; 10 s unless given. */
  handshakeTimeout?: number;
}
