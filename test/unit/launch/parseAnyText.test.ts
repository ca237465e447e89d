import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { diagnoseLaunchSettings } from '../../../server-runtime/launch/diagnoseLaunchSettings.ts';
import { createLaunchPlan } from '../../../server-runtime/launch/launchPlan.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { propertyCatalogue } from '../../../server-runtime/launch/propertyCatalogue.ts';
import { planInput } from './planInput.ts';

const key = fc.oneof(
  fc.constantFrom('profiles', 'iisSettings', 'iisExpress', ...propertyCatalogue.map((p) => p.name)),
  fc.string(),
);
const value = fc.oneof(
  fc.constantFrom('Project', 'IISExpress', 'Executable', 'http://localhost:0;x://y/z', '%A%$(B)'),
  fc.jsonValue({ maxDepth: 1 }),
);
const profile = fc.dictionary(key, value);
const document = fc.record(
  {
    profiles: fc.oneof(fc.dictionary(fc.string(), profile), fc.jsonValue()),
    iisSettings: fc.dictionary(key, value),
  },
  { requiredKeys: [] },
);

/** Documents, and documents with a hole or something foreign in them. */
const text = fc
  .tuple(fc.oneof(document, fc.jsonValue()), fc.nat(), fc.nat(20), fc.string({ maxLength: 5 }))
  .map(([json, at, length, foreign]) => {
    const whole = JSON.stringify(json, undefined, length % 3);
    const start = at % (whole.length + 1);
    return length < 10 ? whole : whole.slice(0, start) + foreign + whole.slice(start + length - 10);
  });

describe('parseLaunchSettings, for any text', () => {
  it('never throws, nor does what builds on it, and every finding stands in the text', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (source) => {
        const settings = parseLaunchSettings(source);
        const found = diagnoseLaunchSettings(settings, { projectKind: 'dotnet' });
        const plan = createLaunchPlan({ ...planInput({}), settings });
        for (const { range, valueRange, properties } of settings.profiles) {
          const ranges = [range, valueRange, ...properties.map((property) => property.range)];
          for (const each of ranges) {
            assert.ok(each === undefined || each.offset + each.length <= source.length);
          }
        }
        for (const { range, line } of [...found, ...plan.diagnostics]) {
          if (range === undefined) continue;
          assert.ok(range.offset >= 0 && range.offset + range.length <= source.length);
          assert.equal(source.slice(0, range.offset).split(/\r\n|\r(?!\n)|\n/).length, line);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the profiles and variables in text order', () => {
    const names = fc.uniqueArray(fc.oneof(fc.string(), fc.nat(99).map(String)), { maxLength: 8 });
    fc.assert(
      fc.property(names, (given) => {
        const variables = given.map((name) => `${JSON.stringify(name)}:"x"`).join();
        const members = given.map(
          (name) => `${JSON.stringify(name)}:{"environmentVariables":{${variables}}}`,
        );
        const { profiles } = parseLaunchSettings(`{"profiles":{${members.join()}}}`);
        assert.deepEqual(
          profiles.map((each) => each.name),
          given,
        );
        const usable = given.filter((name) => name !== '' && !/[=\0]/.test(name));
        for (const each of profiles) {
          assert.deepEqual(
            each.environmentVariables.map(({ name }) => name),
            usable,
          );
        }
      }),
    );
  });
});
