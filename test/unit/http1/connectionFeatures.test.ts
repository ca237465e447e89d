import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  IBadRequestExceptionFeature,
  IConnectionEndPointFeature,
  IConnectionIdFeature,
  IConnectionItemsFeature,
  IConnectionLifetimeFeature,
  IConnectionLifetimeNotificationFeature,
  IHttpConnectionFeature,
  IHttpMinRequestBodyDataRateFeature,
  IHttpMinResponseDataRateFeature,
  IPersistentStateFeature,
  type FeatureKey,
  type HttpContext,
} from '../../../server-runtime/index.ts';
import { MemoryServer, settle } from '../../support/http1/memoryServer.ts';

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`;
const post = (path: string, rest: string): string => `POST ${path} HTTP/1.1\r\nHost: h\r\n${rest}`;

function required<T>({ features }: HttpContext, key: FeatureKey<T>): T {
  return features.get(key) ?? assert.fail(`there is no ${String(key)}`);
}

describe('Features of the body and of its speed', () => {
  it('tell what is wrong with the body', async () => {
    const seen: unknown[] = [];
    const server = new MemoryServer(async (context) => {
      const feature = required(context, IBadRequestExceptionFeature);
      await context.request.text().catch(() => undefined);
      seen.push(feature.error?.message);
    });
    server.connect().receive(post('/', 'Transfer-Encoding: chunked\r\n\r\nnonsense'));
    await settle();
    server.connect().receive(get('/'));
    await settle();
    assert.deepEqual(seen, ['Bad chunk size data.', undefined]);
  });

  it('let one request, and no other, wait for a slow body', async () => {
    let finished = 0;
    const server = new MemoryServer(async (context) => {
      const feature = required(context, IHttpMinRequestBodyDataRateFeature);
      assert.deepEqual(feature.minDataRate, { bytesPerSecond: 240, gracePeriod: 5000 });
      const set = (bytesPerSecond: number, gracePeriod: number) => () => {
        feature.minDataRate = { bytesPerSecond, gracePeriod };
      };
      assert.throws(set(0, 1), { message: 'Value must be a positive number.' });
      assert.throws(set(1, 0), { message: 'Value must be a positive TimeSpan.' });
      if (context.request.path === '/patient') feature.minDataRate = null;
      await context.request.text();
      finished++;
      // Too late: the connection is the next request's.
      context.response.onCompleted(() => {
        feature.minDataRate = null;
      });
    });
    const socket = server.connect();
    socket.receive(post('/patient', 'Content-Length: 4\r\n\r\n'));
    await server.pass(60);
    socket.receive('body');
    await settle();
    assert.equal(finished, 1);
    socket.receive(post('/', 'Content-Length: 4\r\n\r\n'));
    await server.pass(4);
    assert.doesNotMatch(socket.sent, /408/);
    await server.pass(10);
    assert.match(socket.sent, /HTTP\/1\.1 408 /);
  });

  it('let a client take a response slowly, also when the app is done with it', async () => {
    const server = new MemoryServer((context) => {
      const feature = required(context, IHttpMinResponseDataRateFeature);
      if (context.request.path === '/patient') feature.minDataRate = null;
      void context.response.write('x'.repeat(100_000));
    });
    const open = (path: string) => {
      const socket = server.connect(1);
      socket.isStalled = true;
      socket.receive(get(path));
      return socket;
    };
    const patient = open('/patient');
    const strict = open('/strict');
    await server.pass(1000);
    assert.equal(patient.destroyed, false);
    assert.equal(strict.destroyed, true);
  });
});

describe('Features of a connection', () => {
  it('are shared by its requests, and by no others', async () => {
    const counts: unknown[] = [];
    const server = new MemoryServer((context) => {
      const { state } = required(context, IPersistentStateFeature);
      const { items } = required(context, IConnectionItemsFeature);
      state.set('count', Number(state.get('count') ?? 0) + 1);
      items.set('count', Number(items.get('count') ?? 10) + 1);
      counts.push(state.get('count'), items.get('count'));
    });
    const socket = server.connect();
    socket.receive(get('/') + get('/'));
    await settle();
    server.connect().receive(get('/'));
    await settle();
    assert.deepEqual(counts, [1, 11, 2, 12, 1, 11]);
  });

  it('stay what they are when middleware changes what a request sees', async () => {
    const seen: unknown[] = [];
    const server = new MemoryServer((context) => {
      const connection = required(context, IHttpConnectionFeature);
      const { connectionId } = required(context, IConnectionIdFeature);
      seen.push(connection.connectionId === connectionId);
      connection.connectionId = 'changed';
      connection.remoteIpAddress = '198.51.100.7';
      seen.push(required(context, IConnectionEndPointFeature).remoteEndPoint);
    });
    server.connect().receive(get('/') + get('/'));
    await settle();
    const remoteEndPoint = { address: '192.0.2.1', port: 40000 };
    assert.deepEqual(seen, [true, remoteEndPoint, true, remoteEndPoint]);
  });

  it('tell when it is to end and when it has, and ask for it', async () => {
    const seen: string[] = [];
    const server = new MemoryServer((context) => {
      const lifetime = required(context, IConnectionLifetimeFeature);
      const notification = required(context, IConnectionLifetimeNotificationFeature);
      lifetime.connectionClosed.addEventListener('abort', () => seen.push('closed'));
      notification.connectionClosedRequested.addEventListener('abort', () => seen.push('asked'));
      if (context.request.path === '/last') notification.requestClose();
      if (context.request.path === '/abort') lifetime.abort();
    });
    const asking = server.connect();
    asking.receive(get('/last'));
    await settle();
    assert.match(asking.sent, /^HTTP\/1\.1 200 OK\r\n[^]*Connection: close\r\n/);
    assert.deepEqual(seen, ['asked']);
    const aborting = server.connect();
    aborting.receive(get('/abort'));
    await settle();
    assert.deepEqual(seen, ['asked', 'closed']);
    assert.equal(aborting.sent, '');
  });
});
