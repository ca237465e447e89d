/** Texts for jsonc-parser's error codes, by number, since its const enum cannot be imported. */
const messages: Readonly<Record<number, string>> = {
  1: 'This is no JSON value.',
  2: 'This is no number.',
  3: 'A property name in double quotes is missing here.',
  4: 'A value is missing here.',
  5: 'A colon is missing here.',
  6: 'A comma is missing here.',
  7: 'A closing brace } is missing here.',
  8: 'A closing bracket ] is missing here.',
  9: 'The file should end here.',
  10: 'A comment is not allowed here.',
  11: 'This comment is not closed.',
  12: 'This string is not closed.',
  13: 'This number is not complete.',
  14: 'This \\u escape needs four hexadecimal digits.',
  15: 'This escape is not known to JSON.',
  16: 'This character is not allowed in a string: escape it.',
};

/** A syntax error in words. */
export function syntaxErrorMessage(code: number, text: string): string {
  if (text.trim() === '') return 'The file is empty.';
  return messages[code] ?? 'This is not JSON.';
}
