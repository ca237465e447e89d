import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { localizableText } from '../../../server-runtime/contracts/localizableText.ts';
import {
  badGatewayPage,
  startFailurePage,
} from '../../../server-runtime/servers/iisExpress/statusPages.ts';
import { WorkerStartError } from '../../../server-runtime/servers/iisExpress/workerStartError.ts';

const error = new WorkerStartError(
  'worker-exited',
  localizableText('It exited with code {0}.', 1),
  {
    commandLine: 'node <app>',
    output: ['first', '<script>alert(1)</script>'],
    help: [localizableText('Try again.')],
  },
);
const here = { isLocal: true, wantsHtml: true };

describe('startFailurePage', () => {
  it('tells a client on this machine all there is, escaped', () => {
    const { status, body } = startFailurePage(error, here, false);
    assert.equal(status, 502);
    for (const text of ['It exited with code 1.', 'node &lt;app&gt;', 'first', 'Try again.']) {
      assert.ok(body.includes(text), text);
    }
    assert.ok(!body.includes('<script>'));
  });

  it('tells other clients nothing but the usual causes', () => {
    const { body } = startFailurePage(error, { isLocal: false, wantsHtml: true }, false);
    assert.ok(body.includes('The application process failed to start'));
    for (const text of ['exited', 'node', 'first', 'Try again']) assert.ok(!body.includes(text));
  });

  it('is bare when the module is told so', () => {
    assert.equal(startFailurePage(error, here, true).body, 'HTTP Error 502.5\n');
  });

  it('is text for what is no browser', () => {
    const page = startFailurePage(error, { isLocal: true, wantsHtml: false }, false);
    assert.equal(page.contentType, 'text/plain; charset=utf-8');
    assert.ok(page.body.includes('Last output\nfirst\n<script>alert(1)</script>'));
  });
});

describe('badGatewayPage', () => {
  it('keeps the cause from clients elsewhere', () => {
    assert.ok(badGatewayPage('port 1234', here).body.includes('port 1234'));
    const elsewhere = badGatewayPage('port 1234', { isLocal: false, wantsHtml: false });
    assert.equal(elsewhere.body, 'HTTP Error 502.3 - Bad Gateway\n');
  });
});
