import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const dist = fileURLToPath(new URL('../../../dist/runtime', import.meta.url));
const isBuilt = existsSync(join(dist, 'package.json'));

const app = `
const { ConfigurationBuilder, IServerAddressesFeature, TestServer, WebHostBuilder } = runtime;
async function main() {
  const server = await TestServer.create(
    new WebHostBuilder().configure((app) => app.run(({ response }) => response.write('hello'))),
  );
  const { text } = await server.send();
  console.log(text, typeof ConfigurationBuilder, typeof IServerAddressesFeature);
}
main();
`;

describe(
  'dist/runtime',
  { skip: isBuilt ? false : 'npm run build makes it', timeout: 60_000 },
  () => {
    const sources = {
      'import.mjs': `import * as runtime from '@server-profiles/runtime';\n${app}`,
      'named.mjs': `import { ConfigurationBuilder, IServerAddressesFeature, TestServer, WebHostBuilder } from '@server-profiles/runtime';\n${app.replace(/const \{.*\} = runtime;/, '')}`,
      'require.cjs': `const runtime = require('@server-profiles/runtime');\n${app}`,
    };
    for (const [file, source] of Object.entries(sources)) {
      it(`is a package for ${file}`, async (t) => {
        const folder = mkdtempSync(join(tmpdir(), 'package-'));
        t.after(() => rmSync(folder, { recursive: true }));
        mkdirSync(join(folder, 'node_modules', '@server-profiles'), { recursive: true });
        cpSync(dist, join(folder, 'node_modules', '@server-profiles', 'runtime'), {
          recursive: true,
        });
        writeFileSync(join(folder, file), source);
        const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: folder });
        assert.equal(stdout, 'hello function symbol\n');
      });
    }
  },
);
