import { l10n } from 'vscode';

import type { LocalizableText } from '../../core/base/userError.ts';

/** A text of code that knows no editor, in the editor's language; one that is in it already stays as it is. */
export function sayText(text: LocalizableText | string): string {
  if (typeof text === 'string') return text;
  const values = text.values.map((value) => (typeof value === 'object' ? sayText(value) : value));
  const sentence = l10n.t(text.template, ...values);
  return text.next ? `${sentence} ${sayText(text.next)}` : sentence;
}
