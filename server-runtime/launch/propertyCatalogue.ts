/** The type that a property's value must have. */
export type PropertyType = 'string' | 'boolean' | 'environment';

/** What is known of one property of a profile. */
export interface PropertyDescription {
  readonly name: string;
  readonly type: PropertyType;
  /** Commands that Server Profiles reads it for: only for these does a wrong value make the profile unusable. */
  readonly usedBy: readonly string[];
  /** True when `dotnet run` reads it, so that a value of the wrong type makes it reject the profile. */
  readonly readByDotnetRun: boolean;
}

const all = ['Project', 'IISExpress', 'IIS', 'Executable'] as const;
const iis = ['IISExpress', 'IIS'] as const;
const none: readonly string[] = [];

/** The properties that some tool reads, for the commands that run here and for Visual Studio's own. */
export const propertyCatalogue: readonly PropertyDescription[] = [
  { name: 'commandName', type: 'string', usedBy: all, readByDotnetRun: true },
  { name: 'commandLineArgs', type: 'string', usedBy: all, readByDotnetRun: true },
  { name: 'executablePath', type: 'string', usedBy: ['Executable'], readByDotnetRun: true },
  { name: 'workingDirectory', type: 'string', usedBy: all, readByDotnetRun: true },
  { name: 'launchBrowser', type: 'boolean', usedBy: all, readByDotnetRun: true },
  { name: 'launchUrl', type: 'string', usedBy: all, readByDotnetRun: true },
  { name: 'applicationUrl', type: 'string', usedBy: all, readByDotnetRun: true },
  { name: 'environmentVariables', type: 'environment', usedBy: all, readByDotnetRun: true },
  { name: 'dotnetRunMessages', type: 'boolean', usedBy: none, readByDotnetRun: true },
  { name: 'hotReloadEnabled', type: 'boolean', usedBy: none, readByDotnetRun: false },
  { name: 'nativeDebugging', type: 'boolean', usedBy: none, readByDotnetRun: false },
  { name: 'sqlDebugging', type: 'boolean', usedBy: none, readByDotnetRun: false },
  { name: 'jsWebView2Debugging', type: 'boolean', usedBy: none, readByDotnetRun: false },
  { name: 'remoteDebugEnabled', type: 'boolean', usedBy: none, readByDotnetRun: false },
  { name: 'remoteDebugMachine', type: 'string', usedBy: none, readByDotnetRun: false },
  { name: 'authenticationMode', type: 'string', usedBy: none, readByDotnetRun: false },
  { name: 'externalUrlConfiguration', type: 'boolean', usedBy: none, readByDotnetRun: false },
  { name: 'inspectUri', type: 'string', usedBy: none, readByDotnetRun: false },
  { name: 'use64Bit', type: 'boolean', usedBy: none, readByDotnetRun: false },
  { name: 'ancmHostingModel', type: 'string', usedBy: iis, readByDotnetRun: false },
  { name: 'leaveRunningOnClose', type: 'boolean', usedBy: none, readByDotnetRun: false },
  { name: 'server', type: 'string', usedBy: ['Executable'], readByDotnetRun: false },
];

/** Properties of other tools that we know by name only: Visual Studio's container, WSL and MSIX tools, older templates. */
export const otherKnownProperties: readonly string[] = [
  'hotReloadProfile',
  'enableWebAssemblyDebugging',
  'SKIP_STOP_AND_RESTART',
  'sdkVersion',
  'httpPort',
  'sslPort',
  'useSSL',
  'publishAllPorts',
  'launchBrowserTimeout',
  'containerRunArguments',
  'DockerfileRunArguments',
  'containerName',
  'containerRunEnvironmentFiles',
  'composeLaunchServiceName',
  'composeLaunchAction',
  'composeLaunchUrl',
  'serviceActions',
  'composeProfile',
  'commandVersion',
  'setupScriptPath',
  'distributionName',
  'alwaysReinstallApp',
  'allowLocalNetworkLoopbackProperty',
  'doNotLaunchApp',
  'deployMode',
  'targetProject',
];

/** The properties outside profiles. */
export const outerPropertyNames: readonly string[] = [
  'profiles',
  'iisSettings',
  'windowsAuthentication',
  'anonymousAuthentication',
  'iisExpress',
  'iis',
  'applicationUrl',
  'sslPort',
];

const byLowerName = new Map(propertyCatalogue.map((entry) => [entry.name.toLowerCase(), entry]));
const otherByLowerName = new Map(otherKnownProperties.map((name) => [name.toLowerCase(), name]));

/** The described property of this name, whatever its case. */
export function describeProperty(name: string): PropertyDescription | undefined {
  return byLowerName.get(name.toLowerCase());
}

/** The catalogue's spelling of a known property, whatever its case. */
export function knownPropertyName(name: string): string | undefined {
  return describeProperty(name)?.name ?? otherByLowerName.get(name.toLowerCase());
}
