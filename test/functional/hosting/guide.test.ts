import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as sendRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';

const face = new URL('../../../server-runtime/index.ts', import.meta.url).href;
const guides = ['hosting.md', 'configuration.md', 'logging.md', 'middleware.md'];

interface Block {
  language: string;
  /** Name of the file that the block is. */
  file: string;
  text: string;
}

/** A program of a guide: its files, then what is done with it. */
interface Example {
  title: string;
  files: Block[];
  exchanges: Block[];
}

/** The examples, in order. A second block for one file starts another example under the same heading. */
function readExamples(guide: string): Example[] {
  const examples: Example[] = [];
  for (const section of guide.split(/^##? /m).slice(1)) {
    const title = section.split('\n', 1)[0] ?? '';
    let example: Example | undefined;
    for (const [, language = '', file = '', text = ''] of section.matchAll(
      /^```(\w+)(?: (\S+))?\n(.*?)^```$/gms,
    )) {
      const block = { language, file, text };
      const isNew = file !== '' && example?.files.some((other) => other.file === file);
      if (!example || isNew) examples.push((example = { title, files: [], exchanges: [] }));
      (file === '' ? example.exchanges : example.files).push(block);
    }
  }
  return examples;
}

function createProject(t: TestContext, files: readonly Block[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'guide-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write('package.json', '{ "type": "module" }');
  const shim = 'node_modules/@server-profiles/runtime/';
  write(`${shim}package.json`, '{ "type": "module", "exports": "./index.mjs" }');
  write(`${shim}index.mjs`, `export * from ${JSON.stringify(face)};\n`);
  for (const { file, text } of files) write(file, text);
  return folder;
}

/** Serves what the program hosts, as long as it takes. */
async function runHost(t: TestContext, { files, exchanges }: Example): Promise<void> {
  const app = spawn(process.execPath, ['program.ts'], {
    cwd: createProject(t, files),
    env: { PATH: process.env['PATH'], ASPNETCORE_URLS: 'http://127.0.0.1:0' },
  });
  t.after(() => app.kill('SIGKILL'));
  let output = '';
  let errors = '';
  app.stdout.on('data', (data: Buffer) => (output += data.toString()));
  app.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const closed = once(app, 'close');
  const waitFor = async (text: string): Promise<void> => {
    while (!output.includes(text)) {
      await Promise.race([
        once(app.stdout, 'data'),
        closed.then(() => assert.fail(output + errors)),
      ]);
    }
  };
  await waitFor('Application started. Press Ctrl+C to shut down.\n');
  const address = /Now listening on: (.*)/.exec(output)?.[1] ?? '';
  for (const { language, text } of exchanges) {
    if (language === 'http') await checkExchange(address, text);
    else if (language === 'websocket') await checkConversation(address, text);
    else if (language === 'stdin') app.stdin.write(text);
    else await waitFor(text);
  }
  app.kill('SIGTERM');
  assert.deepEqual(await closed, [0, null], errors);
}

/** Runs the program to its end, by the command of the guide, and compares all that it writes; `…` stands for anything. */
async function runProgram(t: TestContext, { files, exchanges }: Example): Promise<void> {
  const textOf = (name: string) => exchanges.find(({ language }) => language === name)?.text;
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const app = spawn('/bin/sh', ['-c', textOf('sh') ?? 'node program.ts'], {
    cwd: createProject(t, files),
    env: { PATH: path },
  });
  t.after(() => app.kill('SIGKILL'));
  let output = '';
  let errors = '';
  app.stdout.on('data', (data: Buffer) => (output += data.toString()));
  app.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  assert.deepEqual(await once(app, 'close'), [0, null], errors);
  const [before = '', after] = (textOf('stdout') ?? assert.fail('no stdout')).split('…');
  if (after === undefined) assert.equal(output, before);
  else assert.ok(output.startsWith(before) && output.endsWith(after), output);
}

async function runTests(t: TestContext, { files }: Example): Promise<void> {
  const app = spawn(process.execPath, ['--test', ...files.map(({ file }) => file)], {
    cwd: createProject(t, files),
    env: { PATH: process.env['PATH'] },
  });
  t.after(() => app.kill('SIGKILL'));
  let output = '';
  app.stdout.on('data', (data: Buffer) => (output += data.toString()));
  assert.deepEqual(await once(app, 'close'), [0, null], output);
}

/** Sends the request of a block and compares status, the headers it names, and body. */
async function checkExchange(address: string, text: string): Promise<void> {
  const [requestText = '', answerText = ''] = text.split(/^HTTP\/1\.1 /m);
  const [requestHead = '', requestBody = ''] = requestText.split(/\n\n/, 2);
  const [requestLine = '', ...requestLines] = requestHead.split('\n');
  const [method, path] = requestLine.split(' ');
  const headers = Object.fromEntries(requestLines.filter(Boolean).map((line) => line.split(': ')));
  const [answerHead = '', ...answerBody] = answerText.split('\n\n');
  const [status, ...answerLines] = answerHead.trim().split('\n');

  const request = sendRequest(address, { method, path, headers, agent: false });
  request.end(requestBody);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response) body += String(chunk);

  assert.equal(String(response.statusCode), status, text);
  for (const line of answerLines) {
    const [name = '', value] = line.split(': ');
    assert.equal(String(response.headers[name.toLowerCase()]), value, text);
  }
  if (answerBody.length > 0) assert.equal(body.trim(), answerBody.join('\n\n').trim(), text);
}

/** Says the first line of a block to a WebSocket, and is to hear the rest. */
async function checkConversation(address: string, text: string): Promise<void> {
  const [said = '', heard = ''] = text.trim().split('\n\n');
  const socket = new WebSocket(address.replace('http', 'ws'));
  await once(socket, 'open');
  socket.send(said);
  const [{ data }] = (await once(socket, 'message')) as [MessageEvent];
  assert.equal(data, heard);
  socket.close();
}

function run(t: TestContext, example: Example): Promise<void> {
  const isProgram = example.files.some(({ file }) => file === 'program.ts');
  if (!isProgram) return runTests(t, example);
  const isHost = example.exchanges.some(({ language }) =>
    ['http', 'websocket', 'stdin'].includes(language),
  );
  return isHost ? runHost(t, example) : runProgram(t, example);
}

for (const name of guides) {
  const guide = readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
  describe(`docs/${name}`, { concurrency: 2, timeout: 120_000 }, () => {
    const examples = readExamples(guide);

    it('has examples, and names the file of each block', () => {
      assert.ok(examples.length > 1);
      for (const { title, files } of examples) assert.ok(files.length > 0, title);
      assert.equal(
        [...guide.matchAll(/^```/gm)].length / 2,
        examples.flatMap((e) => [...e.files, ...e.exchanges]).length,
      );
    });

    for (const example of examples) {
      it(`works: ${example.title}`, (t) => run(t, example));
    }
  });
}
