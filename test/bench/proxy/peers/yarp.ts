import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A built YARP, or why there is none, in one line. */
export type YarpPeer = { assembly: string; version: string } | { reason: string };

const package_ = 'Yarp.ReverseProxy';
const env = { ...process.env, DOTNET_NOLOGO: '1', DOTNET_CLI_TELEMETRY_OPTOUT: '1' };

/** Builds YARP in a folder of ours, with the package from wherever NuGet is told to look. */
export function buildYarp(folder: string): YarpPeer {
  const sdk = spawnSync('dotnet', ['--version'], { encoding: 'utf8' });
  if (sdk.status !== 0) return { reason: 'dotnet is not on the PATH' };
  const framework = `net${/^\d+/.exec(sdk.stdout)?.[0]}.0`;
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(import.meta.dirname, 'yarp', 'Program.cs'), join(folder, 'Program.cs'));
  writeFileSync(
    join(folder, 'Yarp.csproj'),
    `<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>${framework}</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="${package_}" Version="2.*" /></ItemGroup>
</Project>
`,
  );
  const out = join(folder, 'out');
  const args = ['build', '-c', 'Release', '-o', out, '--disable-build-servers', '-v', 'quiet'];
  const { status, stdout } = spawnSync('dotnet', args, { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) {
    const error = /error .*/.exec(stdout)?.[0] ?? `dotnet build exited with code ${status}`;
    return { reason: `it could not be restored or built (${error})` };
  }
  const list = ['list', 'package', '--format', 'json', '--no-restore'];
  const packages = spawnSync('dotnet', list, { cwd: folder, env, encoding: 'utf8' });
  const version = /"resolvedVersion": "([^"]+)"/.exec(packages.stdout)?.[1] ?? '2';
  return { assembly: join(out, 'Yarp.dll'), version };
}
