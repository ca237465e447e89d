import { packExtension } from '../support/packExtension.ts';

const manifest = {
  name: 'memory-folder',
  activationEvents: ['onFileSystem:memfs'],
  contributes: {
    commands: [
      { command: 'memoryFolder.hold', title: 'Memory Folder: Hold' },
      { command: 'memoryFolder.release', title: 'Memory Folder: Release' },
    ],
  },
  capabilities: { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } },
};

const program = `
const { commands, EventEmitter, FileSystemError, FileType, Uri, workspace } = require('vscode');
const files = new Map(Object.entries(FILES).map(([path, text]) => [path, Buffer.from(text)]));
const changed = new EventEmitter();
const isFolder = (path) => path === '/' || [...files.keys()].some((file) => file.startsWith(path.replace(/\\/$/, '') + '/'));
let held;
let release;
exports.activate = ({ subscriptions }) => subscriptions.push(
  commands.registerCommand("memoryFolder.hold", () => { held = new Promise((resolve) => (release = resolve)); }),
  commands.registerCommand("memoryFolder.release", () => { release(); held = undefined; }),
  workspace.registerFileSystemProvider('memfs', {
    onDidChangeFile: changed.event,
    watch: () => ({ dispose() {} }),
    stat(uri) {
      const bytes = files.get(uri.path);
      if (!bytes && !isFolder(uri.path)) throw FileSystemError.FileNotFound(uri);
      return { type: bytes ? FileType.File : FileType.Directory, ctime: 0, mtime: bytes?.time ?? 0, size: bytes?.length ?? 0 };
    },
    async readDirectory({ path }) {
      await held;
      const start = path.replace(/\\/$/, '') + '/';
      const names = new Map();
      for (const file of files.keys()) {
        if (!file.startsWith(start)) continue;
        const [name, ...rest] = file.slice(start.length).split('/');
        names.set(name, rest.length > 0 ? FileType.Directory : FileType.File);
      }
      return [...names];
    },
    readFile(uri) {
      const bytes = files.get(uri.path);
      if (!bytes) throw FileSystemError.FileNotFound(uri);
      return bytes;
    },
    writeFile(uri, content) {
      const isNew = !files.has(uri.path);
      files.set(uri.path, Object.assign(Buffer.from(content), { time: Date.now() }));
      changed.fire([{ type: isNew ? 2 : 1, uri }]);
    },
    createDirectory() {},
    delete(uri) {
      files.delete(uri.path);
      changed.fire([{ type: 3, uri }]);
    },
    rename() {},
  }),
);
`;

/**
 * Packs an extension whose scheme `memfs:` holds the given files, by path: the smallest virtual workspace, without a
 * search of its own. Its command Hold lets it list no folder until Release. Returns its .vsix.
 */
export function packMemoryFolder(parent: string, files: Readonly<Record<string, string>>): string {
  return packExtension(parent, manifest, program.replace('FILES', JSON.stringify(files)));
}
