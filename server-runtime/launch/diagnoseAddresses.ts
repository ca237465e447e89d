import { parseApplicationUrl, type ApplicationUrl } from './applicationUrl.ts';
import { createDiagnostic } from './createDiagnostic.ts';
import { propertyPlace } from './diagnosticPlace.ts';
import { iisAddresses } from './iisAddresses.ts';
import { localizableText } from '../contracts/localizableText.ts';
import type {
  IisBinding,
  LaunchDiagnostic,
  LaunchProfile,
  LaunchSettings,
  TextRange,
} from './model.ts';
import { placeUrlDiagnostics } from './placeUrlDiagnostics.ts';
import type { ProjectKind } from './projectKind.ts';
import { serverOf } from './serverForProfile.ts';

/** The ports that the installer of IIS Express binds certificates to. */
const iisExpressSslPorts = { from: 44300, to: 44399 };

/** Findings about addresses: URLs that do not parse, ports that cannot be bound, ports that profiles share. */
export function diagnoseAddresses(
  settings: LaunchSettings,
  projectKind: ProjectKind,
): LaunchDiagnostic[] {
  return [
    ...settings.profiles.flatMap((profile) => diagnoseUrls(profile, settings, projectKind)),
    ...diagnoseBinding(settings.iisSettings?.iisExpress, 'iisExpress', settings),
    ...diagnoseBinding(settings.iisSettings?.iis, 'iis', settings),
    ...diagnoseSharedPorts(settings, projectKind),
  ];
}

function diagnoseUrls(
  profile: LaunchProfile,
  settings: LaunchSettings,
  projectKind: ProjectKind,
): LaunchDiagnostic[] {
  const text = profile.applicationUrl ?? '';
  // What variables stand for is known at launch only.
  if (hasVariables(text)) return [];
  const server = serverOf(profile, projectKind);
  const { diagnostics } = parseApplicationUrl(text, { server });
  const place = propertyPlace(profile, 'applicationUrl', settings);
  return placeUrlDiagnostics(diagnostics, text, place);
}

function diagnoseBinding(
  binding: IisBinding | undefined,
  site: 'iis' | 'iisExpress',
  settings: LaunchSettings,
): LaunchDiagnostic[] {
  if (binding === undefined) return [];
  const { lineStarts } = settings;
  const text = binding.applicationUrl ?? '';
  const path = `iisSettings.${site}`;
  const found = placeUrlDiagnostics(
    parseApplicationUrl(text, { server: 'IISExpress' }).diagnostics,
    text,
    { path: `${path}.applicationUrl`, range: binding.applicationUrlRange, lineStarts },
  );
  const { from, to } = iisExpressSslPorts;
  const { sslPort } = binding;
  if (site === 'iisExpress' && sslPort !== 0 && (sslPort < from || sslPort > to)) {
    found.push(
      createDiagnostic(
        'ssl-port-range',
        localizableText(
          'IIS Express on Windows has certificates for the ports {0} to {1} only, not for {2}.',
          from,
          to,
          sslPort,
        ),
        { path: `${path}.sslPort`, range: binding.sslPortRange, lineStarts },
      ),
    );
  }
  return found;
}

function diagnoseSharedPorts(
  settings: LaunchSettings,
  projectKind: ProjectKind,
): LaunchDiagnostic[] {
  const owners = new Map<number, string[]>();
  const found: LaunchDiagnostic[] = [];
  const isOfSite = (profile: LaunchProfile): boolean => usesSite(profile, settings, projectKind);
  const { iisExpress } = settings.iisSettings ?? {};
  for (const address of settings.profiles.some(isOfSite) ? iisAddresses(iisExpress) : []) {
    const port = parseApplicationUrl(address).urls[0]?.port;
    if (port) owners.set(port, ['iisSettings']);
  }
  for (const profile of settings.profiles) {
    // Without a server of ours nobody tells a program its addresses, if it runs here at all.
    if (isOfSite(profile) || serverOf(profile, projectKind) === null) continue;
    const owner = `'${profile.name}'`;
    for (const url of boundUrls(profile)) {
      const earlier = owners.get(url.port);
      if (earlier === undefined) owners.set(url.port, [owner]);
      else if (earlier.at(-1) !== owner) {
        found.push(sharedPort(url, earlier, profile, settings));
        earlier.push(owner);
      }
    }
  }
  return found;
}

function sharedPort(
  url: ApplicationUrl,
  owners: readonly string[],
  profile: LaunchProfile,
  settings: LaunchSettings,
): LaunchDiagnostic {
  const some = owners.slice(0, 3).join(', ');
  const names =
    owners.length > 3 ? localizableText('{0} and {1} more', some, owners.length - 3) : some;
  const text = localizableText(
    'Port {0} is used by {1} too, so they cannot run at the same time.',
    url.port,
    names,
  );
  const place = propertyPlace(profile, 'applicationUrl', settings);
  const range = rangeWithin(place.range, url, profile);
  return createDiagnostic('shared-port', text, { ...place, range });
}

/** True for profiles whose addresses come from `iisSettings`, so that their applicationUrl does not count. */
function usesSite(
  profile: LaunchProfile,
  settings: LaunchSettings,
  projectKind: ProjectKind,
): boolean {
  if (profile.commandName === 'Executable') return false;
  return (
    serverOf(profile, projectKind) === 'IISExpress' &&
    iisAddresses(settings.iisSettings?.iisExpress).length > 0
  );
}

function boundUrls(profile: LaunchProfile): ApplicationUrl[] {
  const text = profile.applicationUrl ?? '';
  if (hasVariables(text)) return [];
  return parseApplicationUrl(text).urls.filter((url) => url.port !== 0);
}

function rangeWithin(literal: TextRange | undefined, url: ApplicationUrl, profile: LaunchProfile) {
  if (literal?.length !== (profile.applicationUrl ?? '').length + 2) return literal;
  return { offset: literal.offset + 1 + url.offset, length: url.text.length };
}

function hasVariables(text: string): boolean {
  return /%[^%]+%|\$\(/.test(text);
}
