// npm test: installs what is missing and runs every check. `node scripts/test.mjs unit rules` runs only these steps.
import { installDependencies } from './support/installDependencies.mjs';
import { steps } from './support/steps.mjs';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(
    `there is no step ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}`,
  );
  process.exit(2);
}

try {
  await installDependencies();
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

const total = { passed: 0, failed: 0, skipped: [] };
let isBuildBroken = false;
for (const [name, { run, needsBuild }] of Object.entries(steps)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  if (needsBuild && isBuildBroken) {
    console.log(`✖ ${name}: not run, the build failed`);
    total.failed += 1;
    continue;
  }
  const started = performance.now();
  let result;
  try {
    result = await run();
  } catch (error) {
    console.error(error);
    result = { passed: 0, failed: 1, skipped: [] };
  }
  const { passed, failed, skipped } = result;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const counts = `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
  console.log(`${failed > 0 ? '✖' : '✔'} ${name}: ${counts} (${seconds} s)`);
  if (name === 'build' && failed > 0) isBuildBroken = true;
  total.passed += passed;
  total.failed += failed;
  total.skipped.push(...skipped);
}

for (const { name, reason } of total.skipped) console.log(`skipped: ${name}: ${reason}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
