import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allSplits, exchangeBytes, type Outcome } from '../../support/http1/exchangeBytes.ts';
import {
  bodyCases,
  fieldCases,
  pathCases,
  requestLineCases,
  targetCases,
  type RequestCase,
} from './requestCases.ts';

function check(outcome: Outcome, expected: RequestCase): void {
  assert.deepEqual(outcome.statuses, [expected.status]);
  if (expected.status !== 200) {
    assert.equal(outcome.seen.length, 0, 'the app was called');
    assert.ok(outcome.isClosed, 'the connection is still open');
    assert.match(outcome.sent, /\r\nContent-Length: 0\r\n/);
    assert.match(outcome.sent, /\r\nConnection: close\r\n/);
  }
  if (expected.responseLine) assert.ok(outcome.sent.includes(`\r\n${expected.responseLine}\r\n`));
  const [seen] = outcome.seen;
  for (const name of ['method', 'path', 'query', 'body'] as const) {
    if (expected[name] !== undefined) assert.equal(seen?.[name], expected[name]);
  }
  if (expected.header) {
    const value = seen?.headers.find(([name]) => name === expected.header?.[0])?.[1];
    assert.equal(value, expected.header[1]);
  }
}

const groups: Record<string, readonly RequestCase[]> = {
  'Request line': requestLineCases,
  Path: pathCases,
  'Request target': targetCases,
  'Header fields': fieldCases,
  'Request body': bodyCases,
};

for (const [group, cases] of Object.entries(groups)) {
  describe(group, () => {
    for (const one of cases) {
      it(`answers ${one.status} to ${one.name}, however the bytes are cut`, async () => {
        check(await exchangeBytes([one.raw], {}, one.hasEnd), one);
        check(await exchangeBytes(one.raw.split(''), {}, one.hasEnd), one);
        for (const pieces of allSplits(one.raw)) {
          check(await exchangeBytes(pieces, {}, one.hasEnd), one);
        }
      });
    }
  });
}
