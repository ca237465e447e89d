/** The operating systems whose rules differ; every other unix behaves as `linux`. */
export type Platform = 'linux' | 'darwin' | 'win32';

/** The rules that a system follows, by its name in Node. */
export function platformOf(name: string): Platform {
  return name === 'win32' || name === 'darwin' ? name : 'linux';
}

/** Environment variables by name; undefined means not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable: names ignore case on Windows only. */
export function environmentValue(
  environment: Environment,
  name: string,
  platform: Platform,
): string | undefined {
  if (Object.hasOwn(environment, name)) return environment[name];
  if (platform !== 'win32') return undefined;
  const wanted = name.toLowerCase();
  const found = Object.keys(environment).find((key) => key.toLowerCase() === wanted);
  return found === undefined ? undefined : environment[found];
}
