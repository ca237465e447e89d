import assert from 'node:assert/strict';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import {
  createMessageConnection,
  type MessageConnection,
  SocketMessageReader,
  SocketMessageWriter,
} from 'vscode-jsonrpc/node.js';
import {
  ControlMethods,
  controlProtocolVersion,
} from '../../../server-runtime/contracts/controlMessages.ts';
import { EnvironmentVariables } from '../../../server-runtime/contracts/environmentVariables.ts';
import { inEnglish } from '../../../server-runtime/contracts/localizableText.ts';
import type { ServerEvent } from '../../../extension/core/servers/serverSnapshot.ts';
import {
  ControlServer,
  type HostConnection,
  type LaunchTicket,
} from '../../../extension/platform/node/controlServer.ts';

const silent = { trace() {}, info() {}, warn() {}, error() {} };

/** A launcher's view of one ticket. */
async function issue(t: TestContext, server = new ControlServer(silent, inEnglish)) {
  t.after(() => server.dispose());
  const events: ServerEvent[] = [];
  const connected = Promise.withResolvers<HostConnection>();
  const disconnected = Promise.withResolvers<void>();
  const ticket = await server.issue({
    connected: connected.resolve,
    event: (event) => void events.push(event),
    disconnected: disconnected.resolve,
  });
  return {
    server,
    ticket,
    events,
    connected: connected.promise,
    disconnected: disconnected.promise,
  };
}

/** The other end, as a host has it. */
async function fakeHost(
  t: TestContext,
  { env }: LaunchTicket,
): Promise<{
  rpc: MessageConnection;
  socket: Socket;
  hello: (token?: string) => Promise<unknown>;
}> {
  const socket = connect(env[EnvironmentVariables.control]!);
  t.after(() => socket.destroy());
  socket.on('error', () => {});
  await once(socket, 'connect');
  const rpc = createMessageConnection(
    new SocketMessageReader(socket),
    new SocketMessageWriter(socket),
  );
  t.after(() => rpc.dispose());
  rpc.listen();
  const hello = (token = env[EnvironmentVariables.controlToken]): Promise<unknown> =>
    rpc.sendRequest(ControlMethods.hello, { token, pid: 42, protocol: controlProtocolVersion });
  return { rpc, socket, hello };
}

describe('ControlServer', () => {
  it('hears a host that presents its token', async (t) => {
    const { ticket, events, connected, disconnected } = await issue(t);
    const { rpc, socket, hello } = await fakeHost(t, ticket);
    assert.equal(await hello(), true);
    assert.equal((await connected).pid, 42);
    await rpc.sendNotification(ControlMethods.state, { state: 'listening' });
    await rpc.sendNotification(ControlMethods.addresses, { addresses: ['http://localhost:1'] });
    socket.end();
    await disconnected;
    assert.deepEqual(events, [
      { type: 'state', state: 'listening' },
      { type: 'addresses', addresses: ['http://localhost:1'] },
    ]);
  });

  it('hears all that a host says before it leaves', async (t) => {
    const { ticket, events, disconnected } = await issue(t);
    const { rpc, socket, hello } = await fakeHost(t, ticket);
    await hello();
    const count = 50;
    for (let index = 0; index < count; index += 1) {
      void rpc.sendNotification(ControlMethods.addresses, { addresses: [String(index)] });
    }
    await rpc.sendNotification(ControlMethods.failure, { code: 'last', message: 'words' });
    socket.end();
    await disconnected;
    assert.equal(events.length, count + 1);
    assert.equal(events.at(-1)?.type, 'failure');
  });

  it('refuses a wrong token', async (t) => {
    const { ticket, events } = await issue(t);
    const { socket, hello } = await fakeHost(t, ticket);
    hello('x'.repeat(43)).catch(() => {});
    await once(socket, 'close');
    assert.deepEqual(events, []);
  });

  it('refuses who speaks without a greeting', async (t) => {
    const { ticket, events } = await issue(t);
    const { rpc, socket } = await fakeHost(t, ticket);
    await rpc.sendNotification(ControlMethods.state, { state: 'listening' });
    await once(socket, 'close');
    assert.deepEqual(events, []);
  });

  it('lets a token in once at a time, and again when the host is gone', async (t) => {
    const { ticket, disconnected } = await issue(t);
    const first = await fakeHost(t, ticket);
    assert.equal(await first.hello(), true);
    const second = await fakeHost(t, ticket);
    second.hello().catch(() => {});
    await once(second.socket, 'close');
    first.socket.end();
    await disconnected;
    const third = await fakeHost(t, ticket);
    assert.equal(await third.hello(), true);
  });

  it('refuses a token that is no longer good', async (t) => {
    const { ticket } = await issue(t);
    ticket.dispose();
    const { socket, hello } = await fakeHost(t, ticket);
    hello().catch(() => {});
    await once(socket, 'close');
  });

  it('asks the host to stop and to restart', async (t) => {
    const { ticket, connected } = await issue(t);
    const { rpc, hello } = await fakeHost(t, ticket);
    const asked: string[] = [];
    rpc.onRequest(ControlMethods.stop, () => {
      asked.push('stop');
      return true;
    });
    rpc.onRequest(ControlMethods.restart, () => {
      asked.push('restart');
      return false;
    });
    await hello();
    const connection = await connected;
    assert.equal(await connection.restart(), false);
    await connection.stop();
    assert.deepEqual(asked, ['restart', 'stop']);
  });

  it('rejects a request to a host that is gone', async (t) => {
    const { ticket, connected, disconnected } = await issue(t);
    const { socket, hello } = await fakeHost(t, ticket);
    await hello();
    const connection = await connected;
    socket.destroy();
    await disconnected;
    await assert.rejects(connection.stop());
  });

  it('disconnects its hosts when it closes, and leaves no file', async (t) => {
    const { server, ticket } = await issue(t);
    const { socket, hello } = await fakeHost(t, ticket);
    await hello();
    const closed = once(socket, 'close');
    await server.dispose();
    await closed;
    const path = ticket.env[EnvironmentVariables.control]!;
    await assert.rejects(stat(dirname(path)), { code: 'ENOENT' });
    await assert.rejects(server.issue({ connected() {}, event() {}, disconnected() {} }), /closed/);
  });

  it('listens where only its user gets', { skip: process.platform === 'win32' }, async (t) => {
    const { ticket } = await issue(t);
    const { mode } = await stat(dirname(ticket.env[EnvironmentVariables.control]!));
    assert.equal(mode & 0o077, 0);
  });

  it('gives each launch a token of its own', async (t) => {
    const { server, ticket } = await issue(t);
    const other = await issue(t, server);
    assert.equal(
      ticket.env[EnvironmentVariables.control],
      other.ticket.env[EnvironmentVariables.control],
    );
    assert.notEqual(
      ticket.env[EnvironmentVariables.controlToken],
      other.ticket.env[EnvironmentVariables.controlToken],
    );
  });
});
