import path from 'node:path';
import type { CodePlace } from '../contracts/controlMessages.ts';
import { localizableText } from '../contracts/localizableText.ts';
import { startProcess } from '../processes/startProcess.ts';
import { stopProcess } from '../processes/stopProcess.ts';
import { LaunchFailure } from './launchFailure.ts';
import type { Project } from './project.ts';

/** How a .NET project runs, as MSBuild tells, by property name: what `dotnet run` itself goes by. */
export type RunProperties = Readonly<Record<string, string>>;

const runProperties = ['RunCommand', 'RunArguments', 'RunWorkingDirectory', 'TargetPath'];

export interface DotnetBuildOptions {
  /** False: only ask how the project runs. */
  build: boolean;
  /** Names of further properties to ask for, because the profile's values refer to them. */
  properties?: readonly string[];
  env: NodeJS.ProcessEnv;
}

/**
 * Builds a .NET project and asks how it runs, in one go. Rejects with LaunchFailure: with the compiler's errors, or
 * when there is no `dotnet`; with the signal's reason when it aborts, nothing of the build left.
 */
export async function buildDotnetProject(
  project: Project,
  { build, properties = [], env }: DotnetBuildOptions,
  signal: AbortSignal,
): Promise<RunProperties> {
  const file = path.join(project.directory, project.content.projectFile ?? '');
  const wanted = new Set([...runProperties, ...properties]);
  const questions = Array.from(wanted, (name) => `-getProperty:${name}`);
  const args = build
    ? ['build', file, '-nologo', '-verbosity:quiet', '-t:Build,ComputeRunArguments', ...questions]
    : ['msbuild', file, '-nologo', '-verbosity:quiet', '-t:ComputeRunArguments', ...questions];
  const { exitCode, stdout, output } = await runDotnet(args, project.directory, env, signal);
  if (exitCode !== 0) {
    const errors = distinct(output);
    throw new LaunchFailure(
      'build-failed',
      localizableText('{0} does not build.', path.basename(file)),
      { output: errors, place: placeOf(errors, project.directory), exitCode: 1 },
    );
  }
  const parsed = parseRunProperties(stdout);
  if (!parsed?.['RunCommand']) {
    throw new LaunchFailure(
      'not-runnable',
      localizableText('{0} builds no program to run.', path.basename(file)),
      {
        help: [
          localizableText(
            'Its OutputType is probably Library; launch a project that makes a program.',
          ),
        ],
      },
    );
  }
  return parsed;
}

/** Reads MSBuild's answer to several `-getProperty`; undefined when it is none. */
export function parseRunProperties(stdout: string): RunProperties | undefined {
  try {
    return (JSON.parse(stdout.slice(stdout.indexOf('{'))) as { Properties?: RunProperties })
      .Properties;
  } catch {
    return undefined;
  }
}

async function runDotnet(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<{ exitCode: number; stdout: string; output: string[] }> {
  const { Writable } = await import('node:stream');
  const chunks: Buffer[] = [];
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  const handle = await startProcess({ command: 'dotnet', args, cwd, env, stdout }).catch(
    (error: unknown) => {
      throw new LaunchFailure(
        'dotnet-not-found',
        localizableText("There is no 'dotnet' on the PATH."),
        {
          help: [
            localizableText('Install the .NET SDK: {0}', 'https://dotnet.microsoft.com/download'),
          ],
          cause: error,
        },
      );
    },
  );
  const kill = () => void stopProcess(handle, { killAfterMs: 2000 });
  signal.addEventListener('abort', kill, { once: true });
  const exit = await handle.exited;
  signal.removeEventListener('abort', kill);
  signal.throwIfAborted();
  return {
    exitCode: exit.code ?? 1,
    stdout: Buffer.concat(chunks).toString(),
    output: handle.tail.lines(),
  };
}

/** MSBuild repeats each error in its summary. The properties are printed even then; they are no explanation. */
function distinct(lines: readonly string[]): string[] {
  const text = lines.filter((line) => /: (error|warning) /.test(line) || /^\s*error/i.test(line));
  return [...new Set(text.length > 0 ? text : lines)];
}

/** Where the first error is: `/app/Program.cs(7,14): error CS1002: …`. */
function placeOf(errors: readonly string[], directory: string): CodePlace | undefined {
  for (const text of errors) {
    const [, file, line, column] = /^\s*(.+?)\((\d+)(?:,(\d+))?[\d,-]*\): error /.exec(text) ?? [];
    if (file === undefined) continue;
    return {
      file: path.resolve(directory, file),
      line: Number(line),
      ...(column !== undefined && { column: Number(column) }),
    };
  }
  return undefined;
}
