import type { ServerEvent } from '../../../extension/core/servers/serverSnapshot.ts';

/** What the control channel told of a proxied launch and its stop, in order; pids and ports are those of the number. */
export function recordedLaunch(number: number): { start: ServerEvent[]; stop: ServerEvent[] } {
  const [host, worker] = [10_000 + 2 * number, 10_001 + 2 * number];
  const address = `http://127.0.0.1:${20_000 + number}`;
  const workerAddress = `http://127.0.0.1:${40_000 + number}`;
  const node = { runtime: 'node', name: 'node' } as const;
  const hostProcess = { ...node, role: 'host', pid: host } as const;
  const workerProcess = { ...node, role: 'worker', pid: worker } as const;
  return {
    start: [
      { type: 'process', process: { ...hostProcess, event: 'started' } },
      { type: 'state', state: 'starting' },
      { type: 'process', process: { ...workerProcess, event: 'started' } },
      { type: 'addresses', addresses: [address] },
      {
        type: 'process',
        process: { ...workerProcess, event: 'listening', address: workerAddress },
      },
      { type: 'state', state: 'listening' },
    ],
    stop: [
      { type: 'state', state: 'stopping' },
      { type: 'process', process: { ...workerProcess, event: 'exited', exitCode: 0 } },
      { type: 'addresses', addresses: [] },
      { type: 'state', state: 'stopped' },
      { type: 'ended' },
    ],
  };
}
