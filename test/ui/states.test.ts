// States between running well and failing, on every surface: a program that never listens, a site whose worker died.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { DebugTabPage } from './debugTabPage.ts';
import {
  clickAction,
  patience,
  rowOf,
  runCommand,
  showTree,
  useWorkbench,
  widenSideBar,
} from './workbench.ts';

const startup = `
export class Startup {
  configure(app) {
    app.run((context) => {
      if (context.request.path === '/crash') process.exit(7);
      return context.response.write('Hello');
    });
  }
}`;

const settings = {
  iisSettings: { iisExpress: { applicationUrl: 'http://127.0.0.1:0', sslPort: 0 } },
  profiles: {
    tool: {
      commandName: 'Executable',
      executablePath: 'node',
      commandLineArgs: '-e setInterval(()=>{},1000)',
      applicationUrl: 'http://127.0.0.1:9',
    },
    site: { commandName: 'IISExpress' },
  },
};

describe('A profile that neither runs well nor has failed', () => {
  const workbench = useWorkbench('states', {
    fill: (folder) => {
      mkdirSync(join(folder, 'Properties'));
      writeFileSync(
        join(folder, 'Properties', 'launchSettings.json'),
        JSON.stringify(settings, null, 2),
      );
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
      writeFileSync(join(folder, 'startup.js'), startup);
    },
  });
  let tree: Locator;

  before(async () => {
    tree = await showTree(workbench);
    await widenSideBar(workbench, 100);
  });

  const lens = (text: string): Locator =>
    workbench.page.locator('.codelens-decoration a', { hasText: text }).first();

  it('says of a program that never listens that it runs, and is not starting for ever', async () => {
    const { page } = workbench;
    const tab = new DebugTabPage(workbench);
    await clickAction(rowOf(tree, 'tool,'), 'Run Without Debugging');
    await rowOf(tree, 'tool, Executable, running, does not listen').waitFor({ timeout: patience });
    await page
      .locator('.statusbar-item a[aria-label^="tool is running, and does not listen"]')
      .waitFor();
    await tab.open();
    await tab.frame.getByText('running, does not listen', { exact: true }).waitFor();
    // After some seconds what it was told is said, and what would help: it may have been meant to listen.
    const told = 'It is expected on http://127.0.0.1:9, by applicationUrl';
    const advice = tab.frame.locator('.notice.information[role="status"]', { hasText: told });
    await advice.waitFor();
    await advice.getByText('Show Output', { exact: true }).waitFor();
    const why = rowOf(tree, 'Why it does not listen: It runs, and does not listen on an address.');
    assert.ok((await why.getAttribute('aria-label'))?.includes(told));
    await rowOf(tree, 'Change commandLineArgs').waitFor();
    await workbench.screenshot('states running');
    await runCommand(workbench, 'Server Profiles: Open launchSettings.json as Text');
    await lens('running, does not listen').waitFor();
    await page.locator('.notification-toast').first().waitFor({ state: 'detached' });
    await clickAction(rowOf(tree, 'tool,'), 'Stop');
    await rowOf(tree, 'tool, Executable, stopped').waitFor({ timeout: patience });
    assert.equal(await why.count(), 0);
  });

  it('says above the profile, too, that its worker died', async () => {
    await clickAction(rowOf(tree, 'site,'), 'Run Without Debugging');
    const listening = rowOf(tree, 'site, IIS Express, listening');
    await listening.waitFor({ timeout: patience });
    await lens('http://127.0.0.1:').waitFor();
    assert.equal(await lens('degraded').count(), 0);
    const url = /http:\S+/.exec((await listening.getAttribute('aria-label')) ?? '')?.[0];
    assert.equal((await fetch(`${url}/crash`)).status, 502);
    await rowOf(tree, 'site, IIS Express, degraded').waitFor({ timeout: patience });
    await rowOf(tree, 'Why it is degraded: ').waitFor();
    await lens('degraded').waitFor();
    await lens('http://127.0.0.1:').waitFor();
    await workbench.screenshot('states degraded');
    assert.equal(await (await fetch(`${url}`)).text(), 'Hello');
    await lens('degraded').waitFor({ state: 'detached' });
  });
});
