import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { LaunchSettings } from '../../../server-runtime/launch/model.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { propertyCatalogue } from '../../../server-runtime/launch/propertyCatalogue.ts';
import { reparseLaunchSettings } from '../../../server-runtime/launch/reparse.ts';

const key = fc.constantFrom(...propertyCatalogue.map(({ name }) => name), 'mine', 'ApplicationUrl');
const value = fc.oneof(
  fc.constantFrom('Project', 'IISExpress', 'http://localhost:0;nonsense', 'true'),
  fc.jsonValue({ maxDepth: 1 }),
);
const document = fc.record({
  iisSettings: fc.record({ iisExpress: fc.record({ applicationUrl: value, sslPort: value }) }),
  profiles: fc.dictionary(fc.string({ maxLength: 4 }), fc.oneof(fc.dictionary(key, value), value), {
    minKeys: 1,
    maxKeys: 5,
  }),
  after: value,
});

/** Texts of every layout, with comments and trailing commas where they are allowed. */
const text = fc
  .tuple(
    document,
    fc.constantFrom(0, 2),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.constantFrom('', '/* c */', '//c\n'),
    fc.boolean(),
  )
  .map(([json, indent, eol, comment, isReversed]) => {
    const ordered = isReversed ? Object.fromEntries(Object.entries(json).toReversed()) : json;
    return JSON.stringify(ordered, undefined, indent)
      .replaceAll('{"', `{${comment}"`)
      .replaceAll('\n', eol);
  });

/** What a person types, deletes or pastes; and what breaks the text, or makes two profiles of one. */
const typed = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.constantFrom('"x": 1,', '\n', '\r', '}', '},"b":{', '/*', '//', '"', '{', '[', ',', '\\'),
);

function splice(source: string, at: number, length: number, added: string): string {
  const start = at % (source.length + 1);
  return source.slice(0, start) + added + source.slice(start + length);
}

describe('reparseLaunchSettings', () => {
  it('reads what parseLaunchSettings reads, whatever was changed', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(4), typed, (before, at, length, added) => {
        const after = splice(before, at, length, added);
        const earlier = { text: before, settings: parseLaunchSettings(before) };
        assert.deepEqual(reparseLaunchSettings(earlier, after), parseLaunchSettings(after));
      }),
      { numRuns: 4000 },
    );
  });

  const sample = `{
  "profiles": {
    "a": { "commandName": "Project" },
    "b": { "commandName": "Project", "applicationUrl": "nonsense" },
    "c": { "commandName": "Executable", "launchBrowser": "true" }
  },
  "iisSettings": { "iisExpress": { "sslPort": 1 } }
}`;

  function reread(after: string): { settings: LaunchSettings; earlier: LaunchSettings } {
    const earlier = parseLaunchSettings(sample);
    const settings = reparseLaunchSettings({ text: sample, settings: earlier }, after);
    assert.deepEqual(settings, parseLaunchSettings(after));
    return { settings, earlier };
  }

  it('keeps what stands before the changed profile, and moves what stands after it', () => {
    const { settings, earlier } = reread(sample.replace('nonsense', 'http://localhost:0",\n"x":"'));
    assert.equal(settings.profiles[0], earlier.profiles[0]);
    assert.notEqual(settings.profiles[2], earlier.profiles[2]);
  });

  it('reads the whole text when the change is in no profile, or makes two of one', () => {
    const renamed = reread(sample.replace('"b":', '"d":'));
    assert.notEqual(renamed.settings.profiles[0], renamed.earlier.profiles[0]);
    const split = reread(sample.replace('"nonsense"', '"" }, "e": { "a": 1'));
    assert.equal(split.settings.profiles.length, 4);
  });

  it('still says of a changed profile that its name differs only by case from another one', () => {
    const before = '{ "profiles": { "a": {}, "A": { "commandName": "Project" } } }';
    const after = before.replace('Project', 'IIS');
    const earlier = { text: before, settings: parseLaunchSettings(before) };
    const settings = reparseLaunchSettings(earlier, after);
    assert.deepEqual(settings, parseLaunchSettings(after));
    assert.equal(settings.diagnostics[0]?.code, 'profile-names-differ-by-case');
  });

  it('is the same reading when nothing changed', () => {
    const { settings, earlier } = reread(sample);
    assert.equal(settings, earlier);
  });
});
