import path from 'node:path';
import { localizableText } from '../contracts/localizableText.ts';
import { LaunchFailure } from './launchFailure.ts';

/**
 * Makes sure that this Node can load the file. TypeScript is left to Node's own type stripping.
 * @throws LaunchFailure that names the Node it takes
 */
export function requireLoadable(file: string): void {
  if (!/\.[cm]?ts$/.test(file) || process.features.typescript) return;
  const name = path.basename(file);
  throw new LaunchFailure(
    'typescript-unsupported',
    localizableText(
      '{0} is TypeScript, which Node {1} does not run: it takes Node 22.18 or newer.',
      name,
      process.versions.node,
    ),
    { help: [localizableText('Use a newer Node, or compile {0} to JavaScript.', name)] },
  );
}

/** Keeps Node from warning, at each start, that type stripping is young and that a package.json names no module type. */
export function silenceLoaderWarnings(): void {
  const emitWarning = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  const isNoise = (warning: unknown, rest: readonly unknown[]) =>
    /Type Stripping is an experimental/.test(String(warning)) ||
    rest.includes('MODULE_TYPELESS_PACKAGE_JSON') ||
    rest.some(
      (option) =>
        (option as { code?: unknown } | undefined)?.code === 'MODULE_TYPELESS_PACKAGE_JSON',
    );
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!isNoise(warning, rest)) emitWarning(warning, ...rest);
  };
}

/**
 * The place of a syntax error in a JavaScript module, as Node puts it (`file:line` and the line itself); importing
 * reports the error without. Undefined when the file itself parses.
 */
export async function syntaxErrorPlace(file: string): Promise<string | undefined> {
  const { spawnSync } = await import('node:child_process');
  const { status, stderr } = spawnSync(process.execPath, ['--check', file], {
    encoding: 'utf8',
    timeout: 5000,
    windowsHide: true,
  });
  return status === 0 ? undefined : stderr;
}
