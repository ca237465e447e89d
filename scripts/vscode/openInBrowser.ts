// The browser's VS Code on a folder, with server-profiles.vsix installed into a throw-away user: prints the address, and
// ends everything on Ctrl+C.
import { join } from 'node:path';
import { installExtension, startCodeServer, workbenchUrl } from './codeServer.ts';
import { makeRunDirectory } from './runDirectory.ts';

const [folder] = process.argv.slice(2);
const codeServer = process.env['CODE_SERVER'];
if (!folder || !codeServer) throw new Error('usage: CODE_SERVER=DIR openInBrowser.ts FOLDER');

const run = makeRunDirectory();
installExtension(codeServer, run, join(import.meta.dirname, '..', '..', 'server-profiles.vsix'));
const starting = startCodeServer({ codeServer, run });

let stopping: Promise<void> | undefined;
const stop = (): void => {
  stopping ??= starting
    .then((server) => server.stop())
    .finally(() => {
      run.remove();
      process.exit(0);
    });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

const server = await starting;
void server.ended.then((message) => {
  if (stopping) return;
  console.error(message);
  run.remove();
  process.exit(1);
});

console.log(`VS Code with Server Profiles on ${folder}:

  ${workbenchUrl(server, folder)}

Ctrl+C stops it.`);
