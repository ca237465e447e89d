/**
 * What a launchSettings.json says, as data: profiles in file order, every value with the place it stands at, and what
 * is wrong with it. Plain objects throughout, so that the model can be sent to a webview as it is.
 */

import type { LocalizableText } from '../contracts/localizableText.ts';

/** A stretch of the settings text, in UTF-16 code units from its start. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

export type DiagnosticSeverity = 'error' | 'warning' | 'information';

/** One finding about a launchSettings file or about a launch, worded for a person. */
export interface LaunchDiagnostic {
  readonly severity: DiagnosticSeverity;
  /** Stable identifier out of `diagnosticCodes.ts`. */
  readonly code: string;
  /** In English. */
  readonly message: string;
  /** The same for other languages. No part of what the command line prints. */
  readonly text: LocalizableText;
  /** Where in the file, as `profiles.web.applicationUrl`; empty for the file as a whole. */
  readonly path: string;
  /** Present when the finding has a place in the text. */
  readonly range?: TextRange;
  /** Line of {@link range}'s start, from 1. */
  readonly line?: number;
  /** Column of {@link range}'s start in UTF-16 code units, from 1. */
  readonly column?: number;
}

/** A property of a profile as it stands in the text, known or not. */
export interface ProfileProperty {
  /** The key as written. */
  readonly name: string;
  /** The catalogue's spelling when the key is known (whatever its case), else undefined. */
  readonly knownAs: string | undefined;
  /** The JSON value as written. */
  readonly value: unknown;
  /** Key, colon and value. */
  readonly range: TextRange;
  /** The key with its quotes. */
  readonly nameRange: TextRange;
  /** The value, for a string with its quotes. Absent when the text ends before one. */
  readonly valueRange: TextRange | undefined;
}

/** One entry of `environmentVariables`, in file order; duplicates are kept, the last one counts. */
export interface EnvironmentEntry {
  readonly name: string;
  readonly value: string;
  readonly range: TextRange;
  readonly nameRange: TextRange;
  readonly valueRange: TextRange;
}

/** One profile. A property that is absent, null or of an unusable type reads as undefined. */
export interface LaunchProfile {
  readonly name: string;
  /** As written; empty when absent. See `effectiveCommandName` for what that means. */
  readonly commandName: string;
  readonly commandLineArgs: string | undefined;
  readonly executablePath: string | undefined;
  readonly workingDirectory: string | undefined;
  readonly launchBrowser: boolean | undefined;
  readonly launchUrl: string | undefined;
  /** Addresses separated by `;`, unexpanded. */
  readonly applicationUrl: string | undefined;
  readonly environmentVariables: readonly EnvironmentEntry[];
  readonly dotnetRunMessages: boolean | undefined;
  readonly hotReloadEnabled: boolean | undefined;
  readonly nativeDebugging: boolean | undefined;
  readonly sqlDebugging: boolean | undefined;
  readonly jsWebView2Debugging: boolean | undefined;
  readonly remoteDebugEnabled: boolean | undefined;
  readonly remoteDebugMachine: string | undefined;
  readonly authenticationMode: string | undefined;
  readonly externalUrlConfiguration: boolean | undefined;
  readonly inspectUri: string | undefined;
  readonly use64Bit: boolean | undefined;
  readonly ancmHostingModel: string | undefined;
  readonly leaveRunningOnClose: boolean | undefined;
  /** Our own addition to the format: `proxied` puts an Executable behind the proxied server. */
  readonly server: string | undefined;

  /** Every property in file order, duplicates and unknown ones included. */
  readonly properties: readonly ProfileProperty[];
  /** The ones that no tool known to us reads. They are left alone in the file. */
  readonly unknownProperties: readonly ProfileProperty[];
  /** The findings of {@link LaunchSettings.diagnostics} that are about this profile; an error means that it cannot run. */
  readonly diagnostics: readonly LaunchDiagnostic[];
  /** Key and value in the file. */
  readonly range: TextRange;
  readonly nameRange: TextRange;
  readonly valueRange: TextRange | undefined;
}

/** Bindings of one IIS or IIS Express site. */
export interface IisBinding {
  readonly applicationUrl: string | undefined;
  /** Port of the https binding, 0 for none. */
  readonly sslPort: number;
  readonly applicationUrlRange: TextRange | undefined;
  readonly sslPortRange: TextRange | undefined;
}

/** The file's `iisSettings`. */
export interface IisSettings {
  /** Default false. */
  readonly windowsAuthentication: boolean;
  /** Default true. */
  readonly anonymousAuthentication: boolean;
  readonly iisExpress: IisBinding | undefined;
  readonly iis: IisBinding | undefined;
  readonly range: TextRange;
}

/** A whole launchSettings file. */
export interface LaunchSettings {
  /** In file order. Two profiles may share a name. */
  readonly profiles: readonly LaunchProfile[];
  readonly iisSettings: IisSettings | undefined;
  /** What the text itself shows, in file order; `diagnoseLaunchSettings` adds what needs thought. */
  readonly diagnostics: readonly LaunchDiagnostic[];
  /** The object behind `profiles`, for editors that add one. */
  readonly profilesRange: TextRange | undefined;
  /** Comments and trailing commas, which not every tool accepts. */
  readonly jsonExtensions: readonly TextRange[];
  /** Offsets at which the lines of the text start. */
  readonly lineStarts: readonly number[];
}
