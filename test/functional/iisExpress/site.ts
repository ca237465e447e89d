import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { IISExpressOptions } from '../../../server-runtime/servers/iisExpress/iisExpressOptions.ts';
import { IISExpressServer } from '../../../server-runtime/servers/iisExpress/iisExpressServer.ts';
import type { SiteEvent } from '../../../server-runtime/servers/iisExpress/siteEvents.ts';

/** A site under test, stopped when the test ends. */
export interface TestSite {
  server: IISExpressServer;
  /** Its one address. */
  url: string;
  port: number;
  events: SiteEvent[];
  physicalPath: string;
}

/** Path of a worker script beside this file. */
export function workerScript(name: string): string {
  return path.join(import.meta.dirname, 'workers', name);
}

/** A worker that runs a script of {@link workerScript} with this Node. */
export function nodeWorker(
  name: string,
  env: NodeJS.ProcessEnv = {},
): NonNullable<IISExpressOptions['worker']> {
  return {
    command: process.execPath,
    args: [workerScript(name)],
    env: { PATH: process.env['PATH'], ...env },
  };
}

/** A folder that is gone when the test ends. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'site-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a site on a port of the OS' choice, in a folder of its own. */
export async function startSite(
  t: TestContext,
  options: Partial<IISExpressOptions> & Pick<IISExpressOptions, 'worker'>,
): Promise<TestSite> {
  const physicalPath = options.physicalPath ?? temporaryFolder(t);
  const server = new IISExpressServer({
    urls: ['http://127.0.0.1:0'],
    physicalPath,
    ...options,
  });
  const events: SiteEvent[] = [];
  server.onEvent((event) => events.push(event));
  t.after(() => server.stop());
  await server.start();
  const url = server.addresses[0] as string;
  const port = Number(/:(\d+)$/.exec(url)?.[1] ?? 0);
  return { server, url, port, events, physicalPath };
}
