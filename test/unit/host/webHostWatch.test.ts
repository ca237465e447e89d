import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { type TestContext, describe, it } from 'node:test';
import { type WebHostEvent, webHostChannel } from '../../../server-runtime/contracts/hostEvents.ts';
import { WebHostWatch } from '../../../server-runtime/host/webHostWatch.ts';

function publish(event: WebHostEvent): void {
  channel(webHostChannel).publish(event);
}

function watch(t: TestContext): WebHostWatch {
  const webHosts = new WebHostWatch();
  t.after(() => webHosts.dispose());
  return webHosts;
}

const stopNothing = () => Promise.resolve();

describe('WebHostWatch', () => {
  it('tells the addresses of all web hosts each time one has started', (t) => {
    const webHosts = watch(t);
    const told: string[][] = [];
    webHosts.onAddresses = (addresses) => told.push(addresses);
    publish({ event: 'starting' });
    publish({ event: 'started', addresses: ['http://a'], stop: () => Promise.resolve() });
    publish({ event: 'starting' });
    publish({ event: 'started', addresses: ['http://b'], stop: () => Promise.resolve() });
    assert.deepEqual(told, [['http://a'], ['http://a', 'http://b']]);
  });

  it('tells where one listens that has moved, unless it is not running', (t) => {
    const webHosts = watch(t);
    const told: string[][] = [];
    webHosts.onAddresses = (addresses) => told.push(addresses);
    const stop = () => Promise.resolve();
    publish({ event: 'starting' });
    publish({ event: 'addresses', addresses: ['http://early'], stop });
    publish({ event: 'started', addresses: ['http://a'], stop: () => Promise.resolve() });
    publish({ event: 'started', addresses: ['http://b'], stop });
    publish({ event: 'addresses', addresses: ['http://c', 'http://d'], stop });
    assert.deepEqual(told.slice(2), [['http://a', 'http://c', 'http://d']]);
  });

  it('is idle again when every one has stopped or failed', async (t) => {
    const webHosts = watch(t);
    await webHosts.whenIdle();
    publish({ event: 'starting' });
    publish({ event: 'starting' });
    publish({ event: 'started', addresses: [], stop: stopNothing });
    let isIdle = false;
    const idle = webHosts.whenIdle().then(() => {
      isIdle = true;
    });
    publish({ event: 'failed', error: new Error('x') });
    await Promise.resolve();
    assert.equal(isIdle, false);
    assert.ok(webHosts.isActive);
    publish({ event: 'stopped' });
    await idle;
    assert.equal(webHosts.isActive, false);
  });

  it('stops one that was only starting as soon as it can be stopped', async (t) => {
    const webHosts = watch(t);
    publish({ event: 'starting' });
    const stopping = webHosts.stop();
    const stop = t.mock.fn(() => {
      publish({ event: 'stopped' });
      return Promise.resolve();
    });
    publish({ event: 'started', addresses: [], stop });
    await stopping;
    assert.equal(stop.mock.callCount(), 1);
  });

  it('waits for one whose stop fails until it says that it has stopped', async (t) => {
    const webHosts = watch(t);
    publish({ event: 'starting' });
    publish({ event: 'started', addresses: [], stop: () => Promise.reject(new Error('x')) });
    const stopping = webHosts.stop();
    publish({ event: 'stopped' });
    await stopping;
  });

  it('has startup errors fail when it is told to, and tells them otherwise', (t) => {
    const webHosts = watch(t);
    const errors: unknown[] = [];
    webHosts.onStartupError = (error) => errors.push(error);
    const told: WebHostEvent = { event: 'startupError', error: 1 };
    publish(told);
    assert.equal(told.isFatal, undefined);
    assert.deepEqual(errors, [1]);
    webHosts.failsOnStartupErrors = true;
    const fatal: WebHostEvent = { event: 'startupError', error: 2 };
    publish(fatal);
    assert.equal(fatal.isFatal, true);
    assert.deepEqual(errors, [1]);
  });
});
