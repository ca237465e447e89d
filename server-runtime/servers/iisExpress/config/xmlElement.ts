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

  constructor(message: string, line: number) {
    super(message);
    this.name = 'XmlError';
    this.line = line;
  }
}
