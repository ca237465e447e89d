/** A program and its arguments. */
export type CommandLine = readonly [command: string, ...args: string[]];

/** What makes one party trust a certificate, or not any more, or tells whether it does. */
export interface TrustStep {
  /** Who: for people to read, at the start of a sentence. */
  who: string;
  /** Run one after the other, until one fails. */
  commands: readonly CommandLine[];
  /** What a person should know before: the system may ask them something. */
  notice?: string;
  /** What is missing for running the commands here, as a part of a sentence. They are told, not run. */
  needs?: string;
  /** Nobody waits for it: that it fails, or cannot be run here, is no failure of the whole. */
  isOptional?: boolean;
}

/** The certificate that is to be trusted. */
export interface TrustedCertificate {
  /** PEM file. */
  file: string;
  /** SHA-1 of it, hexadecimal without colons. */
  thumbprint: string;
  /** Who made it. */
  origin: 'dotnet' | 'ours';
}

/** What a platform takes. Pure: facts in, commands out. */
export interface TrustPlatform {
  trust(certificate: TrustedCertificate): TrustStep[];
  /** Commands that end with 0 where the certificate is trusted. */
  check(certificate: TrustedCertificate): TrustStep[];
  /** Takes back what {@link trust} did for a certificate of ours; without one, for all that can be found. */
  untrust(certificate: TrustedCertificate | undefined): TrustStep[];
}
