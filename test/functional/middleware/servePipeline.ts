import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import type { Middleware, RequestDelegate } from '../../../server-runtime/http/requestDelegate.ts';
import type { IServer } from '../../../server-runtime/hosting/abstractions/server.ts';
import { IServerAddressesFeature } from '../../../server-runtime/hosting/abstractions/serverAddresses.ts';
import { LoggerFactory } from '../../../server-runtime/logging/loggerFactory.ts';
import { KestrelServer } from '../../../server-runtime/servers/kestrel/kestrelServer.ts';
import { KestrelServerOptions } from '../../../server-runtime/servers/kestrel/kestrelServerOptions.ts';

/** How long an answer may take, in milliseconds. */
export const maxWait = 10_000;

/** What came back. */
export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
}

/** What to ask for. */
export interface Ask {
  method?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

/** A pipeline on a server of its own. */
export interface Site {
  url: string;
  port: number;
  /** Sends the path as it is: nothing is normalised on the way. */
  get(path: string, ask?: Ask): Promise<Reply>;
}

/** Runs middleware, and an end that answers 404 unless another is given, on Kestrel or another server until the test ends. */
export async function servePipeline(
  t: TestContext,
  middleware: readonly Middleware[],
  end: RequestDelegate = ({ response }) => {
    response.statusCode = 404;
  },
  server: IServer = new KestrelServer(new KestrelServerOptions(), new LoggerFactory()),
): Promise<Site> {
  const run = async (context: HttpContext, index = 0): Promise<void> => {
    const step = middleware[index];
    if (step) await step(context, () => run(context, index + 1));
    else await end(context);
  };
  t.after(() => server.stop(AbortSignal.abort()));
  server.features.get(IServerAddressesFeature)?.addresses.push('http://127.0.0.1:0');
  await server.start<HttpContext>({
    createContext: (features) => new HttpContext(features),
    processRequest: (context) => run(context),
    disposeContext: () => undefined,
  });
  const url = server.features.get(IServerAddressesFeature)?.addresses[0] ?? '';
  const port = Number(new URL(url).port);
  return { url, port, get: (target, ask) => send(port, target, ask) };
}

async function send(port: number, target: string, ask: Ask = {}): Promise<Reply> {
  const request = httpRequest({
    host: '127.0.0.1',
    port,
    path: target,
    method: ask.method ?? 'GET',
    headers: ask.headers ?? {},
    agent: false,
    // A server that does not answer fails the test rather than the run.
    signal: AbortSignal.timeout(maxWait),
  });
  request.end(ask.body);
  const [message] = (await once(request, 'response')) as [IncomingMessage];
  const body = await buffer(message);
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    body,
    text: body.toString(),
  };
}

/** A folder with files, gone when the test ends. */
export function makeFolder(t: TestContext, files: Record<string, string | Buffer> = {}): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'site-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return folder;
}
