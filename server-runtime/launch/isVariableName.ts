/** Whether an environment can hold a variable of that name: systems write it as `NAME=VALUE`, up to a NUL. */
export function isVariableName(name: string): boolean {
  return name !== '' && !/[=\0]/.test(name);
}
