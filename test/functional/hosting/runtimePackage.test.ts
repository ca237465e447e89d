import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const dist = join(root, 'dist/runtime');
const isBuilt = existsSync(join(dist, 'package.json'));

/** The Node that runs the tests, and another one that the machine has. */
function findNodes(): string[] {
  const isProgram = (file: string): boolean => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  const other = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .find(isProgram);
  return [...new Set([process.execPath, other ?? process.execPath])];
}

const names = 'ConfigurationBuilder, IServerAddressesFeature, TestServer, WebHostBuilder';
const app = `
async function main() {
  const server = await TestServer.create(
    new WebHostBuilder().configure((app) => app.run(({ response }) => response.write('hello'))),
  );
  const { text } = await server.send();
  console.log(text, typeof ConfigurationBuilder, typeof IServerAddressesFeature);
}
main();
`;
const sources = {
  'namespace.mjs': `import * as runtime from '@server-profiles/runtime';\nconst { ${names} } = runtime;\n${app}`,
  'named.mjs': `import { ${names} } from '@server-profiles/runtime';\n${app}`,
  'require.cjs': `const { ${names} } = require('@server-profiles/runtime');\n${app}`,
  'same.mjs': `import { createRequire } from 'node:module';
import { WebHostBuilder } from '@server-profiles/runtime';
const required = createRequire(import.meta.url)('@server-profiles/runtime');
console.log(WebHostBuilder === required.WebHostBuilder);
`,
};
// Types are stripped by Node itself; one that cannot is to be named.
const typeScript = `const { TestServer, WebHostBuilder } = require('@server-profiles/runtime');
TestServer.create(new WebHostBuilder().useStartup('./startup.ts')).then(
  async (server) => console.log((await server.send()).text),
  (error) => console.log(error.message),
);
`;
const startup = `export class Startup {
  configure(app: { run(handle: (context: any) => unknown): void }): void {
    app.run(({ response }: any) => response.write('typed'));
  }
}
`;
const typed = `import { ${names}, type HttpContext, type IServer } from '@server-profiles/runtime';
const server: IServer = new TestServer();
const handle = ({ response }: HttpContext) => response.write('hello');
new WebHostBuilder().useServer(server).configure((app) => app.run(handle)).build();
console.log(new ConfigurationBuilder(), server.features.get(IServerAddressesFeature)?.addresses);
`;
/** The server to copy, as somebody would: everything that it imports of ours comes from the package. */
function copyServer(): string {
  const file = join(root, 'server-runtime/servers/nodeHttp/nodeHttpServer.ts');
  return readFileSync(file, 'utf8').replaceAll(/'\.\.?\/[^']+'/g, "'@server-profiles/runtime'");
}
const copied = `import { IServerAddressesFeature, WebHostBuilder } from '@server-profiles/runtime';
import { NodeHttpServer } from './nodeHttpServer.mts';
const host = new WebHostBuilder()
  .useServer(new NodeHttpServer())
  .useUrls('http://127.0.0.1:0')
  .configure((app) => app.run(({ request, response }) => response.write(request.path)))
  .build();
await host.start();
const [address] = host.serverFeatures.get(IServerAddressesFeature)?.addresses ?? [];
console.log(await (await fetch(\`\${address}/copied\`)).text());
await host.stop();
`;

describe(
  'dist/runtime, packed and installed',
  { skip: isBuilt ? false : 'npm run build makes it', timeout: 120_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'package-'));
    after(() => rmSync(folder, { recursive: true }));

    before(async () => {
      writeFileSync(join(folder, 'package.json'), '{ "private": true }');
      for (const [file, source] of Object.entries(sources))
        writeFileSync(join(folder, file), source);
      for (const file of ['typed.mts', 'typed.cts']) writeFileSync(join(folder, file), typed);
      writeFileSync(join(folder, 'typeScript.cjs'), typeScript);
      writeFileSync(join(folder, 'startup.ts'), startup);
      writeFileSync(join(folder, 'nodeHttpServer.mts'), copyServer());
      writeFileSync(join(folder, 'copied.mts'), copied);
      const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
        cwd: dist,
      });
      const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
      const quiet = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
      await run('npm', ['install', ...quiet, `./${filename}`], { cwd: folder });
    });

    for (const node of findNodes()) {
      for (const file of Object.keys(sources)) {
        it(`runs ${file} on ${node === process.execPath ? process.version : node}`, async () => {
          const { stdout } = await run(node, [file], { cwd: folder });
          assert.equal(stdout, file === 'same.mjs' ? 'true\n' : 'hello function symbol\n');
        });
      }
    }

    for (const node of findNodes()) {
      it(`runs TypeScript, or names the Node that would, on ${node}`, async () => {
        const { stdout } = await run(node, ['typeScript.cjs'], { cwd: folder });
        const { stdout: version } = await run(node, ['--version']);
        const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
        if (major > 22 || (major === 22 && minor >= 18)) assert.equal(stdout, 'typed\n');
        else
          assert.match(stdout, /^Node v.* cannot run '.*startup\.ts'.* needs Node 22\.18 or newer/);
      });
    }

    it('has types for both kinds of module', async () => {
      const options = ['--module', 'nodenext', '--target', 'es2022', '--lib', 'esnext,dom'];
      const types = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node'];
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      const files = ['typed.mts', 'typed.cts', 'copied.mts'];
      const strict = ['--noEmit', '--strict', '--allowImportingTsExtensions'];
      const args = [tsc, ...strict, ...options, ...types, ...files];
      await run(process.execPath, args, { cwd: folder });
    });

    it('is all that a copy of the node:http server needs', async () => {
      const { stdout } = await run(process.execPath, ['copied.mts'], { cwd: folder });
      assert.equal(stdout, '/copied\n');
    });
  },
);
