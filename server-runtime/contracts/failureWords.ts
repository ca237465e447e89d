import { inEnglish, type LocalizableText } from './localizableText.ts';

/** What a failure says, in parts: for whoever speaks another language. A text without parts is the same in each. */
export interface FailureTexts {
  message: LocalizableText | string;
  help: (LocalizableText | string)[];
}

/** What a failure says to a person, in English and in parts. */
export interface FailureWords {
  /** What happened, one sentence. */
  message: string;
  /** What would help, one sentence each; may be empty. */
  help: string[];
  texts: FailureTexts;
}

/** The words of a failure from what happened and what would help. */
export function failureWords(
  message: LocalizableText | string,
  help: readonly (LocalizableText | string)[] = [],
): FailureWords {
  return {
    message: inEnglish(message),
    help: help.map(inEnglish),
    texts: { message, help: [...help] },
  };
}
