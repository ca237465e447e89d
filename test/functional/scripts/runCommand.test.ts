import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '../../../scripts/support/runCommand.mjs';

const second = 1 / 60;

function node(source: string, minutes = 1): ReturnType<typeof runCommand> {
  return runCommand(process.execPath, ['-e', source], { minutes });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('runCommand', () => {
  it('tells the exit code and both outputs', async () => {
    const { code, output } = await node(
      "console.log('a'); console.error('b'); process.exitCode = 3",
    );
    assert.equal(code, 3);
    assert.match(output, /a\n/);
    assert.match(output, /b\n/);
  });

  it('ends a command that takes too long, and keeps what it wrote', async () => {
    const { timedOut, tail } = await node(
      "console.log('started'); setInterval(() => {}, 1e6)",
      second,
    );
    assert.equal(timedOut, true);
    assert.equal(tail, 'started');
  });

  it('ends what the command has left behind', async () => {
    const { output } = await node(`
      const { spawn } = require('node:child_process');
      const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
      console.log(left.pid);
      left.unref();`);
    // A killed process may stay in the table until its new parent has looked.
    const gone = Date.now() + 10_000;
    while (isAlive(Number(output)) && Date.now() < gone) await new Promise(setImmediate);
    assert.equal(isAlive(Number(output)), false);
  });

  it('answers for a command that is not there', async () => {
    const { code, output } = await runCommand('no-such-command', []);
    assert.equal(code, null);
    assert.match(output, /no-such-command/);
  });
});
