// Starts and stops that take their time: they say so, and can be cut short.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { clickAction, patience, rowOf, showTree, useWorkbench, widenSideBar } from './workbench.ts';

describe('A launch that takes long', () => {
  const workbench = useWorkbench('progress', { fill });
  let tree: Locator;

  before(async () => {
    tree = await showTree(workbench);
    await widenSideBar(workbench, 150);
  });

  const toast = (text: string): Locator =>
    workbench.page.locator('.notification-toast', { hasText: text });

  it('shows that it starts, whatever another one does, and is stopped by Cancel', async () => {
    const starting = toast('Starting slow start…');
    await clickAction(rowOf(tree, 'slow start,'), 'Run Without Debugging');
    await starting.waitFor();
    await workbench.screenshot('progress');
    await clickAction(rowOf(tree, 'slow,'), 'Run Without Debugging');
    await rowOf(tree, 'slow, Kestrel, listening').waitFor({ timeout: patience });
    await starting.getByRole('button', { name: 'Cancel' }).click();
    await rowOf(tree, 'slow start, Kestrel, stopped').waitFor({ timeout: patience });
    await toast('Starting').waitFor({ state: 'detached' });
  });

  it('shows that it stops, and is ended at once by Cancel', async () => {
    await clickAction(rowOf(tree, 'slow,'), 'Stop');
    await toast('Stopping slow…').waitFor();
    await toast('Stopping').getByRole('button', { name: 'Cancel' }).click();
    await rowOf(tree, 'slow, Kestrel, stopped').waitFor({ timeout: patience });
  });
});

function fill(folder: string): void {
  const web = (slow: string): object => ({
    commandName: 'Project',
    applicationUrl: 'http://127.0.0.1:0',
    environmentVariables: { SLOW: slow },
  });
  mkdirSync(join(folder, 'Properties'));
  writeFileSync(
    join(folder, 'Properties', 'launchSettings.json'),
    JSON.stringify({ profiles: { 'slow start': web('start'), slow: web('stop') } }),
  );
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'program.js'), program);
}

/** Starts not for an hour, or ends not for one. */
const program = `import { WebHostBuilder } from '@server-profiles/runtime';

const hour = () => new Promise((resolve) => setTimeout(resolve, 3_600_000));

export async function main() {
  if (process.env.SLOW === 'start') await hour();
  const host = new WebHostBuilder()
    .useKestrel()
    .configure((app) => app.run((context) => context.response.write('Hello')))
    .build();
  const code = await host.run();
  await hour();
  return code;
}
`;
