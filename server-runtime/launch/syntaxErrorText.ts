import { localizableText, type LocalizableText } from '../contracts/localizableText.ts';

/** Texts for jsonc-parser's error codes, by number, since its const enum cannot be imported. */
const texts: Readonly<Record<number, LocalizableText>> = {
  1: localizableText('This is no JSON value.'),
  2: localizableText('This is no number.'),
  3: localizableText('A property name in double quotes is missing here.'),
  4: localizableText('A value is missing here.'),
  5: localizableText('A colon is missing here.'),
  6: localizableText('A comma is missing here.'),
  7: localizableText('A closing brace } is missing here.'),
  8: localizableText('A closing bracket ] is missing here.'),
  9: localizableText('The file should end here.'),
  10: localizableText('A comment is not allowed here.'),
  11: localizableText('This comment is not closed.'),
  12: localizableText('This string is not closed.'),
  13: localizableText('This number is not complete.'),
  14: localizableText('This \\u escape needs four hexadecimal digits.'),
  15: localizableText('This escape is not known to JSON.'),
  16: localizableText('This character is not allowed in a string: escape it.'),
};

/** A syntax error in words. */
export function syntaxErrorText(code: number, text: string): LocalizableText {
  if (text.trim() === '') return localizableText('The file is empty.');
  return texts[code] ?? localizableText('This is not JSON.');
}
