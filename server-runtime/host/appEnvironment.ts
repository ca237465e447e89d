import { EnvironmentVariables } from '../contracts/environmentVariables.ts';

/** The complete environment for an app: ours, with the plan's on top. Names ignore case on Windows. */
export function appEnvironment(planned: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const [name, value] of Object.entries(planned)) {
    if (process.platform === 'win32') {
      const existing = Object.keys(env).find((key) => key.toLowerCase() === name.toLowerCase());
      if (existing !== undefined) delete env[existing];
    }
    env[name] = value;
  }
  return env;
}

/** Like {@link appEnvironment}, for a program that is not ours: an editor's Node would make any Electron app a Node. */
export function foreignEnvironment(planned: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const env = appEnvironment(planned);
  if (process.versions['electron'] && planned['ELECTRON_RUN_AS_NODE'] === undefined) {
    delete env['ELECTRON_RUN_AS_NODE'];
  }
  return env;
}

/** Path and secret of the control channel, taken out of this process's environment so that no app inherits them. */
export function takeControlVariables(): { path: string; token: string } | undefined {
  const path = process.env[EnvironmentVariables.control];
  const token = process.env[EnvironmentVariables.controlToken];
  delete process.env[EnvironmentVariables.control];
  delete process.env[EnvironmentVariables.controlToken];
  return path && token ? { path, token } : undefined;
}
