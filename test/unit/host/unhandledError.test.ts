import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unhandledError } from '../../../server-runtime/host/unhandledError.ts';

const folder = '/home/me/shop';

/** What is found, as a person would read it. */
function found(text: string): string | undefined {
  const error = unhandledError(text.split('\n'), folder);
  if (!error) return undefined;
  const { file, line } = error.place ?? {};
  return [error.summary, file && `${file}:${line}`].filter(Boolean).join(' @ ');
}

describe('unhandledError', () => {
  const posixOnly = process.platform === 'win32' && 'paths of this OS differ';

  const cases: [what: string, output: string, expected: string][] = [
    [
      'an error of Node and its first frame in the project',
      `listening soon
/home/me/shop/node_modules/db/index.js:1
function f(){ throw new TypeError('boom') }
              ^

TypeError: boom
    at connect (/home/me/shop/node_modules/db/index.js:1:21)
    at main (/home/me/shop/src/server.js:7:3)
    at node:internal/main/run_main_module:33:47 {
  code: 'E_BOOM'
}

Node.js v24.21.0`,
      'TypeError: boom @ /home/me/shop/src/server.js:7',
    ],
    [
      'a syntax error of Node, which has no frame in the project',
      `/home/me/shop/server.js:2
const = 1
      ^

SyntaxError: Unexpected token '='
    at wrapSafe (node:internal/modules/cjs/loader:1861:18)

Node.js v24.21.0`,
      "SyntaxError: Unexpected token '=' @ /home/me/shop/server.js:2",
    ],
    [
      'a module that Node does not find, whose message has several lines',
      `node:internal/modules/cjs/loader:1568
  throw err;
  ^

Error: Cannot find module 'express'
Require stack:
- /home/me/shop/index.js
    at Module._resolveFilename (node:internal/modules/cjs/loader:1564:15)
    at Object.<anonymous> (/home/me/shop/index.js:1:17)
    at Module._compile (node:internal/modules/cjs/loader:1929:14) {
  code: 'MODULE_NOT_FOUND',
  requireStack: [ '/home/me/shop/index.js' ]
}

Node.js v24.21.0`,
      "Error: Cannot find module 'express' @ /home/me/shop/index.js:1",
    ],
    [
      'an exception of .NET',
      `Unhandled exception. System.InvalidOperationException: No orders.
   at Shop.Orders.Load() in /home/me/shop/Orders.cs:line 12
   at Program.<Main>$(String[] args) in /home/me/shop/Program.cs:line 6`,
      'System.InvalidOperationException: No orders. @ /home/me/shop/Orders.cs:12',
    ],
    [
      'an exception of Python, with the innermost frame of the project',
      `Traceback (most recent call last):
  File "app.py", line 4, in <module>
    f()
  File "/home/me/shop/orders.py", line 2, in f
    raise ValueError("bad")
  File "/usr/lib/python3/json/decoder.py", line 355, in raw_decode
    raise JSONDecodeError("Expecting value", s, err.value)
ValueError: bad`,
      'ValueError: bad @ /home/me/shop/orders.py:2',
    ],
    [
      'a syntax error of Python',
      `  File "/home/me/shop/app.py", line 1
    def f(:
          ^
SyntaxError: invalid syntax`,
      'SyntaxError: invalid syntax @ /home/me/shop/app.py:1',
    ],
    [
      'an error without a place of the project',
      'Unhandled exception. System.Exception: x\n   at System.Net.Dns.Resolve()',
      'System.Exception: x',
    ],
  ];
  for (const [what, output, expected] of cases) {
    it(`finds ${what}`, { skip: posixOnly }, () => {
      assert.equal(found(output), expected);
    });
  }

  it('finds nothing in output that tells of no error', () => {
    assert.equal(found('Hello\n    at home\nError: handled\n'), undefined);
    assert.equal(found(''), undefined);
  });
});
