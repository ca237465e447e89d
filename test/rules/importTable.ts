/**
 * "Who may import whom" of docs/architecture.md, as data: the first row whose folder holds the importing file decides.
 * A row may always import itself. `*` at the end of a folder stands for one name, the same on both sides.
 */
export interface ImportRow {
  folder: string;
  /** Folders or single files of the repository. */
  may: readonly string[];
  packages?: readonly string[];
  /** Whether Node's own modules may be used. */
  node?: boolean;
}

const runtime = 'server-runtime';
const core = [`${runtime}/contracts`, `${runtime}/launch`];
const server = [
  `${runtime}/servers/shared`,
  `${runtime}/hosting/abstractions`,
  `${runtime}/http`,
  `${runtime}/logging`,
  `${runtime}/primitives`,
];

/** Most specific first. */
export const importTable: readonly ImportRow[] = [
  { folder: `${runtime}/contracts`, may: [] },
  { folder: `${runtime}/launch`, may: [`${runtime}/contracts`], packages: ['jsonc-parser'] },
  { folder: `${runtime}/primitives`, may: [], node: true },
  { folder: `${runtime}/processes`, may: [`${runtime}/primitives`], node: true },
  { folder: `${runtime}/logging`, may: [`${runtime}/primitives`], node: true },
  {
    folder: `${runtime}/configuration`,
    may: [`${runtime}/primitives`],
    packages: ['jsonc-parser'],
    node: true,
  },
  {
    folder: `${runtime}/http`,
    may: [`${runtime}/primitives`, `${runtime}/logging`],
    packages: ['busboy'],
    node: true,
  },
  {
    folder: `${runtime}/hosting/abstractions`,
    may: [`${runtime}/http`, `${runtime}/primitives`],
    node: true,
  },
  {
    folder: `${runtime}/hosting`,
    may: [
      `${runtime}/hosting/abstractions`,
      `${runtime}/http`,
      `${runtime}/logging`,
      `${runtime}/configuration`,
      `${runtime}/primitives`,
      `${runtime}/contracts/hostEvents.ts`,
    ],
    node: true,
  },
  // The front end also starts and watches its worker, whose command line web.config may hold, and says why that fails.
  {
    folder: `${runtime}/servers/iisExpress`,
    may: [
      ...server,
      `${runtime}/processes`,
      `${runtime}/launch/commandLine.ts`,
      `${runtime}/contracts/failureWords.ts`,
      `${runtime}/contracts/localizableText.ts`,
    ],
    node: true,
  },
  { folder: `${runtime}/servers/*`, may: server, node: true },
  {
    folder: `${runtime}/middleware/*`,
    may: [`${runtime}/http`, `${runtime}/logging`, `${runtime}/primitives`],
    packages: ['mime', 'ws'],
    node: true,
  },
  {
    folder: `${runtime}/devCerts`,
    may: [`${runtime}/servers/shared/developmentCertificate.ts`],
    packages: ['@peculiar/x509', 'reflect-metadata'],
    node: true,
  },
  // The public face and the host may know everything of the runtime.
  {
    folder: runtime,
    may: [runtime],
    packages: ['vscode-jsonrpc', 'jsonc-parser'],
    node: true,
  },
  { folder: 'extension/core', may: core, packages: ['jsonc-parser'] },
  { folder: 'extension/platform/vscode', may: ['extension/core'], packages: ['vscode'] },
  {
    folder: 'extension/platform/node',
    may: ['extension/core', `${runtime}/contracts`],
    packages: ['vscode-jsonrpc'],
    node: true,
  },
  {
    folder: 'extension/features/*',
    may: ['extension/core', 'extension/platform', ...core],
    packages: ['vscode', 'jsonc-parser'],
    node: true,
  },
  {
    folder: 'extension/webview',
    may: [
      'extension/features/debugTab/isTabUpdate.ts',
      'extension/features/debugTab/protocol.ts',
      'extension/features/debugTab/stringKeys.ts',
      `${runtime}/launch/model.ts`,
      `${runtime}/launch/isVariableName.ts`,
    ],
    packages: ['lit-html', '@vscode/codicons', '@vscode-elements/elements'],
  },
  // The composition root.
  { folder: 'extension', may: ['extension', ...core], packages: ['vscode'], node: true },
];
