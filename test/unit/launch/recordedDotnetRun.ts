import { readFileSync } from 'node:fs';

/** What one launch of the probe showed; see test/fixtures/dotnetRun/record.mjs. */
export interface RecordedLaunch {
  readonly name: string;
  /** Text of launchSettings.json, with `<project>` for the folder. */
  readonly settings: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Null when `dotnet run` itself failed. */
  readonly answer: { args: string[]; cwd: string; env: Record<string, string> } | null;
  readonly stderr: string;
  readonly exitCode: number;
}

/** The answers of a real `dotnet run`. */
export interface RecordedDotnetRun {
  readonly sdk: string;
  readonly commandLines: readonly (readonly [text: string, args: string[]])[];
  readonly variables: {
    readonly environment: Readonly<Record<string, string>>;
    readonly expanded: readonly (readonly [text: string, value: string])[];
  };
  readonly launches: readonly RecordedLaunch[];
}

const file = new URL('../../fixtures/dotnetRun/sdk-10.0.401.json', import.meta.url);

/** Of SDK 10.0.401 on Linux. */
export const recordedDotnetRun = JSON.parse(readFileSync(file, 'utf8')) as RecordedDotnetRun;
