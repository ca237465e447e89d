import { parseApplicationUrl } from '../../../server-runtime/launch/applicationUrl.ts';
import type { LaunchSettings } from '../../../server-runtime/launch/model.ts';

/** Ports that a settings file already gives away, so that a suggestion collides with none of them. */
export function portsInUse({ profiles, iisSettings }: LaunchSettings): Set<number> {
  const sites = [iisSettings?.iis, iisSettings?.iisExpress];
  const texts = [...profiles, ...sites].map((holder) => holder?.applicationUrl ?? '');
  const ports = texts.flatMap((urls) => parseApplicationUrl(urls).urls.map(({ port }) => port));
  return new Set([...ports, ...sites.map((site) => site?.sslPort ?? 0)]);
}
