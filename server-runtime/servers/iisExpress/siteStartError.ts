/** Why the site could not start to listen. Codes are stable. */
export type SiteStartErrorCode = 'no-certificate' | 'windows-authentication';

/** The site's front end could not start. */
export class SiteStartError extends Error {
  readonly code: SiteStartErrorCode;
  /** What would help, one sentence each. */
  readonly help: readonly string[];

  constructor(code: SiteStartErrorCode, message: string, help: readonly string[] = []) {
    super(message);
    this.name = 'SiteStartError';
    this.code = code;
    this.help = help;
  }
}
