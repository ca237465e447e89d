import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const names =
  process.platform === 'win32' ? ['code.cmd', 'code-insiders.cmd'] : ['code', 'code-insiders'];

/** The desktop program behind the command line script, where one is installed beside it. */
function programOf(script) {
  const folder = dirname(dirname(realpathSync(script)));
  const candidates = [
    join(folder, 'code'),
    join(folder, 'code-insiders'),
    join(folder, 'Code.exe'),
    join(folder, 'Code - Insiders.exe'),
    // macOS: Contents/Resources/app/bin/code → Contents/MacOS/Electron
    join(dirname(dirname(folder)), 'MacOS', 'Electron'),
    join(dirname(dirname(folder)), 'MacOS', 'Code'),
  ];
  return candidates.find((path) => existsSync(path) && path !== script);
}

/**
 * A desktop VS Code that can open a window here: { script, program }, or undefined. `VSCODE=browser` says to do without;
 * the `code` of a remote or browser session is not one, and neither is one without a display.
 */
export function findDesktopCode() {
  if (process.env.VSCODE === 'browser') return undefined;
  const hasDisplay =
    process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasDisplay || process.env.VSCODE_IPC_HOOK_CLI) return undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const folder of folders) {
    for (const name of names) {
      const script = join(folder, name);
      if (!existsSync(script) || realpathSync(script).includes('remote-cli')) continue;
      const program = programOf(script);
      if (program) return { script, program };
    }
  }
  return undefined;
}
