import { type LocalizableText, localizableText } from '../../../contracts/localizableText.ts';
import { type XmlElement, XmlError } from './xmlElement.ts';

/** Deeper than any configuration; keeps the reader from running out of stack. */
const maxDepth = 64;

const name = /[A-Za-z_:\u0080-\uffff][\w:.\-\u0080-\uffff]*/y;
const space = /[ \t\r\n]*/y;
const predefined: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/**
 * Reads a configuration file: elements and attributes, strictly. Text is skipped, since configuration has none. A
 * document type is refused rather than read: no file needs one, and entities of its own are how XML attacks its reader.
 * That little is why this is not a library: those are lenient, or larger than all the rest of the front end.
 * Throws {@link XmlError} with the line.
 */
export function parseXml(text: string): XmlElement {
  return new Reader(text.replace(/^\ufeff/, '')).readDocument();
}

class Reader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readDocument(): XmlElement {
    this.#skipMisc();
    if (!this.#startsWith('<')) throw this.#error(localizableText('there is no root element'));
    const root = this.#readElement(1);
    this.#skipMisc();
    if (this.#position < this.#text.length) {
      throw this.#error(localizableText('something follows the root element'));
    }
    return root;
  }

  #readElement(depth: number): XmlElement {
    if (depth > maxDepth)
      throw this.#error(localizableText('elements nest deeper than {0}', maxDepth));
    const start = this.#position;
    this.#position++;
    const element = {
      name: this.#readName(localizableText('an element name is missing')),
      attributes: this.#readAttributes(),
      children: [] as XmlElement[],
      line: this.#lineOf(start),
    };
    if (this.#take('/>')) return element;
    if (!this.#take('>'))
      throw this.#error(localizableText('the tag <{0}> does not end', element.name));
    for (;;) {
      this.#skipContent(element);
      if (this.#take('</')) break;
      element.children.push(this.#readElement(depth + 1));
    }
    const end = this.#readName(localizableText('an element name is missing'));
    if (end !== element.name) {
      throw this.#error(
        localizableText('</{0}> ends <{1}> of line {2}', end, element.name, element.line),
      );
    }
    this.#skipSpace();
    if (!this.#take('>')) throw this.#error(localizableText('the tag </{0}> does not end', end));
    return element;
  }

  #readAttributes(): Map<string, string> {
    const attributes = new Map<string, string>();
    for (;;) {
      const before = this.#position;
      this.#skipSpace();
      if (this.#startsWith('/') || this.#startsWith('>') || this.#isAtEnd) return attributes;
      if (before === this.#position)
        throw this.#error(localizableText('a space is missing before an attribute'));
      const attribute = this.#readName(localizableText('an attribute name is missing'));
      this.#skipSpace();
      if (!this.#take('='))
        throw this.#error(localizableText('the attribute {0} has no value', attribute));
      this.#skipSpace();
      if (attributes.has(attribute))
        throw this.#error(localizableText('two attributes are called {0}', attribute));
      attributes.set(attribute, this.#readValue(attribute));
    }
  }

  #readValue(attribute: string): string {
    const quote = this.#text[this.#position];
    if (quote !== '"' && quote !== "'") {
      throw this.#error(localizableText('the value of {0} is not quoted', attribute));
    }
    const end = this.#text.indexOf(quote, this.#position + 1);
    if (end < 0) throw this.#error(localizableText('the value of {0} does not end', attribute));
    const raw = this.#text.slice(this.#position + 1, end);
    if (raw.includes('<'))
      throw this.#error(localizableText('< stands in the value of {0}', attribute));
    const value = this.#decode(raw);
    this.#position = end + 1;
    return value;
  }

  #decode(raw: string): string {
    return raw
      .replace(/[\t\r\n]+/g, ' ')
      .replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));|&/g, (_, hex, decimal, entity) => {
        if (hex !== undefined || decimal !== undefined) {
          const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
          if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
        }
        const character = entity !== undefined ? predefined[entity] : undefined;
        if (character === undefined)
          throw this.#error(localizableText('& is not the start of a known entity'));
        return character;
      });
  }

  /** Skips text, comments and the like, up to a tag. */
  #skipContent(element: XmlElement): void {
    for (;;) {
      const next = this.#text.indexOf('<', this.#position);
      if (next < 0) {
        throw new XmlError(localizableText('<{0}> does not end', element.name), element.line);
      }
      this.#position = next;
      if (this.#startsWith('<![CDATA['))
        this.#skipTo(']]>', localizableText('a CDATA section does not end'));
      else if (!this.#skipComment()) return;
    }
  }

  /** Skips what may stand around the root element. */
  #skipMisc(): void {
    do this.#skipSpace();
    while (this.#skipComment());
  }

  #skipComment(): boolean {
    if (this.#startsWith('<!--')) this.#skipTo('-->', localizableText('a comment does not end'));
    else if (this.#startsWith('<?'))
      this.#skipTo('?>', localizableText('a processing instruction does not end'));
    else if (this.#startsWith('<!'))
      throw this.#error(localizableText('a document type is not allowed'));
    else return false;
    return true;
  }

  #skipTo(end: string, unfinished: LocalizableText): void {
    const found = this.#text.indexOf(end, this.#position);
    if (found < 0) throw this.#error(unfinished);
    this.#position = found + end.length;
  }

  #readName(missing: LocalizableText): string {
    name.lastIndex = this.#position;
    const found = name.exec(this.#text)?.[0];
    if (found === undefined) throw this.#error(missing);
    this.#position += found.length;
    return found;
  }

  #skipSpace(): void {
    space.lastIndex = this.#position;
    this.#position += space.exec(this.#text)?.[0].length ?? 0;
  }

  get #isAtEnd(): boolean {
    return this.#position >= this.#text.length;
  }

  #startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.#position);
  }

  #take(text: string): boolean {
    if (!this.#startsWith(text)) return false;
    this.#position += text.length;
    return true;
  }

  #lineOf(position: number): number {
    return this.#text.slice(0, position).split('\n').length;
  }

  #error(text: LocalizableText): XmlError {
    return new XmlError(text, this.#lineOf(this.#position));
  }
}
