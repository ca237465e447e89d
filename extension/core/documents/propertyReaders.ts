const visualStudio = 'Visual Studio';
const devKit = 'C# Dev Kit';
const everyone = ['`dotnet run`', devKit, visualStudio];

/** What tools other than ours act on, where that is not Visual Studio alone. */
const readers: Readonly<Record<string, readonly string[]>> = {
  commandName: everyone,
  commandLineArgs: everyone,
  environmentVariables: everyone,
  applicationUrl: everyone,
  executablePath: ['`dotnet run`', visualStudio],
  workingDirectory: ['`dotnet run` (Executable)', devKit, visualStudio],
  // `dotnet run` reads these two, and rejects a profile in which they have another type, but opens no browser.
  launchBrowser: ['`dotnet watch`', visualStudio],
  launchUrl: ['`dotnet watch`', visualStudio],
  dotnetRunMessages: ['`dotnet run`'],
  inspectUri: ['`dotnet watch`', devKit, visualStudio],
  enableWebAssemblyDebugging: [devKit],
  hotReloadProfile: ['`dotnet watch`'],
  server: [],
};

/** The tools beside Server Profiles that honour a known property, as people write their names. */
export function otherReaders(name: string): readonly string[] {
  return Object.hasOwn(readers, name) ? (readers[name] ?? []) : [visualStudio];
}
