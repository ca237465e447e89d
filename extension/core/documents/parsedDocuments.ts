import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import {
  type ParsedSettings,
  reparseLaunchSettings,
} from '../../../server-runtime/launch/reparse.ts';

/** What of an open document is looked at. */
export interface OpenDocument {
  readonly version: number;
  getText(): string;
}

interface Known {
  readonly version: number;
  readonly parsed: ParsedSettings;
  /** What an edit on its way will leave. */
  readonly expected?: ParsedSettings;
}

/**
 * The open settings documents, each version parsed once, whoever asks: the Debug tab, the help in the text, the problems. The
 * less has changed since the version before, the sooner.
 */
export class ParsedDocuments {
  readonly #known = new WeakMap<OpenDocument, Known>();

  /** The document as it stands; the same object as long as its text is the same. */
  parsed(document: OpenDocument): ParsedSettings {
    const { version } = document;
    const known = this.#known.get(document);
    if (known?.version === version) return known.parsed;
    const parsed = parseNext(known, document.getText());
    this.#known.set(document, { version, parsed });
    return parsed;
  }

  /** What the document will be when an edit has left this text in it. It is not parsed again when it has come. */
  expect(document: OpenDocument, text: string): ParsedSettings {
    const parsed = this.parsed(document);
    const { version } = document;
    const expected = parseNext({ version, parsed }, text);
    this.#known.set(document, { version, parsed, expected });
    return expected;
  }
}

function parseNext(known: Known | undefined, text: string): ParsedSettings {
  if (!known) return { text, settings: parseLaunchSettings(text) };
  const { parsed, expected } = known;
  if (expected?.text === text) return expected;
  if (parsed.text === text) return parsed;
  return { text, settings: reparseLaunchSettings(parsed, text) };
}
