import { spawn } from 'node:child_process';

/** Opens a URL in the person's browser. Never fails: a machine without one gets a line on stderr. */
export function openBrowser(url: string): void {
  const [command, args] = browserCommand(url, process.platform);
  const child = spawn(command, args, { detached: true, stdio: 'ignore', windowsHide: true });
  child.on('error', () => {
    process.stderr.write(`warning: no browser could be opened for ${url}\n`);
  });
  child.unref();
}

/** What opens a URL with the default browser. Not through a shell: a URL may hold `&` and quotes. */
export function browserCommand(url: string, platform: NodeJS.Platform): [string, string[]] {
  switch (platform) {
    case 'win32':
      return ['rundll32', ['url.dll,FileProtocolHandler', url]];
    case 'darwin':
      return ['open', [url]];
    default:
      return ['xdg-open', [url]];
  }
}
