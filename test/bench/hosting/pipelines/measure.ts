import assert from 'node:assert/strict';

const warmUp = 5000;
const requests = 20_000;

/** Runs a request often enough for the compiler, then measures; prints the microseconds of CPU per request. */
export async function measure(send: () => Promise<string>): Promise<void> {
  for (let i = 0; i < warmUp; i++) assert.equal(await send(), 'Hello, World!');
  const before = process.cpuUsage();
  for (let i = 0; i < requests; i++) await send();
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / requests);
}
