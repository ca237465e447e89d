#!/usr/bin/env node
// Stands in for the desktop `code` program: takes the arguments that @vscode/test-electron passes, and runs the tests in
// the extension host of code-server's VS Code with headless Chromium as its window.
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import { formatWithOptions } from 'node:util';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { startBrowser } from '../../scripts/vscode/browser.ts';
import { remoteUri, startCodeServer, workbenchUrl } from '../../scripts/vscode/codeServer.ts';
import { makeRunDirectory, openRunDirectory } from '../../scripts/vscode/runDirectory.ts';

/** Of the log, when VS Code ends without a result. */
const shownLines = 60;
const suiteLimit = 8 * 60_000;

function parseArguments(args: readonly string[]): {
  developmentPaths: string[];
  testsPath: string;
  folder: string;
  userData: string | undefined;
} {
  const developmentPaths: string[] = [];
  let testsPath = '';
  let folder = process.cwd();
  let userData: string | undefined;
  for (const argument of args) {
    const [, name, value = ''] = /^--([^=]+)(?:=(.*))?$/.exec(argument) ?? [];
    if (name === 'extensionDevelopmentPath') developmentPaths.push(resolve(value));
    else if (name === 'extensionTestsPath') testsPath = resolve(value);
    else if (name === 'user-data-dir') userData = resolve(value);
    else if (name === undefined) folder = resolve(argument);
  }
  return { developmentPaths, testsPath, folder, userData };
}

/** Answers `GET /NAME` with the path of the screenshot that it took. */
async function serveScreenshots(
  page: () => Page | undefined,
): Promise<{ url: string; close: () => void }> {
  const folder = process.env['HOST_SCREENSHOTS'] ?? process.cwd();
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? '/').replaceAll(/[^\w]+/g, '-');
    const path = join(folder, `${name.replaceAll(/^-|-$/g, '')}.png`);
    mkdirSync(folder, { recursive: true });
    const taken = page()?.screenshot({ path, timeout: 10_000 });
    (taken ?? Promise.reject(new Error('there is no page'))).then(
      () => response.end(path),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(String(error));
      },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const { developmentPaths, testsPath, folder, userData } = parseArguments(process.argv.slice(2));
const codeServer = process.env['CODE_SERVER'];
if (!codeServer) throw new Error('CODE_SERVER has to name the folder of the code-server package');
const run = userData ? openRunDirectory(dirname(userData)) : makeRunDirectory();

let page: Page | undefined;
const screenshots = await serveScreenshots(() => page);
const server = await startCodeServer({
  codeServer,
  run,
  driver: true,
  env: { HOST_SCREENSHOT_SERVICE: screenshots.url },
});
let exitCode = 2;
let stopping: Promise<unknown> | undefined;
const browser = await startBrowser(run).catch(async (error: unknown) => {
  await server.stop();
  throw error;
});
const stop = (): Promise<unknown> =>
  (stopping ??= browser
    .close()
    .catch(() => undefined)
    .then(() => server.stop()));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop().finally(() => process.exit(130)));
}
try {
  page = browser.pages()[0] ?? (await browser.newPage());
  const over = Promise.withResolvers<number | string>();
  await page.exposeFunction('codeAutomationExit', (code: number) => over.resolve(code));
  // The workbench's log lines, and what the extension host's console wrote.
  const lines: string[] = [];
  await page.exposeFunction('codeAutomationLog', (_type: string, values: unknown[]) => {
    const line = formatWithOptions({ colors: false }, ...(values as [unknown]));
    if (process.env['VERBOSE']) console.log(line);
    else if (lines.push(line) > shownLines) lines.shift();
  });
  page.on('crash', () => over.resolve('the page crashed'));
  void server.ended.then(over.resolve);
  const limit = setTimeout(() => {
    over.resolve(`no end within ${suiteLimit / 60_000} minutes`);
  }, suiteLimit);
  await page.goto(
    workbenchUrl(server, folder, [
      ...developmentPaths.map((path) => ['extensionDevelopmentPath', remoteUri(path)] as const),
      ['extensionTestsPath', remoteUri(testsPath)],
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ]),
    { waitUntil: 'commit', timeout: suiteLimit },
  );
  const end = await over.promise;
  clearTimeout(limit);
  if (typeof end === 'number') exitCode = end;
  else {
    const name = `${process.env['HOST_SUITE'] ?? 'suite'} did not end`;
    const shot = await fetch(`${screenshots.url}/${encodeURIComponent(name)}`);
    console.log(`${lines.join('\n')}\n  ✖ ${end}; screenshot: ${await shot.text()}`);
  }
} finally {
  await stop();
  screenshots.close();
}
process.exit(exitCode);
