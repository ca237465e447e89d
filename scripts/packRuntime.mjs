// dist/runtime as a package: what npm needs to publish it, beside the bundle and its declarations.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = `${root}dist/runtime`;
const read = (path) => JSON.parse(readFileSync(`${root}${path}`, 'utf8'));

const { name, description } = read('server-runtime/package.json');
const { version, license, repository } = read('package.json');
mkdirSync(output, { recursive: true });
writeFileSync(
  `${output}/package.json`,
  `${JSON.stringify(
    {
      name,
      version,
      description,
      license,
      repository,
      // One CommonJS file whose names Node sees from ECMAScript too, so that a process holds one copy of the runtime.
      type: 'commonjs',
      main: './index.js',
      types: './index.d.ts',
      exports: {
        '.': { types: './index.d.ts', default: './index.js' },
        './package.json': './package.json',
      },
      engines: { node: '>=20' },
      publishConfig: { access: 'public' },
    },
    null,
    2,
  )}\n`,
);
copyFileSync(`${root}server-runtime/README.md`, `${output}/README.md`);
copyFileSync(`${root}LICENSE`, `${output}/LICENSE`);
