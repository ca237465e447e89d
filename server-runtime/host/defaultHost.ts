import { selfHostedServer } from '../launch/serverForProfile.ts';
import { loadRuntime } from './runtimeFace.ts';
import type { ResolvedRuntime } from './runtimeResolution.ts';

export interface DefaultHostOptions {
  runtime: ResolvedRuntime;
  /** Content root. */
  directory: string;
  /** Path of the startup module; undefined for a static `wwwroot` site. */
  startupFile: string | undefined;
  args: readonly string[];
}

/** What runs an app without a `program.*`: the host that the sample's program would build. Resolves with the exit code. */
export async function defaultHost({
  runtime,
  directory,
  startupFile,
  args,
}: DefaultHostOptions): Promise<number> {
  const face = await loadRuntime(runtime);
  const configuration = new face.ConfigurationBuilder().addCommandLine([...args]).build();
  const builder = new face.WebHostBuilder()
    .useContentRoot(directory)
    .useConfiguration(configuration)
    .useIISIntegration()
    .configureLogging((logging) => {
      // What goes wrong in an app must be seen; a line for each request is for those who ask for it.
      const level = face.LogLevel.warning;
      logging.addConsole().addFilter({ category: 'Microsoft.AspNetCore', level });
    });
  if (selfHostedServer('host', args) === 'WebListener') builder.useWebListener();
  else builder.useKestrel();
  if (startupFile !== undefined) builder.useStartup(startupFile);
  else builder.configure((app) => void app.useFileServer());
  return builder.build().run();
}
