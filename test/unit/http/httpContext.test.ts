import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ServiceCollection } from '../../../server-runtime/hosting/services/serviceCollection.ts';
import { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import { nextTraceIdentifier } from '../../../server-runtime/http/traceIdentifier.ts';
import { createTestContext } from '../../support/testContext.ts';

describe('HttpContext', () => {
  it('has room for the parts of an app', () => {
    const { context } = createTestContext();
    context.items.set('a', 1);
    assert.equal(context.items.get('a'), 1);
  });

  it('names the request when the server does not', () => {
    const { context } = createTestContext();
    const { traceIdentifier } = context;
    assert.match(traceIdentifier, /^[0-9A-V]{13}$/);
    assert.equal(context.traceIdentifier, traceIdentifier);
    context.traceIdentifier = 'mine';
    assert.equal(context.traceIdentifier, 'mine');
  });

  it('knows nobody unless told', () => {
    const { context } = createTestContext();
    assert.equal(context.user.isAuthenticated, false);
    context.user = { name: 'ann', authenticationType: 'Basic', isAuthenticated: true };
    assert.equal(context.user.name, 'ann');
  });

  it('can be aborted by the app', () => {
    const { context } = createTestContext();
    const { requestAborted } = context;
    assert.equal(requestAborted.aborted, false);
    context.abort();
    assert.ok(requestAborted.aborted);
  });

  it('lets middleware say who the client is', () => {
    const { connection } = createTestContext().context;
    assert.equal(connection.remoteIpAddress, undefined);
    assert.equal(connection.remotePort, 0);
    connection.remoteIpAddress = '192.0.2.1';
    assert.equal(connection.remoteIpAddress, '192.0.2.1');
    assert.equal(connection.clientCertificate, undefined);
  });

  it('makes scoped services once and disposes them', async () => {
    let made = 0;
    let disposed = 0;
    const services = new ServiceCollection()
      .addScoped('thing', () => {
        made++;
        return { dispose: () => void disposed++ };
      })
      .build();
    const context = new HttpContext(createTestContext().context.features, services);
    assert.equal(context.disposeServices(), undefined, 'nothing was asked for');
    assert.equal(context.requestServices.get('thing'), context.requestServices.get('thing'));
    await context.disposeServices();
    assert.deepEqual([made, disposed], [1, 1]);
  });

  it('says so when there are no services', () => {
    assert.throws(() => createTestContext().context.requestServices, /does not come from a host/);
  });
});

describe('nextTraceIdentifier', () => {
  it('counts', () => {
    const [first, second] = [nextTraceIdentifier(), nextTraceIdentifier()];
    assert.ok(first < second);
  });
});
