import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where a test, or a suite, leaves what is to be done when it is over. */
export interface CleanUp {
  after(action: () => void): void;
}

/** Makes a project folder with these files, which goes away with the test. Objects are written as JSON. */
export function makeProject(t: CleanUp, files: Readonly<Record<string, string | object>>): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'server-profiles-test-')));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(
      file,
      typeof content === 'string' ? content : JSON.stringify(content, undefined, 2),
    );
  }
  return folder;
}

/** The text of launch settings with these profiles. */
export function launchSettings(profiles: object, rest: object = {}): object {
  return { ...rest, profiles };
}

/** A startup module whose every answer is the text. */
export function startupAnswering(text: string): string {
  return `export class Startup {
  configure(app) {
    app.run(async (context) => {
      await context.response.write(${JSON.stringify(text)});
    });
  }
}
`;
}

/** A program for Node, without our runtime, that listens where PORT says, else anywhere, and tells its pid. */
export const nodeServer = `const http = require('node:http');
const server = http.createServer((request, response) => response.end('pid ' + process.pid));
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1');
`;
