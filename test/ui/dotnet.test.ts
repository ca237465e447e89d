// F5 on a .NET project: it is built first, as C# users expect, and tells what the compiler says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { installExtension } from '../../scripts/vscode/codeServer.ts';
import { freePort } from '../functional/host/processes.ts';
import { packDotnetDebugger } from '../support/dotnetDebugger.ts';
import { clickAction, rowOf, showTree, until, useWorkbench, widenSideBar } from './workbench.ts';

/** Milliseconds for a build on two busy cores. */
const buildTime = 120_000;

const hasSdk = /^(?:[89]|\d\d)\./m.test(
  spawnSync('dotnet', ['--list-sdks'], { encoding: 'utf8' }).stdout ?? '',
);
const skip = hasSdk ? false : 'there is no .NET SDK 8 or later on the PATH';
if (skip) console.log(`# SKIPPED: debugging .NET projects: ${skip}`);

describe('Debugging a .NET project', { skip }, () => {
  const workbench = useWorkbench('dotnet', {
    fill: makeShop,
    prepare: (run) => {
      const codeServer = process.env['CODE_SERVER'] ?? '';
      installExtension(codeServer, run, packDotnetDebugger(run.temporary));
    },
  });
  const toast = (text: string): Locator =>
    workbench.page.locator('.notification-toast', { hasText: text });
  let tree: Locator;

  before(async () => {
    const web = {
      commandName: 'Project',
      applicationUrl: `http://127.0.0.1:${await freePort()}`,
    };
    const settings = join(workbench.folder, 'Properties', 'launchSettings.json');
    const site = { commandName: 'IISExpress' };
    writeFileSync(settings, JSON.stringify({ profiles: { web, site } }));
    tree = await showTree(workbench);
    await widenSideBar(workbench, 150);
  });

  it('builds it, and runs what was built', async () => {
    await clickAction(rowOf(tree, 'web,'), 'Debug');
    await rowOf(tree, 'web, .NET, starting').waitFor();
    await toast('Building workspace…').waitFor({ timeout: buildTime });
    const row = rowOf(tree, 'web, .NET, listening');
    await row.waitFor({ timeout: buildTime });
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec((await row.getAttribute('aria-label')) ?? '')!;
    assert.equal(await (await fetch(url)).text(), 'Hello World!');
    await clickAction(row, 'Stop');
    await rowOf(tree, 'web, .NET, stopped').waitFor();
  });

  it('says of a site that its worker is what can be debugged', async () => {
    await clickAction(rowOf(tree, 'site,'), 'Debug');
    await toast('attach the .NET debugger to its worker process').waitFor();
    await rowOf(tree, 'site, IIS Express, stopped').waitFor();
  });

  it('runs a library that has no program of its own', async () => {
    const file = join(workbench.folder, 'Shop.csproj');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('<PropertyGroup>', '$&<UseAppHost>false</UseAppHost>'));
    await clickAction(rowOf(tree, 'web,'), 'Debug');
    const row = rowOf(tree, 'web, .NET, listening');
    await row.waitFor({ timeout: buildTime });
    await clickAction(row, 'Stop');
    await rowOf(tree, 'web, .NET, stopped').waitFor();
  });

  it('says what the compiler says, and leads to the line', async () => {
    appendFileSync(join(workbench.folder, 'Program.cs'), '\nthis is not C;\n');
    await clickAction(rowOf(tree, 'web,'), 'Debug');
    const message = toast('Shop.csproj does not build.');
    await message.waitFor({ timeout: buildTime });
    assert.match(await message.innerText(), /Program\.cs\(\d+,\d+\): error CS\d+: /);
    await workbench.screenshot('dotnet does not build');
    const row = rowOf(tree, 'web, .NET, failed');
    await row.waitFor();
    await message.getByRole('button', { name: /^Open Program\.cs:\d+$/ }).click();
    await workbench.page.locator('.tab.active', { hasText: 'Program.cs' }).waitFor();
    const source = readFileSync(join(workbench.folder, 'Program.cs'), 'utf8');
    const line = source.split('\n').findIndex((text) => text.startsWith('this is'));
    await workbench.page.locator('.statusbar-item', { hasText: `Ln ${line + 1}, Col` }).waitFor();
  });

  it('is stopped while it builds', async () => {
    rmSync(join(workbench.folder, 'obj'), { recursive: true });
    await clickAction(rowOf(tree, 'web,'), 'Debug');
    await toast('Building workspace…').getByRole('button', { name: 'Cancel' }).click();
    await rowOf(tree, 'web, .NET, stopped').waitFor();
    await toast('Building').waitFor({ state: 'detached' });
    await until('nobody builds any more', () => !isBuilding(workbench.folder));
    assert.equal(await toast('Server Profiles').count(), 0);
  });
});

function isBuilding(folder: string): boolean {
  const { stdout } = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .some((line) => /dotnet|host\.js plan/.test(line) && line.includes(folder));
}

function makeShop(folder: string): void {
  const env = { ...process.env, DOTNET_NOLOGO: '1', DOTNET_CLI_TELEMETRY_OPTOUT: '1' };
  const args = ['new', 'web', '-n', 'Shop', '-o', folder, '--no-https', '--force'];
  const made = spawnSync('dotnet', args, { encoding: 'utf8', env });
  assert.equal(made.status, 0, made.stdout + made.stderr);
}
