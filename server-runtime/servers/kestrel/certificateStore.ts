import { readFileSync, statSync } from 'node:fs';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import { findDevelopmentCertificate } from '../shared/developmentCertificate.ts';
import type { CertificateOptions, HttpsOptions } from './httpsOptions.ts';

const noCertificate = [
  'Unable to configure HTTPS endpoint. No server certificate was specified, and the default developer certificate could not be found or is out of date.',
  "To generate a developer certificate run 'node host.js dev-certs https'. To trust the certificate run 'node host.js dev-certs https --trust'.",
  'For more information on configuring HTTPS see https://go.microsoft.com/fwlink/?linkid=848054.',
].join('\n');

/** The certificates of a server: which one a client gets, and newer ones when their files change. */
export class CertificateStore {
  readonly #options: HttpsOptions;
  #default: SecureContextOptions = {};
  #byName = new Map<string, SecureContext>();
  #version = '';

  /** Throws when a file cannot be read, is no certificate, or there is none at all. */
  constructor(options: HttpsOptions) {
    this.#options = options;
    this.#load();
  }

  /** The certificate of a client that names no server, or one that we do not know. */
  get defaultContext(): SecureContextOptions {
    return this.#default;
  }

  /** The certificate for a name (RFC 6066 §3); undefined: the default one. */
  find(serverName: string): SecureContext | undefined {
    const name = serverName.toLowerCase();
    const contexts = this.#byName;
    return contexts.get(name) ?? contexts.get(name.replace(/^[^.]+/, '*')) ?? contexts.get('*');
  }

  /** Reads the files again when one has changed. False: nothing is new. Throws, with the old ones in force, when they are no good. */
  reload(): boolean {
    if (this.#readVersion() === this.#version) return false;
    this.#load();
    return true;
  }

  #load(): void {
    const version = this.#readVersion();
    const { serverNames = {}, clientCertificateAuthorities: ca } = this.#options;
    const authorities = ca === undefined ? {} : { ca: contentOf(ca) };
    const defaultContext = { ...readCertificate(this.#options), ...authorities };
    createSecureContext(defaultContext);
    const byName = new Map(
      Object.entries(serverNames).map(([name, certificate]) => [
        name.toLowerCase(),
        createSecureContext({ ...readCertificate(certificate), ...authorities }),
      ]),
    );
    this.#default = defaultContext;
    this.#byName = byName;
    this.#version = version;
  }

  /** Changes when a file does. */
  #readVersion(): string {
    const { serverNames = {} } = this.#options;
    return [this.#options, ...Object.values(serverNames)]
      .flatMap(({ pfx, cert, key }) => [pfx, cert, key])
      .filter((source) => typeof source === 'string')
      .map((file) => {
        const { mtimeMs, size } = statSync(file);
        return `${file}:${mtimeMs}:${size}`;
      })
      .join('\n');
  }
}

function readCertificate({ pfx, cert, key, passphrase }: CertificateOptions): SecureContextOptions {
  const password = passphrase === undefined ? {} : { passphrase };
  if (pfx !== undefined) return { pfx: contentOf(pfx), ...password };
  if (cert !== undefined && key !== undefined) {
    return { cert: contentOf(cert), key: contentOf(key), ...password };
  }
  if (cert !== undefined || key !== undefined) {
    throw new Error('A certificate needs both cert and key, or a pfx that holds both.');
  }
  const development = findDevelopmentCertificate();
  if (!development) throw new Error(noCertificate);
  return development.keys;
}

function contentOf(source: string | Buffer): Buffer {
  return typeof source === 'string' ? readFileSync(source) : source;
}
