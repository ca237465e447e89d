import { launchText, type LaunchText } from './launchText.ts';

/** Texts for jsonc-parser's error codes, by number, since its const enum cannot be imported. */
const texts: Readonly<Record<number, LaunchText>> = {
  1: launchText('This is no JSON value.'),
  2: launchText('This is no number.'),
  3: launchText('A property name in double quotes is missing here.'),
  4: launchText('A value is missing here.'),
  5: launchText('A colon is missing here.'),
  6: launchText('A comma is missing here.'),
  7: launchText('A closing brace } is missing here.'),
  8: launchText('A closing bracket ] is missing here.'),
  9: launchText('The file should end here.'),
  10: launchText('A comment is not allowed here.'),
  11: launchText('This comment is not closed.'),
  12: launchText('This string is not closed.'),
  13: launchText('This number is not complete.'),
  14: launchText('This \\u escape needs four hexadecimal digits.'),
  15: launchText('This escape is not known to JSON.'),
  16: launchText('This character is not allowed in a string: escape it.'),
};

/** A syntax error in words. */
export function syntaxErrorText(code: number, text: string): LaunchText {
  if (text.trim() === '') return launchText('The file is empty.');
  return texts[code] ?? launchText('This is not JSON.');
}
