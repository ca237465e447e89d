// One factory, one call per bundle. Types are not checked here: `npm run typecheck` is the only type gate.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EsbuildPlugin } from 'esbuild-loader';
import webpack from 'webpack';
import { LicenseFile } from './scripts/support/licenseFile.mjs';
import { ShortImports } from './scripts/support/shortImports.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const runtimeFace = `${root}server-runtime/index.ts`;

/** Sources may say `import.meta.url`; in a CommonJS bundle that is the file it runs from, never the build machine's. */
const importMetaInCommonJs = {
  'import.meta.filename': '__filename',
  'import.meta.dirname': '__dirname',
  'import.meta.url': 'require("node:url").pathToFileURL(__filename).href',
};

/** The host runs beside the runtime's public face and loads that file, so that a process holds one copy of it. */
function runtimeFaceStaysOutside({ context, request }, done) {
  if (!request?.endsWith('index.ts')) return done();
  const path = fileURLToPath(new URL(request, `file://${context}/`));
  return path === runtimeFace ? done(null, 'commonjs ./runtime/index.js') : done();
}

/**
 * @param {object} options
 * @param {string} options.name output path below dist/, without the suffix
 * @param {string} options.entry source file
 * @param {string | string[]} options.target webpack target
 * @param {string} options.syntax esbuild target: the oldest engine the bundle runs on
 * @param {string} [options.library] webpack library type; none for a script
 * @param {webpack.Configuration['externals']} [options.externals] what is left to `require` at run time
 */
function bundle({ name, entry, target, syntax, library, externals = [] }, mode) {
  const isNode = target !== 'web';
  return {
    name,
    mode,
    target,
    externals,
    context: root,
    entry: { [name]: `./${entry}` },
    output: {
      path: `${root}dist`,
      filename: '[name].js',
      ...(library && { library: { type: library } }),
      devtoolModuleFilenameTemplate: '../[resource-path]',
    },
    devtool: mode === 'production' ? false : 'source-map',
    resolve: {
      mainFields: ['module', 'main'],
      conditionNames: isNode ? ['import', 'require', 'node'] : ['browser', 'import'],
    },
    node: isNode ? { __dirname: false, __filename: false } : false,
    module: {
      // import() stays lazy (the module runs when asked for), but in the same file; createRequire is for apps' modules.
      parser: { javascript: { dynamicImportMode: 'eager', url: false, createRequire: false } },
      rules: [
        { test: /\.ts$/, loader: 'esbuild-loader', options: { target: syntax } },
        { test: /\.(css|svg)$/, type: 'asset/source' },
        // Its modules only define things, which its package.json does not say: what is not used of it stays out.
        { test: /node_modules[\\/]jsonc-parser[\\/]/, sideEffects: false },
      ],
    },
    plugins: [
      new LicenseFile(),
      ...(isNode
        ? [
            new webpack.DefinePlugin(importMetaInCommonJs),
            // Native helpers that ws takes where it finds them, and does without.
            new webpack.IgnorePlugin({ resourceRegExp: /^(bufferutil|utf-8-validate)$/ }),
          ]
        : []),
    ],
    optimization: {
      // Names stay: a user's stack trace has to say something, and the package is compressed anyway.
      minimizer: [
        new ShortImports(),
        new EsbuildPlugin({
          target: syntax,
          minifyWhitespace: true,
          minifySyntax: true,
          minifyIdentifiers: !isNode,
          legalComments: 'none',
          // Node prints the line that an uncaught error comes from: a line of 500 KB would hide what it says.
          lineLimit: 120,
        }),
      ],
      splitChunks: false,
    },
    performance: { hints: false },
    stats: { preset: 'errors-warnings', assets: true, cachedAssets: true, builtAt: false },
  };
}

export default (_env, { mode = 'production' } = {}) =>
  [
    {
      name: 'extension',
      entry: 'extension/extension.ts',
      target: 'node22',
      syntax: 'node22',
      library: 'commonjs2',
      externals: { vscode: 'commonjs vscode' },
    },
    {
      name: 'host',
      entry: 'server-runtime/host/main.ts',
      target: 'node20',
      syntax: 'node20',
      externals: [runtimeFaceStaysOutside],
    },
    {
      name: 'runtime/index',
      entry: 'server-runtime/index.ts',
      target: 'node20',
      syntax: 'node20',
      // Static `exports.X =`, so that an ES module can import the names (cjs-module-lexer).
      library: 'commonjs-static',
    },
    {
      name: 'webview/debugTab',
      entry: 'extension/webview/debugTab/main.ts',
      target: 'web',
      syntax: 'es2022',
    },
  ]
    .filter(({ name, entry }) => {
      const isThere = existsSync(`${root}${entry}`);
      if (!isThere) console.warn(`dist/${name}.js: left out, there is no ${entry}`);
      return isThere;
    })
    .map((options) => bundle(options, mode));
