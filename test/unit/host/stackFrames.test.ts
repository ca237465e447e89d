import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firstUserFrame, formatLocation } from '../../../server-runtime/host/stackFrames.ts';

const project = '/home/me/shop';

function errorWith(stack: string): Error {
  const error = new Error('x');
  error.stack = stack;
  return error;
}

function located(stack: string): string | undefined {
  const frame = firstUserFrame(errorWith(stack), project);
  return frame && formatLocation(frame, project);
}

describe('firstUserFrame', () => {
  const posixOnly = process.platform === 'win32' && 'paths of this OS differ';

  it('skips Node, packages and everything outside the project', { skip: posixOnly }, () => {
    const stack = `Error: x
    at build (/opt/host.js:1:2)
    at node:internal/process/task_queues:95:5
    at query (/home/me/shop/node_modules/db/index.js:10:7)
    at Startup.configure (file:///home/me/shop/src/startup.ts:12:5)
    at main (/home/me/shop/program.ts:3:1)`;
    assert.equal(located(stack), 'src/startup.ts:12:5');
  });

  it('reads the header that Node puts before a syntax error', { skip: posixOnly }, () => {
    const stack =
      '/home/me/shop/startup.ts:2\n  bad here\n      ^\n\nSyntaxError: nope\n    at a (node:internal:1:1)';
    assert.equal(located(stack), 'startup.ts:2');
  });

  it('decodes file URLs and reads async frames', { skip: posixOnly }, () => {
    assert.equal(
      located('Error: x\n    at async file:///home/me/shop/a%20b.mjs?v=1:4:9'),
      'a b.mjs:4:9',
    );
  });

  it('names the importing file of a module that is not found', { skip: posixOnly }, () => {
    const error = new Error("Cannot find module '/x' imported from /home/me/shop/program.mjs");
    error.stack = 'Error: x\n    at a (node:internal/a:1:1)';
    assert.deepEqual(firstUserFrame(error, project), { file: '/home/me/shop/program.mjs' });
  });

  it('finds nothing in what is no error', () => {
    assert.equal(firstUserFrame('text', project), undefined);
    assert.equal(located('Error: x'), undefined);
  });
});
