import type { ListeningSocket } from '../../processes/listeningSocket.ts';

/**
 * Milliseconds that a socket has to answer. An inspector always answers, though late on a busy machine; what does not is a
 * server that the debugger has paused, or one that does not speak HTTP.
 */
const answerLimit = 10_000;

/** True when a program is started so that Node opens its inspector, which listens as a server does. */
export function opensInspector(args: readonly string[], env: NodeJS.ProcessEnv): boolean {
  // The JavaScript debugger of VS Code loads its bootloader through NODE_OPTIONS.
  return [...args, env['NODE_OPTIONS'] ?? ''].some((text) => /--inspect|bootloader/.test(text));
}

/**
 * The sockets that are no inspector's. Each is asked what only an inspector answers.
 * @param expectedPorts where the program was told to listen: those are not asked
 */
export async function withoutInspectors(
  sockets: readonly ListeningSocket[],
  expectedPorts: ReadonlySet<number>,
): Promise<ListeningSocket[]> {
  const verdicts = await Promise.all(
    sockets.map(async (socket) => !expectedPorts.has(socket.port) && (await isInspector(socket))),
  );
  return sockets.filter((_socket, index) => !verdicts[index]);
}

async function isInspector({ address, port }: ListeningSocket): Promise<boolean> {
  // Nobody exposes it beyond the machine by accident.
  if (address !== '127.0.0.1' && address !== '::1') return false;
  const host = address.includes(':') ? `[${address}]` : address;
  try {
    const response = await fetch(`http://${host}:${port}/json/version`, {
      signal: AbortSignal.timeout(answerLimit),
    });
    const answer = (await response.json()) as { Browser?: unknown } | null;
    return typeof answer?.Browser === 'string' && answer.Browser.startsWith('node.js/');
  } catch {
    return false;
  }
}
