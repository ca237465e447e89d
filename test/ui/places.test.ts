// Places where the extension has little or much to hold on to: no folder, a file of another folder, several folders.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import {
  clickAction,
  inputBox,
  isInPalette,
  listRows,
  patience,
  rowOf,
  runCommand,
  showTree,
  until,
  useWorkbench,
  widenSideBar,
  type Workbench,
} from './workbench.ts';

const statusItem = ({ page }: Workbench, text: string | RegExp): Locator =>
  page.locator('.statusbar-item[id="server-profiles.server-profiles.serverProfiles.active"]', {
    hasText: text,
  });

/** A project whose profiles are named as everybody's. */
function fillProject(folder: string): void {
  mkdirSync(join(folder, 'Properties'), { recursive: true });
  const web = { commandName: 'Project', applicationUrl: 'http://127.0.0.1:0' };
  const settings = {
    profiles: { web, tool: { commandName: 'Executable', executablePath: 'node' } },
  };
  writeFileSync(
    join(folder, 'Properties', 'launchSettings.json'),
    JSON.stringify(settings, null, 2),
  );
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(folder, 'startup.js'),
    'export class Startup { configure(app) { app.run((context) => context.response.write("Hello")); } }',
  );
}

/** Opens the walkthrough. */
async function openWalkthrough(workbench: Workbench): Promise<void> {
  await runCommand(workbench, 'Welcome: Open Walkthrough');
  await inputBox(workbench).fill('Server Profiles');
  await listRows(workbench).filter({ hasText: 'Get Started with Server Profiles' }).waitFor();
  await workbench.page.keyboard.press('Enter');
}

/** Presses the button of a step of the walkthrough. */
async function pressInStep({ page }: Workbench, step: string, button: string): Promise<void> {
  const row = page.locator('.getting-started-step', { hasText: step });
  await row.click();
  await row.locator('.monaco-button', { hasText: button }).first().click();
}

/** The mark of a step of the walkthrough that is done. */
function done({ page }: Workbench, step: string): Locator {
  const row = page.locator('.getting-started-step', { hasText: step });
  return row.locator('.codicon.complete');
}

const trustPrograms = ['update-ca-certificates', 'update-ca-trust', 'sudo'];

/** A PATH without what makes the whole machine trust a certificate: no test ever does. */
function pathWithoutTrust(): string {
  const hasNone = (folder: string): boolean =>
    !trustPrograms.some((name) => existsSync(join(folder, name)));
  return (process.env['PATH'] ?? '').split(delimiter).filter(hasNone).join(delimiter);
}

describe('A window without a folder', () => {
  let home: string;
  const workbench = useWorkbench('places', {
    fill: fillProject,
    prepare: (run) => {
      home = run.home;
    },
    opens: () => ({ ew: 'true' }),
    settings: { 'terminal.integrated.env.linux': { PATH: pathWithoutTrust() } },
  });

  it('says in the tree how to begin', async () => {
    await workbench.page.locator('.activitybar a[aria-label^="Server Profiles"]').first().click();
    await workbench.page.getByText('Open a folder to see the profiles of its projects.').waitFor();
    const buttons = workbench.page.locator('.welcome-view-content .monaco-button');
    assert.deepEqual(await buttons.allInnerTexts(), ['Open Folder']);
  });

  it('has only the commands that need none', async () => {
    for (const title of ['New Project…', 'Show Log']) {
      assert.equal(await isInPalette(workbench, title), true, title);
    }
    for (const title of ['New Profile…', 'Run Without Debugging', 'Refresh', 'Open Debug Tab']) {
      assert.equal(await isInPalette(workbench, title), false, title);
    }
  });

  it('tells of a file alone why its profiles do not run', async () => {
    const { page } = workbench;
    await runCommand(workbench, 'File: Open File...');
    await page.locator('.quick-input-title', { hasText: 'Open File' }).waitFor();
    await listRows(workbench).filter({ hasText: 'code-server.yaml' }).first().waitFor();
    await inputBox(workbench).fill(join(workbench.folder, 'Properties', 'launchSettings.json'));
    await listRows(workbench).filter({ hasText: 'launchSettings.json' }).first().waitFor();
    await page.keyboard.press('Enter');
    const lens = page.locator('.codelens-decoration', {
      hasText: 'cannot run here: its folder is not open in this window.',
    });
    await lens.first().waitFor();
    assert.equal(await lens.count(), 2);
  });

  it('makes the development certificate all the same', async () => {
    await runCommand(workbench, 'Server Profiles: Make and Trust the Development Certificate');
    await workbench.page.getByText('Development Certificate - Task').first().waitFor();
    const made = join(home, '.server-profiles', 'dev-certs', 'localhost.crt');
    await until('a certificate', () => existsSync(made));
  });

  it('is led by the walkthrough to a folder', async () => {
    await openWalkthrough(workbench);
    await pressInStep(workbench, 'Run a profile', 'Run Without Debugging');
    await workbench.page
      .locator('.notification-toast', { hasText: 'Open a folder first' })
      .getByRole('button', { name: 'Open Folder' })
      .waitFor();
  });
});

describe('A folder without a project', () => {
  const workbench = useWorkbench('places', {
    fill: (folder) => writeFileSync(join(folder, 'notes.txt'), 'Nothing to launch.'),
  });

  it('is led from each step of the walkthrough to a first profile', async () => {
    const { page } = workbench;
    await openWalkthrough(workbench);
    const toasts = page.locator('.notification-toast');
    const steps: readonly (readonly [step: string, button: string, said: string])[] = [
      ['Edit them in the Debug tab', 'Open Debug Tab', 'There is no launchSettings.json'],
      ['Run a profile', 'Run Without Debugging', 'No profile that can run here'],
      ['Debug it', 'Debug', 'No profile that can run here'],
    ];
    for (const [step, button, said] of steps) {
      await pressInStep(workbench, step, button);
      await toasts
        .filter({ hasText: said })
        .first()
        .getByRole('button', { name: 'New Profile' })
        .click();
      await page.locator('.quick-input-title', { hasText: 'New Profile' }).waitFor();
      await page.keyboard.press('Escape');
      await toasts.first().waitFor({ state: 'detached' });
      assert.equal(
        await done(workbench, step).count(),
        0,
        `${step} is not done by a button that found nothing`,
      );
    }
    fillProject(workbench.folder);
    await done(workbench, 'Give a project its profiles').waitFor();
    await pressInStep(workbench, 'Edit them in the Debug tab', 'Open Debug Tab');
    await page.locator('.tab.active', { hasText: 'launchSettings.json' }).waitFor();
    await page.locator('.tab', { hasText: 'Welcome' }).click();
    await done(workbench, 'Edit them in the Debug tab').waitFor();
    assert.equal(await done(workbench, 'Run a profile').count(), 0);
  });
});

describe('A workspace of several folders', () => {
  let tree: Locator;
  const folders = (...names: string[]): string =>
    JSON.stringify({ folders: names.map((path) => ({ path })) });
  const file = (): string => join(workbench.folder, 'shops.code-workspace');

  const workbench = useWorkbench('places', {
    fill: (folder) => {
      for (const name of ['north', 'south', 'south/services/api', 'west']) {
        fillProject(join(folder, name));
      }
      writeFileSync(join(folder, 'shops.code-workspace'), folders('north', 'south'));
    },
    opens: (folder) => ({ workspace: join(folder, 'shops.code-workspace') }),
  });

  before(async () => {
    tree = await showTree(workbench);
    await widenSideBar(workbench, 150);
  });

  /** The row of a profile below that of its project. */
  async function profileIn(project: string, name: string): Promise<Locator> {
    // Rows are elements that the editor uses for another row when it wants to; their places are what a person sees.
    const index = await tree.getByRole('treeitem').evaluateAll(
      (rows, [head, own]) => {
        const shown = rows
          .map((row) => ({
            index: Number(row.getAttribute('data-index')),
            label: row.getAttribute('aria-label') ?? '',
          }))
          .toSorted((a, b) => a.index - b.index);
        const start = shown.findIndex(({ label }) => label.startsWith(head ?? ''));
        return shown.slice(start).find(({ label }) => label.startsWith(own ?? ''))?.index;
      },
      [`Project ${project},`, `${name},`],
    );
    return tree.locator(`[role="treeitem"][data-index="${index}"]`);
  }

  it('tells its profiles apart in the tree, the picker and the status bar', async () => {
    await rowOf(tree, 'Project api, 2 profiles, south/services/api').waitFor();
    await statusItem(workbench, /web \(north\)/).waitFor();
    await runCommand(workbench, 'Server Profiles: Select Active Profile…');
    const rows = listRows(workbench);
    await rows.filter({ hasText: 'Kestrel · south/services/api' }).first().waitFor();
    await workbench.screenshot('places picker');
    await rows.filter({ hasText: 'Kestrel · south/services/api' }).first().click();
    await statusItem(workbench, /web \(api\)/).waitFor();
  });

  it('finds a profile by its project where one is asked for', async () => {
    await runCommand(workbench, 'Server Profiles: Run Without Debugging');
    const rows = listRows(workbench);
    await rows.filter({ hasText: 'Kestrel · north' }).first().waitFor();
    await inputBox(workbench).fill('services/api');
    await rows.filter({ hasText: 'Kestrel · north' }).first().waitFor({ state: 'detached' });
    await rows.filter({ hasText: 'Kestrel · south/services/api' }).first().waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('says what will happen to the profile that is asked for', async () => {
    await runCommand(workbench, 'Server Profiles: Delete Profile');
    await workbench.page.locator('.quick-input-title', { hasText: 'Delete Profile' }).waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('debugs a project below its second folder by F5, without a launch.json', async () => {
    await workbench.page.keyboard.press('F5');
    await statusItem(workbench, /web \(api\) :\d+/).waitFor({ timeout: patience });
    await workbench.page.keyboard.press('Shift+F5');
    await statusItem(workbench, /^\s*web \(api\)\s*$/).waitFor({ timeout: patience });
  });

  it('opens the Debug tab on its profiles, whatever other file is in front', async () => {
    const { page } = workbench;
    await page.keyboard.press('Control+p');
    await inputBox(workbench).fill('north/package.json');
    await listRows(workbench).filter({ hasText: 'package.json' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'package.json' }).waitFor();
    await runCommand(workbench, 'Server Profiles: Open Debug Tab');
    await page.locator('.tab.active', { hasText: 'launchSettings.json' }).waitFor();
    await runCommand(workbench, 'View: Close All Editors');
  });

  it('has done in the walkthrough what was there before that was opened', async () => {
    await openWalkthrough(workbench);
    await done(workbench, 'Give a project its profiles').waitFor();
    assert.equal(await done(workbench, 'Run a profile').count(), 0);
    await runCommand(workbench, 'View: Close All Editors');
  });

  it('tells the outputs of two servers of one name apart', async () => {
    await clickAction(await profileIn('south', 'web'), 'Run Without Debugging');
    await tree
      .locator('[aria-label^="web, Kestrel, listening"]')
      .first()
      .waitFor({ timeout: patience });
    await clickAction(await profileIn('north', 'web'), 'Run Without Debugging');
    const tabs = workbench.page.locator('.terminal-tabs-entry');
    await tabs.filter({ hasText: /web \(nor/ }).waitFor({ timeout: patience });
    await tabs.filter({ hasText: /web \(sou/ }).waitFor();
    const label = await statusItem(workbench, /web/)
      .locator('a')
      .first()
      .getAttribute('aria-label');
    assert.match(label ?? '', /2 other profiles are running/);
  });

  it('keeps what runs of a folder that is taken out in sight, until it is stopped', async () => {
    writeFileSync(file(), folders('north', 'west'));
    await rowOf(tree, 'Project west').waitFor();
    await rowOf(tree, 'Project api').waitFor({ state: 'detached' });
    await rowOf(tree, 'Project south').waitFor();
    await clickAction(await profileIn('south', 'web'), 'Stop');
    await rowOf(tree, 'Project south').waitFor({ state: 'detached' });
    await runCommand(workbench, 'Server Profiles: Stop All');
    await tree.locator('[aria-label*="listening"]').first().waitFor({ state: 'detached' });
  });
});
