/** Path of a program on PATH, or undefined. */
export function findProgram(name: string): string | undefined;

/** For the `skip` of a test that needs a program: false, or why it is skipped. */
export function skipWithout(
  name: 'ab' | 'certutil' | 'curl' | 'h2load' | 'openssl' | 'wrk',
): string | false;
