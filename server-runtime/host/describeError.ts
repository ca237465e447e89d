import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LocalizableText, localizableText } from '../contracts/localizableText.ts';
import { addressExample } from '../launch/addressExample.ts';
import { appErrorText } from './appErrorText.ts';
import { LaunchFailure } from './launchFailure.ts';
import {
  type CodeLocation,
  firstUserFrame,
  formatLocation,
  parseLocations,
} from './stackFrames.ts';
import { syntaxErrorPlace } from './typeScriptSupport.ts';

const stackLines = 20;

/**
 * Turns whatever an app threw while starting or running into the failure that a person sees. `entryFile` is the module
 * that was to be loaded first.
 */
export async function describeAppError(
  error: unknown,
  projectFolder: string,
  entryFile: string | undefined,
  { whileRunning = false }: { whileRunning?: boolean } = {},
): Promise<LaunchFailure> {
  if (error instanceof LaunchFailure) return error;
  const chain = causeChain(error);
  for (const link of chain) {
    const failure = describeInvalidAddress(link, error) ?? (await describeBindError(link, error));
    if (failure) return failure;
  }
  const root = chain.find((link) => firstUserFrame(link, projectFolder)) ?? chain.at(-1);
  const frame =
    firstUserFrame(root, projectFolder) ??
    (await locateSyntaxError(root, projectFolder, entryFile));
  const location = frame && formatLocation(frame, projectFolder);
  const code = whileRunning ? 'app-threw' : 'startup-threw';
  return new LaunchFailure(code, appErrorText(summary(root), location, whileRunning), {
    output: readableStack(root),
    help: location ? [localizableText('Look at {0}.', location)] : [],
    place: frame,
    cause: error,
  });
}

/** The error, what caused it, and so on; the errors of an AggregateError after it. */
function causeChain(error: unknown): unknown[] {
  const chain: unknown[] = [];
  const queue = [error];
  while (queue.length > 0 && chain.length < 20) {
    const link = queue.shift();
    if (link === undefined || chain.includes(link)) continue;
    chain.push(link);
    if (!(link instanceof Error)) continue;
    if (link instanceof AggregateError) queue.push(...(link.errors as unknown[]));
    queue.push(link.cause);
  }
  return chain;
}

/** An address that is written wrongly: told by its code, for the app may have a runtime of its own. */
function describeInvalidAddress(link: unknown, cause: unknown): LaunchFailure | undefined {
  if (!(link instanceof Error && 'code' in link && link.code === 'ERR_INVALID_ADDRESS')) {
    return undefined;
  }
  // Not where it was thrown: that is the start of the server, whoever has given it the address.
  return new LaunchFailure('address-invalid', appErrorText(link.message, undefined, false), {
    help: [addressExample],
    cause,
  });
}

async function describeBindError(
  link: unknown,
  cause: unknown,
): Promise<LaunchFailure | undefined> {
  const { code, port, address } = (link ?? {}) as {
    code?: unknown;
    port?: unknown;
    address?: unknown;
  };
  if (typeof port !== 'number') return undefined;
  if (code === 'EADDRINUSE') {
    const { addressInUse } = await import('./addressInUse.ts');
    return addressInUse(port, { cause });
  }
  if (code === 'EACCES') {
    return new LaunchFailure(
      'address-denied',
      localizableText('Listening on port {0} is not permitted.', port),
      {
        help: [
          localizableText(
            'Choose a port from 1024 up; lower ones need special rights on this system.',
          ),
        ],
        port,
        cause,
      },
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new LaunchFailure(
      'address-unavailable',
      localizableText('This machine has no address {0} to listen on.', String(address)),
      {
        help: [localizableText('Use localhost, an address of this machine, or * for all of them.')],
        cause,
      },
    );
  }
  return undefined;
}

/** Node keeps the place of a syntax error in plain JavaScript to itself when it was an import that met it. */
async function locateSyntaxError(
  error: unknown,
  projectFolder: string,
  entryFile: string | undefined,
): Promise<CodeLocation | undefined> {
  if (!(error instanceof SyntaxError) || entryFile === undefined) return undefined;
  return parseLocations((await syntaxErrorPlace(entryFile)) ?? '', projectFolder)[0];
}

function summary(error: unknown): LocalizableText | string {
  if (!(error instanceof Error)) {
    return localizableText('it threw {0}', JSON.stringify(error) ?? String(error));
  }
  const [firstLine] = error.message.split('\n');
  return `${error.name}: ${firstLine}`;
}

/** The stack without the frames of Node and of this bundle, which tell a reader nothing. */
function readableStack(error: unknown): string[] {
  if (!(error instanceof Error) || !error.stack) return [];
  const own = path.dirname(fileURLToPath(import.meta.url)) + path.sep;
  const isNoise = (line: string) =>
    /^\s+at /.test(line) && (/[ (]node:/.test(line) || line.includes(own));
  const lines = error.stack.split('\n').filter((line) => !isNoise(line));
  // The message alone is told already.
  return lines.length > 1 ? lines.slice(0, stackLines) : [];
}
