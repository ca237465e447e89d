import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsIn } from '../../../extension/core/documents/findings.ts';
import { ParsedDocuments } from '../../../extension/core/documents/parsedDocuments.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';

/** A document as the editor has it: another text is another version of the same object. */
class OpenText {
  version = 1;
  reads = 0;
  #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  getText(): string {
    this.reads++;
    return this.#text;
  }

  become(text: string): void {
    this.#text = text;
    this.version++;
  }
}

const settings = (args: string): string =>
  `{ "profiles": { "a": { "commandName": "Project" }, "b": { "commandLineArgs": "${args}" } } }`;

describe('ParsedDocuments', () => {
  it('parses a version once, whoever asks', () => {
    const [documents, document] = [new ParsedDocuments(), new OpenText(settings('1'))];
    const first = documents.parsed(document);
    assert.deepEqual(first.settings, parseLaunchSettings(settings('1')));
    assert.equal(documents.parsed(document), first);
    assert.equal(document.reads, 1);
  });

  it('parses only the profile that has changed, when the text is another one', () => {
    const [documents, document] = [new ParsedDocuments(), new OpenText(settings('1'))];
    const before = documents.parsed(document).settings;
    document.become(settings('22'));
    const after = documents.parsed(document).settings;
    assert.deepEqual(after, parseLaunchSettings(settings('22')));
    assert.equal(after.profiles[0], before.profiles[0]);
  });

  it('has the same for a version with the same text', () => {
    const [documents, document] = [new ParsedDocuments(), new OpenText(settings('1'))];
    const first = documents.parsed(document);
    document.become(settings('1'));
    assert.equal(documents.parsed(document), first);
  });

  it('knows what an edit leaves before it has come, and parses it not again', () => {
    const [documents, document] = [new ParsedDocuments(), new OpenText(settings('1'))];
    const first = documents.parsed(document);
    const expected = documents.expect(document, settings('2'));
    assert.deepEqual(expected.settings, parseLaunchSettings(settings('2')));
    assert.equal(documents.parsed(document), first, 'until it comes, the text is as before');
    document.become(settings('2'));
    assert.equal(documents.parsed(document), expected);
  });

  it('parses what is there when another edit came than the expected one', () => {
    const [documents, document] = [new ParsedDocuments(), new OpenText(settings('1'))];
    documents.expect(document, settings('2'));
    document.become(settings('3'));
    const { text, settings: parsed } = documents.parsed(document);
    assert.equal(text, settings('3'));
    assert.deepEqual(parsed, parseLaunchSettings(settings('3')));
  });
});

describe('findingsIn', () => {
  it('looks once for the findings of a text in a kind of project', () => {
    const parsed = parseLaunchSettings('{ "profiles": { "a": { "commandName": "Projekt" } } }');
    const findings = findingsIn(parsed, 'host');
    assert.equal(findings.length, 1);
    assert.equal(findingsIn(parsed, 'host'), findings);
    assert.notEqual(findingsIn(parsed, 'dotnet'), findings);
  });
});
