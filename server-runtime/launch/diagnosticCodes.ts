import type { DiagnosticSeverity } from './model.ts';

/**
 * Every finding about launch settings, with its usual severity. Codes are stable: users filter by them, quick fixes
 * and tests rely on them. Retired codes are not used again.
 */
export const diagnosticCodes = {
  /** The text is not JSON, even with comments and trailing commas allowed. */
  'invalid-json': 'error',
  /** The text nests deeper than any reader supports. */
  'too-deep': 'error',
  /** The file's root, `profiles`, a profile or another group is not an object. */
  'not-an-object': 'error',
  /** A value has a type that its property cannot have. */
  'wrong-type': 'error',
  /** A boolean in quotes: accepted here, rejected by newer `dotnet run`. */
  'quoted-boolean': 'warning',
  /** A number in quotes: accepted here. */
  'quoted-number': 'warning',
  /** An environment variable's value is a number or boolean: accepted here, rejected by `dotnet run`. */
  'environment-value-type': 'warning',
  /** An environment variable's name is empty or holds `=` or NUL. */
  'environment-name': 'warning',
  /** A string that holds NUL, which no operating system passes on. */
  'nul-character': 'error',
  /** Null where a value belongs: read as absent, rejected by Visual Studio. */
  'null-value': 'warning',
  /** A comment or trailing comma within a profile: rejected by `dotnet run` of some SDKs. */
  'comment-in-profile': 'information',
  /** A key that no tool knows and that looks like a mistyped one. */
  'unknown-property': 'information',
  /** A key differs from the known one by case only. */
  'property-case': 'warning',
  /** The same key twice in one object: the last one counts. */
  'duplicate-property': 'warning',
  /** A profile whose name is empty, or cannot be seen. */
  'profile-name': 'warning',
  /** Two profiles of exactly the same name. */
  'duplicate-profile': 'warning',
  /** Two profiles whose names differ by case only. */
  'profile-names-differ-by-case': 'warning',
  /** No `commandName`. */
  'missing-command-name': 'warning',
  /** A `commandName` that no tool knows. */
  'unknown-command-name': 'warning',
  /** An Executable profile without `executablePath`. */
  'missing-executable-path': 'error',
  /** A value of `server` that is not known. */
  'unknown-server': 'warning',
  /** Two profiles listen on one port. */
  'shared-port': 'information',
  /** `sslPort` outside the range that IIS Express holds certificates for. */
  'ssl-port-range': 'warning',
  /** A port outside 0 to 65535. */
  'port-range': 'error',
  /** Port 0 on localhost. */
  'localhost-port-0': 'error',
  /** Port 0 with https on WebListener. */
  'https-port-0': 'error',
  /** A URL without `://` or without host. */
  'invalid-url': 'error',
  /** A URL whose scheme is neither http nor https. */
  'url-scheme': 'error',
  /** The text after the last colon is no number, so it counts as part of the host name. */
  'url-port': 'warning',
  /** A URL with a path where only the app can configure one. */
  'url-path-base': 'warning',
  /** A unix socket path that is not absolute. */
  'url-socket-path': 'error',
  /** A relative working directory means different folders to different tools. */
  'working-directory-ambiguous': 'warning',
  /** `dotnet run` ignores the working directory of a Project profile. */
  'working-directory-ignored': 'information',
  /** A Windows path on another OS. */
  'windows-path': 'warning',
  /** The project supplies run arguments, so `dotnet run` ignores the profile's. */
  'arguments-dropped': 'warning',
  /** A `$(Property)` that nobody defines: it expands to nothing. */
  'unknown-msbuild-property': 'warning',
  /** SDK generations pick different default profiles. */
  'default-profile-differs': 'information',
  /** The default profile listens on http only although another one offers https. */
  'default-http-only': 'information',
  /** No profile of the name that was asked for. */
  'unknown-profile': 'error',
  /** Several profiles match the name that was asked for. */
  'ambiguous-profile': 'error',
  /** The profile that was asked for does not run here. */
  'profile-not-runnable': 'error',
  /** No profile of the file runs here, so none is applied. */
  'no-default-profile': 'warning',
  /** Neither an app nor an Executable profile. */
  'nothing-to-run': 'error',
  /** There is no file to find the profile in. */
  'no-launch-settings': 'error',
} as const satisfies Record<string, DiagnosticSeverity>;

export type DiagnosticCode = keyof typeof diagnosticCodes;
