import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Log } from '../../../extension/core/base/log.ts';
import { logLaunches } from '../../../extension/core/servers/logLaunches.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import type { ServerEvent } from '../../../extension/core/servers/serverSnapshot.ts';
import { idleControl } from '../../support/idleControl.ts';

const failure = (code: string, message: string) => ({ code, message, output: [], help: [] });
const app = (event: 'started' | 'exited') =>
  ({ event, pid: 7, role: 'app', runtime: 'node', name: 'node' }) as const;

describe('logLaunches', () => {
  const cases: readonly (readonly [what: string, events: ServerEvent[], lines: string[]])[] = [
    [
      'the way to listening and to a stop',
      [
        { type: 'addresses', addresses: ['http://localhost:5000', 'https://localhost:5001'] },
        { type: 'state', state: 'listening' },
        { type: 'state', state: 'stopping' },
        { type: 'ended' },
      ],
      [
        'info listening on http://localhost:5000, https://localhost:5001',
        'info stopping',
        'info stopped',
      ],
    ],
    [
      'why it failed, once',
      [
        { type: 'failure', failure: failure('address-in-use', 'Port 5000 is taken.') },
        { type: 'state', state: 'failed' },
        { type: 'ended' },
      ],
      ['warn failed: Port 5000 is taken. (address-in-use)'],
    ],
    [
      'a worker that died, and was replaced',
      [
        { type: 'addresses', addresses: ['http://localhost:5000'] },
        { type: 'state', state: 'listening' },
        { type: 'process', process: app('started') },
        { type: 'failure', failure: failure('worker-died', 'It ended with code 1.') },
        { type: 'state', state: 'degraded' },
        { type: 'process', process: app('exited') },
        { type: 'state', state: 'listening' },
      ],
      [
        'info listening on http://localhost:5000',
        'warn degraded: It ended with code 1. (worker-died)',
        'info listening on http://localhost:5000',
      ],
    ],
    [
      'a program that does not listen, and what it is told',
      [
        { type: 'process', process: app('started') },
        { type: 'failure', failure: failure('does-not-listen', 'It listens on no address.') },
      ],
      ['info running: It listens on no address. (does-not-listen)'],
    ],
    [
      'a program that ends without ever listening',
      [
        { type: 'process', process: app('started') },
        { type: 'process', process: app('exited') },
        { type: 'ended' },
      ],
      ['info stopped'],
    ],
    [
      'no address that has gone, and those of the next life',
      [
        { type: 'addresses', addresses: ['http://localhost:5000'] },
        { type: 'state', state: 'listening' },
        { type: 'addresses', addresses: [] },
        { type: 'state', state: 'starting' },
        { type: 'addresses', addresses: ['http://localhost:5001'] },
        { type: 'state', state: 'listening' },
      ],
      [
        'info listening on http://localhost:5000',
        'info starting',
        'info listening on http://localhost:5001',
      ],
    ],
  ];
  for (const [what, events, lines] of cases) {
    it(`writes ${what}`, () => {
      const { servers, log } = logged();
      const launch = servers.begin('file:///shop#web', 'run', idleControl);
      for (const event of events) launch.report(event);
      const all = ['info starting', ...lines];
      assert.deepEqual(
        log,
        all.map((line) => line.replace(' ', ' web (file:///shop): ')),
      );
    });
  }

  it('tells launches apart, and writes a name as it can be seen', () => {
    const { servers, log } = logged();
    for (const mode of ['run', 'debug'] as const) {
      servers.begin('file:///shop#a\nb', mode, idleControl).report({ type: 'ended' });
    }
    assert.deepEqual(log, [
      String.raw`info a\nb (file:///shop): starting`,
      String.raw`info a\nb (file:///shop): stopped`,
      String.raw`info a\nb (file:///shop): starting, to be debugged`,
      String.raw`info a\nb (file:///shop): stopped`,
    ]);
  });
});

function logged(): { servers: ServerRegistry; log: string[] } {
  const log: string[] = [];
  const write = (level: string) => (text: string | Error) => void log.push(`${level} ${text}`);
  const servers = new ServerRegistry();
  const [trace, info, warn, error] = ['trace', 'info', 'warn', 'error'].map(write);
  logLaunches(servers, { trace, info, warn, error } as Log);
  return { servers, log };
}
