import { lstat, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Name of the socket in its folder. */
const socketName = 's';

/** Bytes of a socket's path: macOS takes 103, Linux 107; some versions of Node cut off what is longer. */
const longestSocketPath = 103;

/** Where folders are made: the user's temporary folder, or that of the system where its path leaves no room for a socket's. */
export function controlParent(): string {
  const folder = tmpdir();
  const longest = join(folder, 'svprof-4194304-123456', socketName);
  return Buffer.byteLength(longest) <= longestSocketPath ? folder : '/tmp';
}

/**
 * Makes a folder that only this user can enter, for the control channel's socket, and returns the path of that. The name says
 * whose it is, and is short.
 */
export async function makeControlFolder(
  parent: string,
): Promise<{ folder: string; socket: string }> {
  // mkdtemp makes it with mode 0700.
  const folder = await mkdtemp(join(parent, `svprof-${process.pid}-`));
  return { folder, socket: join(folder, socketName) };
}

/**
 * Removes the folders that extension hosts left behind which were killed. Only what {@link makeControlFolder} made: a folder of
 * this user's, with a socket or nothing in it, whose process is gone and whose socket nobody listens on.
 */
export async function removeDeadControlFolders(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      const pid = Number(/^svprof-(\d+)-\w{6}$/.exec(name)?.[1]);
      const folder = join(parent, name);
      if (!pid || isAlive(pid) || !(await isOwn(folder))) return;
      const socket = join(folder, socketName);
      // In a container that shares the folder, processes have other numbers.
      if (await isListening(socket)) return;
      try {
        await rm(socket, { force: true });
        await rmdir(folder);
      } catch {
        // Another window was quicker, or it is none of ours after all.
      }
    }),
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Of another user's we only hear that there is one.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function isOwn(folder: string): Promise<boolean> {
  const status = await lstat(folder).catch(() => undefined);
  return status?.isDirectory() === true && status.uid === process.getuid?.();
}

function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true));
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      end(code !== 'ECONNREFUSED' && code !== 'ENOENT'),
    );
  });
}
