/** What stands at a `{0}` of a text: a name or number as it is, or a text with a translation of its own. */
export type TextValue = string | number | LocalizableText;

/**
 * A text for a person, in parts: nothing here knows a language but English, and an editor that does can put the template
 * into its own before it is filled. Plain data, as the findings that carry it.
 */
export interface LocalizableText {
  /** English, with `{0}`, `{1}`, … for the values. */
  readonly template: string;
  readonly values: readonly TextValue[];
  /** The sentence that follows, as a hint. */
  readonly next?: LocalizableText;
}

/** A text. The template has to be a literal, so that tools find it for translation. */
export function localizableText(
  template: string,
  ...values: readonly TextValue[]
): LocalizableText {
  return { template, values };
}

/** The text with a sentence after it; as it is, when there is none. */
export function withSentence(
  text: LocalizableText,
  next: LocalizableText | undefined,
): LocalizableText {
  return next ? { ...text, next } : text;
}

/** The text as the command line and logs have it; one without parts stays as it is. */
export function inEnglish(text: LocalizableText | string): string {
  if (typeof text === 'string') return text;
  const { template, values, next } = text;
  const sentence = template.replaceAll(/\{(\d)\}/g, (place, index: string) => {
    const value = values[Number(index)] ?? place;
    return typeof value === 'object' ? inEnglish(value) : String(value);
  });
  return next ? `${sentence} ${inEnglish(next)}` : sentence;
}
