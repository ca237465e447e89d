// A launch.json of the person's own beside our keys: its entries of our type, and those of other types.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import {
  inputBox,
  isSoon,
  listRows,
  patience,
  rowOf,
  runCommand,
  showTree,
  until,
  useWorkbench,
} from './workbench.ts';

/** Answers with the variables that its profile and the entry of launch.json set. */
const startup = `
export class Startup {
  configure(app) {
    app.run((context) => context.response.write([process.env.PROFILE, process.env.ENTRY].join()));
  }
}`;

const web = { commandName: 'Project', applicationUrl: 'http://127.0.0.1:0' };
const profiles = {
  first: { ...web, environmentVariables: { PROFILE: 'first' } },
  second: { ...web, environmentVariables: { PROFILE: 'second' } },
};

const ours = { type: 'server-profile', request: 'launch', project: '${workspaceFolder}' };
const launch = {
  version: '0.2.0',
  configurations: [
    { ...ours, name: 'Second', profile: 'second', env: { ENTRY: 'yes' }, preLaunchTask: 'mark' },
    { ...ours, name: 'First', profile: 'first' },
    { ...ours, name: 'Attached', request: 'attach', profile: '${input:which}' },
    { ...ours, name: 'Asked', profile: '${input:which}' },
    { ...ours, name: 'Mistyped', profile: 'secnd' },
    { ...ours, name: 'Elsewhere', project: '${workspaceFolder}/nowhere' },
    { type: 'node', request: 'launch', name: 'Tool', program: '${workspaceFolder}/tool.js' },
  ],
  compounds: [{ name: 'Both', configurations: ['First', 'Second'], stopAll: true }],
  inputs: [
    { id: 'which', type: 'pickString', description: 'Which?', options: ['first', 'second'] },
  ],
};

describe('A launch.json of the person', () => {
  const workbench = useWorkbench('launchJson', {
    fill: (folder) => {
      for (const name of ['Properties', '.vscode']) mkdirSync(join(folder, name));
      const write = (path: string, content: unknown): void =>
        writeFileSync(
          join(folder, path),
          typeof content === 'string' ? content : JSON.stringify(content, null, 2),
        );
      write('Properties/launchSettings.json', { profiles });
      write('.vscode/launch.json', launch);
      write('.vscode/tasks.json', {
        version: '2.0.0',
        tasks: [{ label: 'mark', type: 'shell', command: 'echo done > marked.txt' }],
      });
      write('package.json', { type: 'module' });
      write('startup.js', startup);
      write(
        'tool.js',
        'process.getBuiltinModule("fs").writeFileSync("ran.txt", ""); setInterval(() => {}, 1000);',
      );
    },
  });
  let tree: Locator;

  before(async () => {
    tree = await showTree(workbench);
  });

  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const row = (name: string, state: string): Locator => rowOf(tree, `${name}, Kestrel, ${state}`);

  /** The number of debug sessions, as the Activity Bar shows it; hidden without one. */
  const session = (): Locator =>
    workbench.page
      .locator('.activitybar .action-item', {
        has: workbench.page.locator('a[aria-label^="Run and Debug"]'),
      })
      .locator('.badge-content', { hasText: /\d/ });

  /** Chooses an entry and debugs it. */
  async function start(entry: string): Promise<void> {
    await press('Control+p');
    await inputBox(workbench).fill(`debug ${entry}`);
    await listRows(workbench).filter({ hasText: entry }).first().waitFor();
    await press('Enter');
  }

  /** What a running profile answers. */
  async function answerOf(name: string): Promise<string> {
    await row(name, 'listening').waitFor({ timeout: patience });
    const label = await row(name, 'listening').getAttribute('aria-label');
    return (await fetch(/http:[^\s,]+/.exec(label ?? '')?.[0] ?? '')).text();
  }

  /** Ends what runs, as the editor's own key does. */
  async function stop(name: string): Promise<void> {
    await press('Shift+F5');
    await row(name, 'stopped').waitFor({ timeout: patience });
    await session().waitFor({ state: 'hidden' });
  }

  const message = (text: string): Locator =>
    workbench.page.locator('.notification-toast', { hasText: text });

  /** Closes a message. The editor draws its buttons anew now and then, and a click on those before is lost. */
  async function dismiss(toast: Locator): Promise<void> {
    await toast.waitFor();
    await until('the message is closed', async () => {
      const close = toast.locator('.codicon-notifications-clear');
      await isSoon(toast.hover({ timeout: 2000 }));
      await isSoon(close.click({ timeout: 2000 }));
      return isSoon(toast.waitFor({ state: 'detached', timeout: 2000 }));
    });
  }

  it('has F5 launch the entry that is selected, with its variables and its task', async () => {
    await press('F5');
    assert.equal(await answerOf('second'), 'second,yes');
    assert.ok(existsSync(join(workbench.folder, 'marked.txt')));
    assert.match((await row('second', 'listening').getAttribute('aria-label')) ?? '', /debugging/);
    await stop('second');
  });

  it('has Ctrl+F5 run it without the debugger, and Shift+F5 stop it', async () => {
    await press('Control+F5');
    assert.equal(await answerOf('second'), 'second,yes');
    await stop('second');
  });

  it('asks for the profile where the entry does', async () => {
    await start('Asked');
    await listRows(workbench).filter({ hasText: 'second' }).first().waitFor();
    await inputBox(workbench).fill('second');
    await press('Enter');
    assert.equal(await answerOf('second'), 'second,');
    await stop('second');
  });

  it('launches the profiles of a compound, and stops them together', async () => {
    await start('Both');
    assert.equal(await answerOf('first'), 'first,');
    assert.equal(await answerOf('second'), 'second,yes');
    await stop('first');
    await row('second', 'stopped').waitFor({ timeout: patience });
  });

  it('tells of an entry that attaches, or of a profile or folder that is not there, with the way to the entry', async () => {
    // Before anything is asked, and nothing is launched.
    await start('Attached');
    await dismiss(message('"Attached" has "request": "attach", but'));
    await start('Elsewhere');
    await dismiss(message(`${workbench.folder}/nowhere`));
    await start('Mistyped');
    await message('no profile "secnd". Available: "first", "second".')
      .getByRole('button', { name: 'Open launch.json' })
      .click();
    await workbench.page.locator('.tab.active', { hasText: 'launch.json' }).waitFor();
    assert.equal(await tree.locator('[aria-label*="starting"]').count(), 0);
  });

  it('names the profiles and the projects where an entry is written', async () => {
    const { page } = workbench;
    const value = (text: string): Locator =>
      page.locator('.view-line span', { hasText: text }).locator('xpath=self::*[not(*)]').first();
    const offered = page.locator('.suggest-widget .monaco-list-row');
    await value('"secnd"').dblclick();
    await page.keyboard.type('s');
    await press('Control+Space');
    await offered.filter({ hasText: '"second"' }).first().waitFor();
    await press('Enter');
    await value('/nowhere').click();
    await press('Control+Space');
    await offered.filter({ hasText: '"${workspaceFolder}"' }).first().waitFor();
    await press('Escape');
    await runCommand(workbench, 'File: Save');
    // The palette does not wait for what it runs.
    const saved = (): string =>
      readFileSync(join(workbench.folder, '.vscode', 'launch.json'), 'utf8');
    const expected = JSON.stringify(launch, null, 2).replace('secnd', 'second');
    await until(
      () => `the entry is completed and saved: ${saved()}`,
      () => saved() === expected,
    );
  });

  it('leaves F5 to an entry of another type', async () => {
    const ran = join(workbench.folder, 'ran.txt');
    await start('Tool');
    await until('the tool runs', () => existsSync(ran));
    await session().waitFor();
    await press('Shift+F5');
    await session().waitFor({ state: 'hidden' });
    rmSync(ran);
    // The editor leaves its debug mode a moment after that, and takes the key for Continue until then.
    await until('it is debugged again', async () => {
      await press('F5');
      return isSoon(session().waitFor({ timeout: 5000 }));
    });
    await until('the tool runs again', () => existsSync(ran));
    assert.equal(await tree.locator('[aria-label*="listening"]').count(), 0);
  });
});
