import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Webview } from 'vscode';
import { WebviewHost } from '../../../extension/platform/vscode/webviewHost.ts';

/** A webview that notes what it gets, and the host that it is one of. */
function subject(answer: () => Promise<boolean> = async () => true) {
  const posted: unknown[] = [];
  const logged: string[] = [];
  const asked: string[] = [];
  const listeners = new Set<(message: unknown) => void>();
  const webview = {
    html: '',
    options: {} as Webview['options'],
    onDidReceiveMessage(listener: (message: unknown) => void) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    postMessage(message: unknown) {
      posted.push(message);
      return answer();
    },
  };
  const nothing = (): void => undefined;
  const host = new WebviewHost<string, unknown>({
    webview: webview as unknown as Webview,
    title: 'Form',
    language: 'de',
    isRequest: (message) => typeof message === 'string',
    onRequest: (request) => void asked.push(request),
    log: {
      ...{ trace: nothing, info: nothing, error: nothing },
      warn: (line: unknown) => void logged.push(String(line)),
    },
  });
  const send = (message: unknown): void => listeners.forEach((listener) => listener(message));
  return { host, webview, posted, logged, asked, send };
}

describe('The extension’s end of a webview', () => {
  it('makes a page that may run its script, and read no file', () => {
    const { host, webview } = subject();
    host.show('run();', [{ first: 1 }]);
    assert.deepEqual(webview.options, { enableScripts: true, localResourceRoots: [] });
    for (const part of ['<html lang="de">', '<title>Form</title>', '>run();<', '[{"first":1}]']) {
      assert.ok(webview.html.includes(part), part);
    }
  });

  it('takes requests, and notes what is none without taking it', () => {
    const { send, asked, logged } = subject();
    send('look');
    send({ type: 'delete', what: 'all'.repeat(100) });
    send(undefined);
    assert.deepEqual(asked, ['look']);
    assert.equal(logged.length, 2);
    assert.match(logged[0]!, /may not: \{"type":"delete"/);
    assert.ok(logged[0]!.length < 250, 'as much of it as can be read');
  });

  it('waits for the page to have a message, and not for ever', async () => {
    const arrival = Promise.withResolvers<boolean>();
    const { host, posted } = subject(() => arrival.promise);
    let isOver = false;
    const delivered = host.deliver(1).then(() => (isOver = true));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([posted, isOver], [[1], false]);
    arrival.resolve(true);
    await delivered;
    // Of a hidden one the editor never says that it has it.
    const hidden = subject(() => new Promise<boolean>(() => undefined));
    hidden.host.post(0);
    await hidden.host.deliver(1);
    assert.deepEqual(hidden.posted, [0, 1]);
  });

  it('is silent when it is let go: no page, and no ear for what still comes', () => {
    const { host, webview, send, asked, logged } = subject();
    host.dispose();
    host.show('run();', []);
    send('late');
    send(5);
    assert.deepEqual([webview.html, asked, logged], ['', [], []]);
  });
});
