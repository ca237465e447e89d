import { parseApplicationUrl, type ApplicationUrl } from './applicationUrl.ts';
import { createDiagnostic } from './createDiagnostic.ts';
import { propertyPlace } from './diagnosticPlace.ts';
import { iisAddresses } from './iisAddresses.ts';
import type { IisBinding, LaunchDiagnostic, LaunchProfile, LaunchSettings } from './model.ts';
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
  const allowPathBase = serverOf(profile, projectKind) !== 'Kestrel';
  const { diagnostics } = parseApplicationUrl(text, { allowPathBase });
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
    parseApplicationUrl(text, { allowPathBase: true }).diagnostics,
    text,
    { path: `${path}.applicationUrl`, range: binding.applicationUrlRange, lineStarts },
  );
  const { from, to } = iisExpressSslPorts;
  const { sslPort } = binding;
  if (site === 'iisExpress' && sslPort !== 0 && (sslPort < from || sslPort > to)) {
    found.push(
      createDiagnostic(
        'ssl-port-range',
        `IIS Express on Windows has certificates for the ports ${from} to ${to} only, not for ${sslPort}.`,
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
  const claim = (port: number, owner: string): string[] => {
    const earlier = owners.get(port) ?? [];
    owners.set(port, [...earlier, owner]);
    return earlier;
  };
  for (const address of iisAddresses(settings.iisSettings?.iisExpress)) {
    const port = parseApplicationUrl(address, { allowPathBase: true }).urls[0]?.port;
    if (port) claim(port, 'iisSettings');
  }
  for (const profile of settings.profiles) {
    if (usesSite(profile, settings, projectKind)) continue;
    for (const url of boundUrls(profile)) {
      const earlier = claim(url.port, `'${profile.name}'`);
      const others = earlier.filter((owner) => owner !== `'${profile.name}'`);
      if (others.length === 0) continue;
      const message = `Port ${url.port} is used by ${others.join(', ')} too, so they cannot run at the same time.`;
      const place = propertyPlace(profile, 'applicationUrl', settings);
      found.push(
        createDiagnostic('shared-port', message, {
          ...place,
          range: rangeWithin(place.range, url, profile),
        }),
      );
    }
  }
  return found;
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

function rangeWithin(
  literal: { offset: number; length: number } | undefined,
  url: ApplicationUrl,
  profile: LaunchProfile,
) {
  if (literal?.length !== (profile.applicationUrl ?? '').length + 2) return literal;
  return { offset: literal.offset + 1 + url.offset, length: url.text.length };
}

function hasVariables(text: string): boolean {
  return /%[^%]+%|\$\(/.test(text);
}
