import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isWebSocketRequest } from '../../../server-runtime/servers/iisExpress/forwarding/webSocketHandler.ts';

describe('isWebSocketRequest', () => {
  const ask = (...lines: string[]) => isWebSocketRequest({ method: 'GET', lines });

  it('wants both Upgrade and Connection', () => {
    assert.equal(ask('Upgrade', 'WebSocket', 'Connection', 'x, Upgrade'), true);
    assert.equal(ask('Upgrade', 'websocket'), false);
    assert.equal(ask('Connection', 'Upgrade'), false);
  });

  it('does not take other protocols', () => {
    assert.equal(ask('Upgrade', 'h2c', 'Connection', 'Upgrade'), false);
  });

  it('wants GET', () => {
    const lines = ['Upgrade', 'websocket', 'Connection', 'Upgrade'];
    assert.equal(isWebSocketRequest({ method: 'POST', lines }), false);
  });
});
