import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeAppError } from '../../../server-runtime/host/describeError.ts';
import { LaunchFailure } from '../../../server-runtime/host/launchFailure.ts';
import { InvalidAddressError } from '../../../server-runtime/servers/shared/bindingAddress.ts';

const describeIt = (error: unknown) => describeAppError(error, '/nowhere', undefined);

function systemError(code: string, details: object): Error {
  return Object.assign(new Error(`listen ${code}`), { code, ...details });
}

describe('describeAppError', () => {
  it('keeps a failure as it is', async () => {
    const failure = new LaunchFailure('x', 'y');
    assert.equal(await describeIt(failure), failure);
  });

  it('finds a port in use behind the error that the host wraps it in', async () => {
    const cause = systemError('EADDRINUSE', { port: 1, address: '127.0.0.1' });
    const failure = await describeIt(new Error('Failed to bind to address', { cause }));
    assert.equal(failure.code, 'address-in-use');
    assert.match(failure.message, /^Port 1 is in use/);
  });

  it('finds it among several errors', async () => {
    const inner = systemError('EADDRINUSE', { port: 1 });
    const failure = await describeIt(new AggregateError([new Error('a'), inner]));
    assert.equal(failure.code, 'address-in-use');
  });

  it('tells a forbidden port and an address that is not here', async () => {
    assert.equal((await describeIt(systemError('EACCES', { port: 80 }))).code, 'address-denied');
    const missing = await describeIt(
      systemError('EADDRNOTAVAIL', { port: 80, address: '10.9.9.9' }),
    );
    assert.equal(missing.code, 'address-unavailable');
    assert.match(missing.message, /10\.9\.9\.9/);
  });

  it('says of an address that is written wrongly what one looks like, and not where the server was started', async () => {
    const cause = new InvalidAddressError("Invalid url: 'localhost:5000'");
    cause.stack = `${cause.message}\n    at main (/nowhere/program.js:6:16)`;
    const { code, message, place, ...failure } = (
      await describeIt(new Error('It did not start', { cause }))
    ).toParams();
    assert.deepEqual(
      { code, message, place, help: failure.help },
      {
        code: 'address-invalid',
        message: "The app failed to start: Invalid url: 'localhost:5000'",
        place: undefined,
        help: ['An address looks like http://localhost:5000.'],
      },
    );
  });

  it('shows the stack without the frames of Node', async () => {
    const error = new Error('boom');
    const own = '    at main (/nowhere/program.js:6:16)';
    const noise = [
      '    at TracingChannel.tracePromise (node:diagnostics_channel:362:14)',
      '    at node:internal/main/run_main_module:33:47',
    ];
    error.stack = ['Error: boom', own, ...noise].join('\n');
    assert.deepEqual((await describeIt(error)).output, ['Error: boom', own]);
    error.stack = ['Error: boom', ...noise].join('\n');
    assert.deepEqual((await describeIt(error)).output, []);
  });

  it('takes a refused file for what it is, and not for a port', async () => {
    assert.equal((await describeIt(systemError('EACCES', { path: '/x' }))).code, 'startup-threw');
  });

  it('describes what is no error', async () => {
    assert.match((await describeIt('boom')).message, /it threw "boom"/);
    assert.match((await describeIt(undefined)).message, /it threw undefined/);
  });

  it('survives errors that cause each other', async () => {
    const a = new Error('a');
    const b = new Error('b', { cause: a });
    a.cause = b;
    assert.equal((await describeIt(a)).code, 'startup-threw');
  });
});
