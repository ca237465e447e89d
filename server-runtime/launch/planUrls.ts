import { EnvironmentVariables } from '../contracts/environmentVariables.ts';
import { appOption } from './appOption.ts';
import { parseApplicationUrl } from './applicationUrl.ts';
import { effectiveCommandName } from './commandNames.ts';
import { propertyPlace } from './diagnosticPlace.ts';
import { iisAddresses } from './iisAddresses.ts';
import type { Origin } from './launchPlanModel.ts';
import type { TextRange } from './model.ts';
import { placeUrlDiagnostics } from './placeUrlDiagnostics.ts';
import type { PlanParts } from './planParts.ts';
import { environmentValue } from './platform.ts';
import type { ServerName } from './serverForProfile.ts';

/** What a server listens on when nothing says otherwise. */
export const defaultAddress = 'http://localhost:5000';

/** What is planned already when the addresses are worked out. */
export interface AddressSources {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly server: ServerName | null;
}

/** The addresses that a launch is expected to listen on. Empty for an Executable that does not tell. */
export function planUrls(parts: PlanParts, sources: AddressSources): string[] {
  if (isExecutable(parts)) {
    const own = applicationUrls(parts, sources.server);
    if (own || sources.server === null) return own ?? environmentUrls(parts, sources) ?? [];
  }
  if (sources.server === 'IISExpress') {
    return siteUrls(parts) ?? applicationUrls(parts, sources.server) ?? defaultUrls(parts);
  }
  if (sources.server === null) return [];
  return (
    optionUrls(parts, sources) ??
    environmentUrls(parts, sources) ??
    portVariableUrls(parts, sources) ??
    defaultUrls(parts)
  );
}

function isExecutable({ profile }: PlanParts): boolean {
  return profile !== undefined && effectiveCommandName(profile) === 'Executable';
}

function defaultUrls(parts: PlanParts): string[] {
  parts.origins['urls'] = 'default';
  return [defaultAddress];
}

/** The bindings of the site: of full IIS only for an IIS profile whose file has them. */
function siteUrls(parts: PlanParts): string[] | undefined {
  const iis = parts.settings?.iisSettings;
  const site = parts.profile?.commandName === 'IIS' && iis?.iis ? 'iis' : 'iisExpress';
  const path = `iisSettings.${site}.`;
  const found = parts.settings?.diagnostics.filter((entry) => entry.path.startsWith(path)) ?? [];
  parts.diagnostics.push(...found);
  const place = { path: `${path}applicationUrl`, range: iis?.[site]?.applicationUrlRange };
  read(parts, iis?.[site]?.applicationUrl ?? '', 'iisSettings', place, 'IISExpress');
  const addresses = iisAddresses(iis?.[site]);
  return addresses.length > 0 ? addresses : undefined;
}

function applicationUrls(parts: PlanParts, server: ServerName | null): string[] | undefined {
  const { profile } = parts;
  const text = parts.expandIn(['applicationUrl'], profile?.applicationUrl ?? '');
  if (profile === undefined || text.trim() === '') return undefined;
  return read(
    parts,
    text,
    'applicationUrl',
    propertyPlace(profile, 'applicationUrl', parts.settings),
    server,
  );
}

/** `--urls` on the app's command line beats every variable. */
function optionUrls(parts: PlanParts, sources: AddressSources): string[] | undefined {
  const text = appOption(sources.args, 'urls') ?? appOption(sources.args, 'server.urls');
  if (!text) return undefined;
  const origin = parts.origins['args'] ?? 'command line';
  return read(parts, text, origin, { path: '' }, sources.server);
}

function environmentUrls(parts: PlanParts, sources: AddressSources): string[] | undefined {
  const names: string[] = [EnvironmentVariables.urls];
  // Only the generic host of .NET reads variables that start with DOTNET_.
  if (parts.input.project.kind === 'dotnet') names.push('DOTNET_URLS');
  for (const name of names) {
    const text = variable(parts, sources, name);
    if (!text?.trim()) continue;
    const origin = parts.origins[`env.${name}`] ?? 'environment';
    const place =
      origin === 'applicationUrl' && parts.profile
        ? propertyPlace(parts.profile, 'applicationUrl', parts.settings)
        : { path: '' };
    return read(parts, text, origin, place, sources.server);
  }
  return undefined;
}

/** `ASPNETCORE_HTTP_PORTS` and `ASPNETCORE_HTTPS_PORTS` count only when no addresses are given. */
function portVariableUrls(parts: PlanParts, sources: AddressSources): string[] | undefined {
  const urls: string[] = [];
  for (const scheme of ['http', 'https']) {
    const name = `ASPNETCORE_${scheme.toUpperCase()}_PORTS`;
    const ports = (variable(parts, sources, name) ?? '').split(';');
    const given = ports.map((port) => port.trim()).filter((port) => port !== '');
    if (given.length > 0) parts.origins['urls'] = parts.origins[`env.${name}`] ?? 'environment';
    urls.push(...given.map((port) => `${scheme}://*:${port}`));
  }
  return urls.length > 0 ? urls : undefined;
}

function variable(parts: PlanParts, sources: AddressSources, name: string): string | undefined {
  const { environment, platform } = parts.input;
  return (
    environmentValue(sources.env, name, platform) ??
    // What the launching process listens on says nothing about a program that is not a .NET or host app.
    (isExecutable(parts) ? undefined : environmentValue(environment, name, platform))
  );
}

function read(
  parts: PlanParts,
  text: string,
  origin: Origin,
  place: { readonly path: string; readonly range?: TextRange | undefined },
  server: ServerName | null,
): string[] {
  const { urls, diagnostics } = parseApplicationUrl(text, { server });
  const lineStarts = parts.settings?.lineStarts ?? [];
  parts.origins['urls'] = origin;
  // The proxied server is ours and takes just these addresses; an app may still choose others, and its server speaks up.
  const worst = server === 'IISExpress' ? 'error' : 'warning';
  parts.diagnostics.push(
    ...placeUrlDiagnostics(diagnostics, text, { ...place, lineStarts, worst }),
  );
  return urls.map((url) => url.text);
}
