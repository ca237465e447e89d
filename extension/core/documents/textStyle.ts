/** How a document is laid out, read from the document itself. */
export interface TextStyle {
  /** One level of indentation: spaces or a tab. */
  indent: string;
  eol: '\n' | '\r\n';
}

/** Two spaces, as Visual Studio and the .NET templates write. */
const defaultStyle: TextStyle = { indent: '  ', eol: '\n' };

/** Reads the style from the first line break and the first indented property; defaults where there is none. */
export function detectTextStyle(text: string): TextStyle {
  const firstBreak = text.indexOf('\n');
  if (firstBreak < 0) return defaultStyle;
  return {
    // A property on its own line is the first thing after the root's brace that people indent.
    indent: /\n([ \t]+)"/.exec(text)?.[1] ?? defaultStyle.indent,
    eol: text[firstBreak - 1] === '\r' ? '\r\n' : '\n',
  };
}

/** The white space that starts the line on which the offset stands. */
export function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

/** JSON text of a value, laid out in the style, its first line at the given indentation. */
export function formatValue(value: unknown, style: TextStyle, indent: string): string {
  return JSON.stringify(value, undefined, style.indent).replaceAll('\n', style.eol + indent);
}
