import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listeningAddresses } from '../../../server-runtime/host/supervisor/listeningAddresses.ts';

const socket = (address: string, port: number) => ({ address, port });

describe('listeningAddresses', () => {
  it('gives expected addresses as written, once their ports listen', () => {
    const urls = ['https://localhost:5001', 'http://localhost:5000'];
    assert.deepEqual(listeningAddresses([socket('127.0.0.1', 5000)], urls), [
      'http://localhost:5000',
    ]);
    assert.deepEqual(
      listeningAddresses([socket('127.0.0.1', 5000), socket('::1', 5001)], urls),
      urls,
    );
  });

  it('leaves other sockets out when an expected one listens', () => {
    const sockets = [socket('127.0.0.1', 5000), socket('127.0.0.1', 9229)];
    assert.deepEqual(listeningAddresses(sockets, ['http://localhost:5000']), [
      'http://localhost:5000',
    ]);
  });

  it('shows where it does listen when that is not where it was expected', () => {
    assert.deepEqual(listeningAddresses([socket('0.0.0.0', 8080)], ['http://localhost:5000']), [
      'http://0.0.0.0:8080',
    ]);
  });

  it('fills in the port that the system chose', () => {
    assert.deepEqual(listeningAddresses([socket('127.0.0.1', 40123)], ['https://127.0.0.1:0']), [
      'https://127.0.0.1:40123',
    ]);
  });

  it('gives one address for a port on both loopback addresses, and brackets to IPv6', () => {
    const sockets = [socket('127.0.0.1', 3000), socket('::1', 3000), socket('::', 4000)];
    assert.deepEqual(listeningAddresses(sockets, []), [
      'http://localhost:3000',
      'http://[::]:4000',
    ]);
  });

  it('is empty without sockets', () => {
    assert.deepEqual(listeningAddresses([], ['http://localhost:5000', 'http://127.0.0.1:0']), []);
  });
});
