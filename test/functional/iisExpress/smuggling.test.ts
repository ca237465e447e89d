import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { RequestWitness, arbitrarySequence, knownToken, smugglingCases } from './smuggling.ts';
import { nodeWorker, startSite } from './site.ts';

const workers = { 'node:http': 'seen.mjs', 'the bundled runtime': 'hosted.ts' };

for (const [name, script] of Object.entries(workers)) {
  describe(`Front end and ${name}`, { timeout: 120_000 }, () => {
    it('agree on where requests end in known attacks', async (t) => {
      const site = await startSite(t, { worker: nodeWorker(script, knownToken) });
      const witness = new RequestWitness(site);
      for (const bytes of Object.values(smugglingCases)) await witness.assertAgreement(t, bytes);
      assert.equal(site.server.counters.workersStarted, 1);
    });

    it('agree on where requests end in arbitrary bytes', async (t) => {
      const site = await startSite(t, { worker: nodeWorker(script, knownToken) });
      const witness = new RequestWitness(site);
      await fc.assert(
        fc.asyncProperty(arbitrarySequence, (bytes) => witness.assertAgreement(t, bytes)),
        { numRuns: 150, endOnFailure: true },
      );
    });
  });
}
