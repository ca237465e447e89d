import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Builds the app for the real Kestrel. Undefined, with the reason, where there is no .NET SDK that can. */
export function buildDotnetPeer(): { assembly: string } | { reason: string } {
  const version = spawnSync('dotnet', ['--version'], { encoding: 'utf8' });
  if (version.status !== 0) return { reason: 'dotnet is not on the PATH' };
  const folder = mkdtempSync(path.join(tmpdir(), 'kestrel-bench-'));
  const major = version.stdout.split('.')[0];
  copyFileSync(
    path.join(import.meta.dirname, 'peers', 'dotnet', 'Program.cs'),
    path.join(folder, 'Program.cs'),
  );
  writeFileSync(
    path.join(folder, 'App.csproj'),
    `<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net${major}.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <UseAppHost>false</UseAppHost>
  </PropertyGroup>
</Project>
`,
  );
  const out = path.join(tmpdir(), path.basename(folder) + '-out');
  const build = spawnSync('dotnet', ['build', '-c', 'Release', '-o', out, '--nologo'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (build.status !== 0) return { reason: `dotnet build failed:\n${build.stdout}` };
  return { assembly: path.join(out, 'App.dll') };
}
