import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { launchEntryPlace } from '../../../extension/core/documents/launchEntryPlace.ts';
import type { LaunchEntryPlace } from '../../../extension/core/documents/launchEntryPlace.ts';

/** What is found at the `|` of a text, with the text that gives way. */
function placeIn(marked: string): (LaunchEntryPlace & { readonly old: string }) | undefined {
  const text = marked.replace('|', '');
  const place = launchEntryPlace(text, marked.indexOf('|'), 'server-profile');
  if (!place) return undefined;
  const { offset, length } = place.range;
  return { ...place, old: text.slice(offset, offset + length) };
}

const entry = (rest: string, type = 'server-profile'): string =>
  `{ "type": "${type}", "request": "launch", ${rest} }`;
const launchJson = (...entries: string[]): string =>
  `{\n  // Comment\n  "configurations": [${entries.join(', ')}]\n}`;

describe('launchEntryPlace', () => {
  it('finds the name of a profile, with the project of its entry', () => {
    const other = entry('"project": "other", "profile": "one"');
    const own = entry('"project": "${workspaceFolder}/api", "profile": "w|e"');
    const place = placeIn(launchJson(other, own));
    assert.equal(place?.key, 'profile');
    assert.equal(place.project, '${workspaceFolder}/api');
    assert.equal(place.old, '"we"');
  });

  it('finds a name that is still to be written', () => {
    for (const [rest, old] of [
      ['"profile": |', ''],
      ['"profile": "|"', '""'],
      ['"profile": "|', '"'],
    ] as const) {
      const place = placeIn(launchJson(entry(rest)));
      assert.equal(place?.key, 'profile', rest);
      assert.equal(place.old, old, rest);
    }
  });

  it('finds the folder of a project', () => {
    assert.equal(placeIn(launchJson(entry('"project": "|", "profile": "web"')))?.key, 'project');
  });

  it('asks for a comma where something follows', () => {
    assert.equal(placeIn(launchJson(entry('"profile": |\n"console": "x"')))?.needsComma, true);
    assert.equal(placeIn(launchJson(entry('"profile": "|"')))?.needsComma, false);
  });

  it('finds names in the launch section of a workspace file', () => {
    const text = `{ "folders": [], "launch": ${launchJson(entry('"profile": "|"'))} }`;
    assert.equal(placeIn(text)?.key, 'profile');
  });

  it('leaves everything else alone', () => {
    for (const text of [
      launchJson(entry('"name": "|"')),
      launchJson(entry('"profile|": "web"')),
      launchJson(entry('"env": { "profile": "|" }')),
      launchJson(entry('"profile": "|"', 'node')),
      `{ "compounds": [${entry('"profile": "|"')}] }`,
      `{ "other": ${launchJson(entry('"profile": "|"'))} }`,
      entry('"profile": "|"'),
      '|',
    ]) {
      assert.equal(placeIn(text), undefined, text);
    }
  });
});
