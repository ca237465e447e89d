import { inEnglish, type LocalizableText } from '../../../contracts/localizableText.ts';

/** An element of an XML document: what a configuration file needs of XML. */
export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: readonly XmlElement[];
  /** Where its start tag begins; lines count from 1. */
  line: number;
}

/** A document that is not well-formed, or uses what is not read. */
export class XmlError extends Error {
  /** Counts from 1. */
  readonly line: number;
  /** What the message says, in parts. */
  readonly text: LocalizableText;

  constructor(text: LocalizableText, line: number) {
    super(inEnglish(text));
    this.name = 'XmlError';
    this.line = line;
    this.text = text;
  }
}
