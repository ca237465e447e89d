import { pathToFileURL } from 'node:url';
import type * as Face from '../index.ts';
import type { ResolvedRuntime } from './runtimeResolution.ts';

/** What apps import as `@server-profiles/runtime`. */
export type RuntimeFace = typeof Face;

/** Loads the runtime that the app gets, so that host and app share one copy of it. */
export async function loadRuntime(runtime: ResolvedRuntime): Promise<RuntimeFace> {
  // By a path that only the running process knows: not for the bundler.
  const face = (await import(/* webpackIgnore: true */ pathToFileURL(runtime.file).href)) as
    | RuntimeFace
    | { default: RuntimeFace };
  // A CommonJS file whose names Node cannot see from outside has them all on `default`.
  return 'WebHostBuilder' in face ? face : face.default;
}
