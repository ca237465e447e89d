import {
  type CancellationToken,
  FileSystemError,
  FileType,
  RelativePattern,
  Uri,
  workspace,
  type WorkspaceFolder,
} from 'vscode';

/** Finds files in a workspace folder, also what `search.exclude` and `.gitignore` hide, but not what `files.exclude` does. */
export async function findFiles(
  folder: WorkspaceFolder,
  include: string,
  exclude: string,
  token: CancellationToken,
): Promise<Uri[]> {
  return workspace.findFiles(
    new RelativePattern(folder, include),
    new RelativePattern(folder, exclude),
    undefined,
    token,
  );
}

/** Levels of folders that are read; what is deeper is no project of a person. */
const depthLimit = 10;

/**
 * All files below a folder, read folder by folder. For virtual workspaces: their file systems need not have a search, and
 * the editor waits for one without end.
 * @param skipped names of folders that are left out
 */
export async function listFiles(
  folder: Uri,
  skipped: ReadonlySet<string>,
  token: CancellationToken,
): Promise<Uri[]> {
  const found: Uri[] = [];
  let level = [folder];
  for (let depth = 0; depth < depthLimit && level.length > 0; depth++) {
    const below = await Promise.all(level.map(entriesOf));
    if (token.isCancellationRequested) return found;
    const entries = below.flat();
    found.push(...entries.filter(({ type }) => type & FileType.File).map(({ uri }) => uri));
    level = entries
      // A link to a folder may lead back to where it is.
      .filter(({ name, type }) => type === FileType.Directory && !skipped.has(name))
      .map(({ uri }) => uri);
  }
  return found;
}

async function entriesOf(
  folder: Uri,
): Promise<readonly { readonly uri: Uri; readonly name: string; readonly type: FileType }[]> {
  try {
    const entries = await workspace.fs.readDirectory(folder);
    return entries.map(([name, type]) => ({ uri: Uri.joinPath(folder, name), name, type }));
  } catch {
    return [];
  }
}

/** The text of a file as it is on disk; undefined when there is no such file. */
export async function readText(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

/** Names in a folder, those of folders included; empty when there is no such folder. */
export async function readNames(folder: Uri): Promise<string[]> {
  try {
    return (await workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch {
    return [];
  }
}

/** Whether a file is there. */
export async function isFile(uri: Uri): Promise<boolean> {
  return isOfType(uri, FileType.File);
}

/** Whether a folder is there. */
export async function isFolder(uri: Uri): Promise<boolean> {
  return isOfType(uri, FileType.Directory);
}

async function isOfType(uri: Uri, type: FileType): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & type) !== 0;
  } catch {
    return false;
  }
}

/**
 * Saves what is unsaved below a folder, so that what runs is what the person sees; not when they have told the
 * debugger to leave files alone (`debug.saveBeforeStart`). Returns the files.
 */
export async function saveBelow(folder: Uri): Promise<readonly Uri[]> {
  const wanted = workspace.getConfiguration('debug', folder).get<string>('saveBeforeStart');
  if (wanted === 'none') return [];
  const unsaved = workspace.textDocuments.filter(
    ({ isDirty, isUntitled, uri }) =>
      isDirty && !isUntitled && uri.toString().startsWith(`${folder.toString()}/`),
  );
  await Promise.all(unsaved.map((document) => document.save()));
  return unsaved.map(({ uri }) => uri);
}
