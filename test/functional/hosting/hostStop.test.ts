import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  FeatureCollection,
  WebHostBuilder,
  type IServer,
  type WebHost,
} from '../../../server-runtime/index.ts';

/** A server as plain JavaScript may write it: nothing in it is asynchronous. */
class PlainServer {
  readonly features = new FeatureCollection();
  readonly calls: string[] = [];

  start(): void {
    this.calls.push('start');
  }

  stop(): void {
    this.calls.push('stop');
  }
}

function hostOn(server: PlainServer): WebHost {
  return new WebHostBuilder()
    .useServer(server as unknown as IServer)
    .configure(() => undefined)
    .build();
}

describe('WebHost, stopped', { timeout: 60_000 }, () => {
  it('does not start any more, for nothing would stop it', async (t) => {
    const server = new PlainServer();
    const host = hostOn(server);
    t.after(() => host.dispose());
    await host.stop();
    await assert.rejects(host.start(), { message: /^The host has been stopped/ });
    assert.deepEqual(server.calls, []);
  });

  it('has stopped a server that answers without a promise', async (t) => {
    const server = new PlainServer();
    const host = hostOn(server);
    t.after(() => host.dispose());
    await host.start();
    await host.stop();
    assert.deepEqual(server.calls, ['start', 'stop']);
  });

  it('tells what a server throws that does not stop', async () => {
    const server = new PlainServer();
    server.stop = () => {
      throw new Error('stuck');
    };
    const host = hostOn(server);
    await host.start();
    await assert.rejects(host.stop(), { message: 'stuck' });
  });
});
