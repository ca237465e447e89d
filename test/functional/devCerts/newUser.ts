import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { hostEntry, hostNode } from '../host/hostRun.ts';
import { findProgram } from '../../../scripts/support/systemPrograms.mjs';
import { makeProject } from '../host/makeProject.ts';

export interface User {
  home: string;
  env: NodeJS.ProcessEnv;
  /** Runs `dev-certs` with the arguments. */
  run: (...args: string[]) => { code: number | null; output: string };
}

/**
 * A user who has nothing yet, and on whose PATH only these programs are: what makes the whole machine trust a certificate
 * is not among them, so no test ever does.
 */
export function newUser(t: TestContext, programs: readonly string[] = []): User {
  const home = makeProject(t, {});
  const bin = path.join(home, 'bin');
  mkdirSync(bin);
  const found = ['mkdir', 'cp', ...programs].map((name) => [name, findProgram(name)] as const);
  for (const [name, file] of found) if (file) symlinkSync(file, path.join(bin, name));
  const env = {
    ...process.env,
    HOME: home,
    USERPROFILE: home,
    PATH: bin,
    SSL_CERT_FILE: undefined,
    SSL_CERT_DIR: undefined,
  };
  return {
    home,
    env,
    run: (...args) => {
      const { status, stdout, stderr } = spawnSync(hostNode, [hostEntry, 'dev-certs', ...args], {
        env,
        encoding: 'utf8',
        timeout: 60_000,
      });
      return { code: status, output: stdout + stderr };
    },
  };
}
