import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunDirectory } from './runDirectory.ts';

/** code-server as a child process, bound to the loopback address on a port that the OS gave. */
export interface CodeServer {
  /** As `http://127.0.0.1:41234`. */
  url: string;
  /** Resolves with a sentence when the server ends by itself. */
  ended: Promise<string>;
  /** Ends the server with all that it started. */
  stop(): Promise<void>;
}

/** The literal remote authority of code-server's workbench. */
const remoteAuthority = 'remote';

const startLimit = 60_000;
const stopLimit = 5000;

function environment(run: RunDirectory, extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|NODE_OPTIONS$|NODE_TEST_CONTEXT$|COUNTS_FILE$|npm_)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: run.home,
    TMPDIR: run.temporary,
    XDG_CONFIG_HOME: join(run.home, '.config'),
    XDG_DATA_HOME: join(run.home, '.local', 'share'),
    // No gallery: nothing is looked up on the network.
    EXTENSIONS_GALLERY: '{}',
    ...extra,
  };
}

function commonArguments(codeServer: string, run: RunDirectory): string[] {
  const config = join(run.home, 'code-server.yaml');
  writeFileSync(config, '');
  return [
    join(codeServer, 'out', 'node', 'entry.js'),
    ...['--config', config],
    ...['--user-data-dir', run.userData],
    ...['--extensions-dir', run.extensions],
  ];
}

/** Installs a .vsix for the run; throws with the last line of the output when that fails. */
export function installExtension(codeServer: string, run: RunDirectory, vsix: string): void {
  const args = [...commonArguments(codeServer, run), '--install-extension', vsix];
  const result = spawnSync(process.execPath, args, {
    env: environment(run, {}),
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (result.status !== 0) {
    throw new Error(`${vsix} was not installed: ${`${result.stdout}${result.stderr}`.trim()}`);
  }
}

/**
 * Starts the server and waits until it answers.
 * @param options.codeServer folder of the package
 * @param options.driver lets the page load an extension from a folder and run its tests: a built workbench ignores
 *   `extensionDevelopmentPath` and `extensionTestsPath` without it
 * @param options.asksForTrust opens folders in Restricted Mode; default: they are trusted
 * @param options.locale display language, whose language pack is installed
 */
export async function startCodeServer(options: {
  codeServer: string;
  run: RunDirectory;
  driver?: boolean;
  asksForTrust?: boolean;
  locale?: string;
  env?: NodeJS.ProcessEnv;
}): Promise<CodeServer> {
  const { codeServer, run, driver = false, asksForTrust = false, locale, env = {} } = options;
  const args = [
    ...commonArguments(codeServer, run),
    ...['--auth', 'none', '--bind-addr', '127.0.0.1:0'],
    ...['--disable-telemetry', '--disable-update-check', '--ignore-last-opened'],
    ...(asksForTrust ? [] : ['--disable-workspace-trust']),
    ...(locale ? ['--locale', locale] : []),
    ...(driver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  const child = spawn(process.execPath, args, {
    cwd: run.path,
    env: environment(run, env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const log = createWriteStream(run.serverLog);
  child.stderr.pipe(log, { end: false });
  const ended = once(child, 'exit').then(
    ([code, signal]) => `VS Code's server ended with ${code ?? signal}`,
  );
  const kill = (signal: NodeJS.Signals): void => {
    try {
      process.kill(-child.pid!, signal);
    } catch {
      // The group is gone.
    }
  };
  const stop = async (): Promise<void> => {
    kill('SIGTERM');
    const limit = setTimeout(kill, stopLimit, 'SIGKILL');
    await ended;
    clearTimeout(limit);
    // Extension hosts and terminals of the group that did not listen.
    kill('SIGKILL');
    log.end();
  };

  const listening = new Promise<string>((resolve) => {
    let seen = '';
    child.stdout.on('data', (chunk: Buffer) => {
      log.write(chunk);
      if (seen.length > 100_000) return;
      seen += chunk.toString('utf8');
      const url = /HTTP server listening on (http:\/\/[\d.]+:\d+)/.exec(seen)?.[1];
      if (url) resolve(url);
    });
  });
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    limit = setTimeout(resolve, startLimit, `VS Code's server did not start in ${startLimit} ms`);
  });
  const first = await Promise.race([listening, ended, late]);
  clearTimeout(limit);
  if (first.startsWith('http')) return { url: first, ended, stop };
  await stop();
  throw new Error(`${first}\n${readFileSync(run.serverLog, 'utf8').slice(-3000)}`);
}

/** A path of this machine as the workbench names it. */
export function remoteUri(path: string): string {
  return `vscode-remote://${remoteAuthority}${path}`;
}

/** The page to open for a folder. The payload is what a desktop VS Code takes as arguments. */
export function workbenchUrl(
  server: CodeServer,
  folder: string,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const url = new URL(server.url);
  url.searchParams.set('folder', folder);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
