import { type FailureTexts, failureWords } from '../../contracts/failureWords.ts';
import type { LocalizableText } from '../../contracts/localizableText.ts';

/** Why the site could not start to listen. Codes are stable. */
export type SiteStartErrorCode = 'no-certificate' | 'windows-authentication';

/** The site's front end could not start. */
export class SiteStartError extends Error {
  readonly code: SiteStartErrorCode;
  /** What would help, one sentence each. */
  readonly help: readonly string[];
  /** Message and help in parts. */
  readonly texts: FailureTexts;

  constructor(
    code: SiteStartErrorCode,
    text: LocalizableText,
    helpTexts: readonly LocalizableText[] = [],
  ) {
    const { message, help, texts } = failureWords(text, helpTexts);
    super(message);
    this.name = 'SiteStartError';
    this.code = code;
    this.help = help;
    this.texts = texts;
  }
}
